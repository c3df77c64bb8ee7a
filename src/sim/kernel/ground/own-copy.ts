/**
 * The kernel's own copy of a compiled model: its parts capture these arrays, and another selection is poured into them.
 */
import type { CompiledModel } from './compiled-model.ts';
import { fixedCopy } from './fixed.ts';

type Arrays = Float64Array | Int32Array | Uint8Array | Uint32Array;

function isArrays(value: unknown): value is Arrays {
  return ArrayBuffer.isView(value);
}

/** Whether a value is a table of its own: the samplers, or what an extension needs. */
function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isArrays(value);
}

function copyOf(table: object): object {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) {
    copy[key] = isArrays(value) ? fixedCopy(value) : isTable(value) ? copyOf(value) : value;
  }
  return copy;
}

/** A copy with its own typed arrays. */
export function ownCopy(model: CompiledModel): CompiledModel {
  return copyOf(model) as CompiledModel;
}

/** Whether two lists of names or plain values are the same. */
function sameValues(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => value === b[i]);
  return a === b;
}

/**
 * What the kernel's parts rely on when they are made: the network (which nodes the needs look at is read at run time),
 * and the kind of each threat and loss.
 */
const SHAPE = new Set<string>([
  'nodeLoop',
  'nodeRank',
  'groupStart',
  'groupNode',
  'groupKind',
  'outStart',
  'outEdge',
  'edgeStart',
  'edgeGroup',
  'lossStart',
  'lossMode',
  'watchStart',
  'gaugeNode',
  'occurs',
  'onStart',
  'deterStart',
  'deterControl',
  'controlNode',
] satisfies (keyof CompiledModel)[]);

/** What changes of futures write to (`Change`), which never moves when threats come. */
export type ChangedPart =
  | 'edgeNode'
  | 'edgeInLoop'
  | 'groupSwitchoverSampler'
  | 'groupAfterSampler'
  | 'restartStart'
  | 'restartAfter'
  | 'restartSampler'
  | 'threatSpared'
  | 'effectSpared'
  | 'spawnSpared'
  | 'shockSpared'
  | 'nodeSpared'
  | 'nodeUnlocked'
  | 'controlSeen';

const CHANGED: Readonly<Record<ChangedPart, true>> = {
  edgeNode: true,
  edgeInLoop: true,
  groupSwitchoverSampler: true,
  groupAfterSampler: true,
  restartStart: true,
  restartAfter: true,
  restartSampler: true,
  threatSpared: true,
  effectSpared: true,
  spawnSpared: true,
  shockSpared: true,
  nodeSpared: true,
  nodeUnlocked: true,
  controlSeen: true,
};

function sameTables(a: object, b: object): boolean {
  return Object.entries(b).every(([key, value]) => {
    const other: unknown = (a as Record<string, unknown>)[key];
    if (isArrays(value)) {
      return isArrays(other) && other.length === value.length && value.every((number, i) => number === other[i]);
    }
    return isTable(value) ? isTable(other) && sameTables(other, value) : sameValues(other, value);
  });
}

/** Whether two models, of which one can be poured into the other, differ at most in what changes of futures write to. */
export function sameButForChanges(a: CompiledModel, b: CompiledModel): boolean {
  const rest = Object.entries(b).filter(([key]) => !(key in CHANGED));
  return sameTables(a, Object.fromEntries(rest));
}

/**
 * Copies the numbers of `next` into the arrays of `copy`.
 *
 * @returns False, with nothing copied, when the two differ in shape, or in anything but numbers in arrays of equal
 * length.
 */
export function pourInto(copy: CompiledModel, next: CompiledModel): boolean {
  const pairs: [Arrays, Arrays][] = [];
  const compare = (to: object, from: object): boolean =>
    Object.keys(to).length === Object.keys(from).length &&
    Object.entries(from).every(([key, value]) => {
      const target: unknown = (to as Record<string, unknown>)[key];
      if (isArrays(value)) {
        if (!isArrays(target) || target.length !== value.length) return false;
        if (SHAPE.has(key) && !value.every((number, i) => number === target[i])) return false;
        pairs.push([target, value]);
        return true;
      }
      if (isTable(value)) return isTable(target) && compare(target, value);
      return key === 'scenario' || sameValues(target, value);
    });
  if (!compare(copy, next)) return false;
  for (const [to, from] of pairs) to.set(from);
  return true;
}
