/**
 * Overrides: values set by path, as if they were in the file.
 *
 * They are applied to a copy of the file's value before it is parsed. `x1.5` scales the existing value.
 */
import { didYouMean } from '../did-you-mean.ts';
import { formatPath, parsePath } from '../path.ts';
import type { Place, Problem, SourcePath } from '../problem.ts';
import {
  amountKey,
  isContainer,
  fileSegments,
  keysIn,
  LOSS_PATTERN,
  mayBeList,
  mayBeSingle,
  namedIn,
  namesIn,
  sealed,
} from './addresses.ts';
import type { Origin } from './places.ts';
import { someOf } from './reader.ts';
import { copyTree, INHERITED, isFields, Scaled, type Tree, unscaled } from './tree.ts';

/** The setter of a value: a portfolio and a level of a control, a scenario, or the command line. */
export type Setter = 'portfolio' | 'level' | 'scenario' | 'command line';

/** One value to set. */
export interface Override {
  readonly from: Setter;
  /** The setter, in a sentence: "scenario `winter`". */
  readonly by: string;
  readonly path: string;
  readonly value: unknown;
  /** Its path in the file; null on the command line. */
  readonly at: SourcePath | null;
  /** Its position, for messages; null on the command line. */
  readonly place: Place | null;
  /** As given. */
  readonly text: string;
}

type Fault = Omit<Problem, 'place'>;

/** A container in the tree, and the same with every `like` resolved, which contains everything that can be named. */
interface Spot {
  readonly own: Tree;
  readonly shown: Tree;
}

/** A value as a container. Null for a single value. */
function asContainer(value: unknown, key: string | number): Tree | null {
  if (value === undefined || value === null) return Object.create(null) as Tree;
  if (Array.isArray(value) && key === 'needs') {
    const map = Object.create(null) as Tree;
    for (const name of value) map[String(name)] = Object.create(null);
    return map;
  }
  // A list has its positions as keys.
  if (key === 'loss' && isFields(value)) return [value] as unknown as Tree;
  return Array.isArray(value) || isFields(value) ? (value as Tree) : null;
}

/** One step down; creates what is missing in the tree. Null for a single value. */
function below({ own, shown }: Spot, key: string | number): Spot | null {
  const next = asContainer(shown[key], key);
  if (next === null) return null;
  // A list that is only inherited is copied whole, since lists do not merge.
  const isInherited = own[key] === undefined || own[key] === null;
  const isList = Array.isArray(shown[key]) || Array.isArray(next);
  const inner = isInherited ? asContainer(isList ? copyTree(next) : undefined, key) : asContainer(own[key], key);
  if (inner === null) return null;
  own[key] = inner;
  return { own: inner, shown: next };
}

const SCALE = /^\s*x\s*(\d+(?:\.\d+)?)\s*$/;

/** A value that is itself a factor: `x0.1`, `x0.2..x0.5`. */
const FACTOR = /^\s*x\s*[\d.]/;

/** The factor of `x1.5`, null for anything else. */
function scaleOf(value: unknown): number | null {
  const match = typeof value === 'string' ? SCALE.exec(value) : null;
  return match === null ? null : Number(match[1]);
}

/** Whether an override scales the value at its path, instead of setting it. */
export const isScaling = ({ value }: Pick<Override, 'value'>): boolean => scaleOf(value) !== null;

/** Sets one key; a value that is only inherited is scaled when it is copied. */
function setKey({ own, shown }: Spot, key: string | number, value: unknown, path: string): Fault | null {
  const factor = scaleOf(value);
  if (factor === null) {
    own[key] = copyTree(value);
    return null;
  }
  const stands = own[key] ?? (shown[key] === undefined || shown[key] === null ? undefined : INHERITED);
  if (stands === undefined) {
    return { code: 'scale', message: `\`${path}\` has no value that could be scaled`, remedy: 'write its value' };
  }
  const { raw } = unscaled(stands === INHERITED ? shown[key] : stands);
  if (typeof raw === 'string' && FACTOR.test(raw)) {
    const message = `\`x${factor}\` could be the factor at \`${path}\`, or scale the \`${raw}\` that stands there`;
    return { code: 'scale', message, remedy: `write the factor as a plain number, such as \`${factor}\`` };
  }
  own[key] = new Scaled(stands, factor);
  return null;
}

/** A key of a driver, which a word without a state of that name may mean; null elsewhere. */
function keyRemedy(pattern: string, segment: string): string | null {
  const near = pattern === 'drivers.*.states' ? didYouMean(segment, keysIn('drivers.*') ?? []) : null;
  return near === null ? null : `did you mean \`${near}\`?`;
}

/**
 * Follows the segments of a path down to what they name, and sets it.
 *
 * @returns Where that is; null when the file has something there that it should not, which its parser reports.
 */
function setByPath(root: Spot, segments: readonly string[], { path, value }: Override): SourcePath | Fault | null {
  const lost = (code: string, what: string, remedy: string): Fault => ({
    code,
    message: `\`${path}\` leads nowhere: ${what}`,
    remedy,
  });
  let spot = root;
  let pattern = '';
  const keys: (string | number)[] = [];
  for (const [i, segment] of segments.entries()) {
    const holder = namedIn(pattern);
    let key: string | number = segment;
    if (holder !== undefined) {
      if (Array.isArray(spot.shown) && !mayBeList(pattern)) return null;
      const names = namesIn(spot.shown);
      const found = names.get(segment);
      if (found === undefined) {
        const near = didYouMean(segment, names.keys());
        const there = names.size === 0 ? 'there is none' : `there are ${someOf([...names.keys()])}`;
        const where = keys.length === 1 ? '' : ` at ${formatPath(keys)}`;
        const remedy = near === null ? (keyRemedy(pattern, segment) ?? there) : `did you mean \`${near}\`?`;
        return lost('unknown-name', `unknown ${holder} \`${segment}\`${where}`, remedy);
      }
      key = found;
    } else if (Array.isArray(spot.shown)) {
      return lost('path', `${formatPath(keys)} is a list`, 'set the whole list');
    } else {
      const known = keysIn(pattern);
      const isOther = pattern === LOSS_PATTERN && (segment === 'amount' || spot.shown[segment] !== undefined);
      if (known !== undefined && !known.includes(segment) && !isOther) {
        const near = didYouMean(segment, known);
        const remedy = near === null ? `the keys there are ${known.join(', ')}` : `did you mean \`${near}\`?`;
        return lost('unknown-key', `\`${segment}\` is no key there`, remedy);
      }
      if (isOther && segment === 'amount') key = amountKey(spot.shown) ?? segment;
    }
    keys.push(key);
    pattern = i === 0 ? segment : `${pattern}.${holder === undefined ? segment : '*'}`;
    const isLast = i === segments.length - 1;
    const refusal = sealed(pattern, isLast);
    if (refusal !== undefined) return { code: 'set', message: `\`${path}\` cannot be set`, remedy: refusal };
    if (isLast && pattern !== LOSS_PATTERN) return setKey(spot, key, value, path) ?? keys;
    const next = below(spot, key);
    if (next === null && isContainer(pattern) && !mayBeSingle(pattern)) return null;
    if (next === null) return lost('path', `${formatPath(keys)} is a single value`, 'shorten the path');
    spot = next;
  }
  // A path that ends at a loss means its amount.
  const amount = amountKey(spot.shown);
  if (amount === undefined) return lost('path', 'this loss has no amount', 'give it one');
  keys.push(amount);
  return setKey(spot, amount, value, path) ?? keys;
}

/**
 * Applies the overrides of one stage: values first, wholes before their parts, then factors, so that their order does
 * not matter.
 *
 * @param viewOf Gives the tree with every `like` resolved, which says what can be named.
 * @returns Where each was set; paths that lead nowhere are added to the problems.
 */
export function applyOverrides(
  tree: Tree,
  viewOf: (tree: Tree) => Tree,
  overrides: readonly Override[],
  problems: Problem[],
): Origin[] {
  const depth = ({ path }: Override): number => parsePath(path)?.length ?? 0;
  const values = overrides.filter((one) => !isScaling(one)).toSorted((a, b) => depth(a) - depth(b));
  let view: Tree | null = null;
  let haveValuesChanged = false;
  return [...values, ...overrides.filter(isScaling)].flatMap((override): Origin[] => {
    // A whole that was set may have different parts, including values that can be scaled.
    if (view === null || (isScaling(override) && haveValuesChanged)) {
      view = viewOf(tree);
      haveValuesChanged = false;
    }
    const { place, text, at, from, by } = override;
    const written = parsePath(override.path);
    const segments = written === null ? null : fileSegments(written);
    const set =
      segments === null
        ? {
            code: 'path',
            message: `\`${override.path}\` is no path`,
            remedy: 'write names joined by dots: nodes.hub.restart',
          }
        : setByPath({ own: tree, shown: view }, segments, override);
    haveValuesChanged ||= !isScaling(override);
    if (typeof override.value === 'object' && override.value !== null) view = null;
    if (set === null) return [];
    if (!('code' in set)) return [{ path: set, at, place, text, from, by, scales: isScaling(override) }];
    const message = place === null ? `${set.message} (in ${text})` : set.message;
    problems.push({ ...set, message, place });
    return [];
  });
}
