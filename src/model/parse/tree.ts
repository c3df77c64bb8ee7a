/** The value of a file as a tree that overrides may change: maps, lists, single values, and values to be scaled. */

/** A map of the file, without prototype. */
export type Fields = Readonly<Record<string, unknown>>;

/** A map that can be changed: part of a copy of the file's value. */
export type Tree = Record<string, unknown>;

/** Placeholder for what `like` will copy, in a value that is scaled before it is there. */
export const INHERITED: unique symbol = Symbol('inherited');

/** A quantity that an override scales: `x1.5` on the existing value. */
export class Scaled {
  readonly raw: unknown;
  readonly factor: number;

  constructor(raw: unknown, factor: number) {
    this.raw = raw;
    this.factor = factor;
  }
}

/** The value under all the scalings, and their product. */
export function unscaled(raw: unknown): { readonly raw: unknown; readonly factor: number } {
  let value = raw;
  let factor = 1;
  while (value instanceof Scaled) {
    factor *= value.factor;
    value = value.raw;
  }
  return { raw: value, factor };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Scaled);
}

/** How a value is described in a message. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `\`${value}\``;
  if (typeof value === 'number' || typeof value === 'boolean') return `\`${String(value)}\``;
  return Array.isArray(value) ? 'a list' : 'a map';
}

export function copyTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyTree);
  return isFields(value) ? copyFields(value) : value;
}

export function copyFields(fields: Fields): Tree {
  const copy = Object.create(null) as Tree;
  for (const [key, child] of Object.entries(fields)) copy[key] = copyTree(child);
  return copy;
}

/** Code-unit order of texts and numbers. */
export function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
