/** Typed access to the values of a model file that collects every fault with its place. */
import { didYouMean } from '../did-you-mean.ts';
import type { Place, Problem, Source, SourcePath } from '../problem.ts';
import type { Parsed, QuantityContext, QuantityFault } from '../quantity/parsed.ts';
import {
  constantQuantity,
  parseConstant,
  parseQuantity,
  scaleFault,
  scaleQuantity,
} from '../quantity/parse-quantity.ts';
import type { Dimension, Quantity, Timing } from '../quantity.ts';

/** A map of the file, without prototype. */
export type Fields = Readonly<Record<string, unknown>>;

/** A quantity that an override scales: `x1.5` on what stands there. */
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

/** Where an overridden part of the tree comes from: a place, or the words of the command line. */
export interface Origin {
  readonly path: SourcePath;
  readonly place: Place | null;
  readonly text: string;
}

export interface Reader {
  readonly problems: Problem[];
  report(path: SourcePath, code: string, message: string, remedy: string, part?: 'key' | 'value'): void;
  /** Reports a fault of a text at its offset within the value. */
  fault(path: SourcePath, fault: QuantityFault): void;
  /** A map; null, reported, for anything else. Absent and null give an empty one. Keys outside `keys` are reported. */
  fields(value: unknown, path: SourcePath, what: string, keys: readonly string[] | null): Fields | null;
  list(value: unknown, path: SourcePath, what: string): readonly unknown[] | null;
  /** A text; null for absent, or reported. */
  text(value: unknown, path: SourcePath, what: string): string | null;
  /** A text or a list of texts, as a list of [text, path]. */
  texts(value: unknown, path: SourcePath, what: string): readonly (readonly [string, SourcePath])[];
  flag(value: unknown, path: SourcePath): boolean;
  oneOf<T extends string>(value: unknown, path: SourcePath, choices: readonly T[], what: string): T | null;
  parsed<T>(result: Parsed<T>, path: SourcePath): T | undefined;
  quantity(value: unknown, path: SourcePath, dimension: Dimension, timing: Timing): Quantity | undefined;
  constant(value: unknown, path: SourcePath, dimension: Dimension): number | undefined;
  /** Reports a name that matches nothing, with the nearest that does. */
  unknown(path: SourcePath, what: string, name: string, candidates: Iterable<string>, part?: 'key' | 'value'): void;
  required(fields: Fields, key: string, path: SourcePath, what: string, example: string): boolean;
  context: QuantityContext;
}

/** How a found value is called in a message. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `\`${JSON.stringify(value)?.replaceAll('"', '')}\``;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Scaled);
}

export function makeReader(source: Source, origins: readonly Origin[]): Reader {
  const problems: Problem[] = [];
  const seen = new Set<string>();

  /** The override that wrote the value at a path, the last one where several did. */
  function originOf(path: SourcePath): Origin | null {
    const covers = (origin: Origin): boolean =>
      origin.path.length <= path.length && origin.path.every((key, k) => key === path[k]);
    return origins.findLast(covers) ?? null;
  }

  function push(path: SourcePath, problem: Omit<Problem, 'place'>, part: 'key' | 'value', fault?: QuantityFault): void {
    const origin = originOf(path);
    let place = origin === null ? source.locate(path, part) : origin.place;
    if (place !== null && fault !== undefined && origin === null) place = within(place, fault);
    const message = origin !== null && place === null ? `${problem.message} (in ${origin.text})` : problem.message;
    const key = `${place?.file}:${place?.line}:${place?.column}:${message}`;
    if (seen.has(key)) return;
    seen.add(key);
    problems.push({ ...problem, message, place });
  }

  /** The part of a place that a fault marks, where the text stands plainly in the line. */
  function within(place: Place, fault: QuantityFault): Place {
    const start = place.column - 1;
    const quote = /^["']/.test(place.text.slice(start)) ? 1 : 0;
    const column = place.column + quote + fault.offset;
    if (column - 1 >= place.text.length) return place;
    return { ...place, column, length: Math.max(1, Math.min(fault.length, place.text.length - column + 1)) };
  }

  const reader: Reader = {
    problems,
    context: { currency: 'GBP', rates: new Map(), sources: new Map(), inputs: new Map() },
    report: (path, code, message, remedy, part = 'value') => push(path, { code, message, remedy }, part),
    fault: (path, fault) =>
      push(path, { code: fault.code, message: fault.message, remedy: fault.remedy }, 'value', fault),
    fields: (value, path, what, keys) => {
      if (value === undefined || value === null) return {};
      if (!isFields(value)) {
        reader.report(
          path,
          'shape',
          `${what} is a map of names, not ${kindOf(value)}`,
          'write `name: value` lines below it',
        );
        return null;
      }
      if (keys !== null) {
        for (const key of Object.keys(value)) {
          if (keys.includes(key)) continue;
          const near = didYouMean(key, keys);
          reader.report(
            [...path, key],
            'unknown-key',
            `${what} has no key \`${key}\``,
            near === null ? `its keys are ${keys.join(', ')}` : `did you mean \`${near}\`?`,
            'key',
          );
        }
      }
      return value;
    },
    list: (value, path, what) => {
      if (value === undefined || value === null) return [];
      if (Array.isArray(value)) return value;
      reader.report(path, 'shape', `${what} is a list, not ${kindOf(value)}`, 'write it in brackets: [a, b]');
      return null;
    },
    text: (value, path, what) => {
      if (value === undefined || value === null) return null;
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      reader.report(path, 'shape', `${what} is a text, not ${kindOf(value)}`, 'write one text');
      return null;
    },
    texts: (value, path, what) => {
      if (value === undefined || value === null) return [];
      if (!Array.isArray(value)) {
        const one = reader.text(value, path, what);
        return one === null ? [] : [[one, path]];
      }
      return value.flatMap((item: unknown, i): [string, SourcePath][] => {
        const at = [...path, i];
        const one = reader.text(item, at, what);
        return one === null ? [] : [[one, at]];
      });
    },
    flag: (value, path) => {
      if (value === undefined || value === null || value === false) return false;
      if (value === true) return true;
      reader.report(path, 'shape', `this is true or false, not ${kindOf(value)}`, 'write true or false');
      return false;
    },
    oneOf: (value, path, choices, what) => {
      if (value === undefined || value === null) return null;
      const found = choices.find((choice) => choice === value);
      if (found !== undefined) return found;
      const near = typeof value === 'string' ? didYouMean(value, choices) : null;
      reader.report(
        path,
        'choice',
        `${kindOf(value)} is no ${what}`,
        near === null ? `write one of ${choices.join(', ')}` : `did you mean \`${near}\`?`,
      );
      return null;
    },
    parsed: (result, path) => {
      if (result.ok) return result.value;
      reader.fault(path, result.fault);
      return undefined;
    },
    quantity: (value, path, dimension, timing) => {
      if (value === undefined || value === null) return undefined;
      const { raw, factor } = unscaled(value);
      const quantity = reader.parsed(parseQuantity(raw, dimension, timing, reader.context), path);
      if (quantity === undefined || factor === 1) return quantity;
      const fault = scaleFault(quantity, factor);
      if (fault === null) return scaleQuantity(quantity, factor);
      reader.fault(path, fault);
      return undefined;
    },
    constant: (value, path, dimension) => {
      if (value === undefined || value === null) return undefined;
      const { raw, factor } = unscaled(value);
      const number = reader.parsed(parseConstant(raw, dimension, reader.context), path);
      if (number === undefined || factor === 1) return number;
      const scaled = constantQuantity(number, dimension);
      const fault = scaleFault(scaled, factor);
      if (fault === null) return number * factor;
      reader.fault(path, fault);
      return undefined;
    },
    unknown: (path, what, name, candidates, part = 'value') => {
      const all = [...candidates].toSorted();
      const near = didYouMean(name, all);
      const some =
        all.length === 0
          ? `this file names no ${what}`
          : `there are ${all.slice(0, 8).join(', ')}${all.length > 8 ? ', ...' : ''}`;
      reader.report(
        path,
        'unknown-name',
        `unknown ${what} \`${name}\``,
        near === null ? some : `did you mean \`${near}\`?`,
        part,
      );
    },
    required: (fields, key, path, what, example) => {
      if (fields[key] !== undefined && fields[key] !== null) return true;
      reader.report(path, 'missing', `${what} needs \`${key}\``, `write \`${key}: ${example}\``, 'key');
      return false;
    },
  };
  return reader;
}
