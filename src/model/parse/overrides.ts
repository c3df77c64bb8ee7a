/**
 * Overrides: values set by path, as if they stood in the file.
 *
 * They are applied to a copy of the file's value before it is parsed. `x1.5` scales what stands there.
 */
import { didYouMean } from '../did-you-mean.ts';
import { formatPath, parsePath } from '../path.ts';
import type { Place, SourcePath } from '../problem.ts';
import {
  controlShape,
  effectShape,
  evidenceShape,
  groupShape,
  levelShape,
  limitShape,
  lossShape,
  modelShape,
  nodeShape,
  scenarioShape,
  sourceShape,
  threatShape,
  toleranceShape,
} from '../schema/shapes.ts';
import type { Origin, Reader } from './reader.ts';
import { isFields, Scaled } from './reader.ts';

/** One value to be set. */
export interface Override {
  readonly path: string;
  readonly value: unknown;
  /** Where it stands, for faults; null on the command line. */
  readonly at: SourcePath | null;
  readonly place: Place | null;
  /** Its text, as given. */
  readonly text: string;
}

/** A tree that can be changed: a copy of the file's value. */
export type Tree = Record<string, unknown>;

export function copyTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyTree);
  if (!isFields(value)) return value;
  const copy = Object.create(null) as Tree;
  for (const [key, child] of Object.entries(value)) copy[key] = copyTree(child);
  return copy;
}

/** Parts of the file that hold named things: by the pattern of their path, `*` for a name, and what these are called. */
const NAMED: readonly (readonly [string, string])[] = [
  ['nodes', 'node'],
  ['nodes.*.needs', 'need'],
  ['nodes.*.loss', 'loss'],
  ['nodes.*.needs.*.share', 'member'],
  ['threats', 'threat'],
  ['threats.*.affects', 'effect'],
  ['controls', 'control'],
  ['controls.*.levels', 'level'],
  ['controls.*.needs', 'need'],
  ['controls.*.evidence', 'piece of evidence'],
  ['appetite.limits', 'limit'],
  ['common causes', 'common cause'],
  ['inputs', 'input'],
  ['bearers', 'bearer'],
  ['sources', 'source'],
  ['calendar', 'calendar name'],
  ['scenarios', 'scenario'],
  ['portfolios', 'portfolio'],
];

/** Keys of the things below a pattern. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(modelShape),
  'nodes.*': Object.keys(nodeShape),
  'nodes.*.needs.*': Object.keys(groupShape),
  'nodes.*.tolerance': Object.keys(toleranceShape),
  'nodes.*.loss.*': Object.keys(lossShape),
  'threats.*': Object.keys(threatShape),
  'threats.*.affects.*': Object.keys(effectShape),
  'controls.*': Object.keys(controlShape),
  'controls.*.levels.*': Object.keys(levelShape),
  'controls.*.needs.*': Object.keys(groupShape),
  'controls.*.evidence.*': Object.keys(evidenceShape),
  'appetite.limits.*': Object.keys(limitShape),
  'sources.*': Object.keys(sourceShape),
  'scenarios.*': Object.keys(scenarioShape),
};

/** Keys of a loss entry that are no bearer. */
const LOSS_KEYS = ['id', 'after', 'during'];

/** Id of an entry of a list of losses or of evidence. */
function idOfEntry(entry: unknown): string | null {
  if (!isFields(entry)) return null;
  const form = ['done', 'to standard', 'caught'].find((key) => entry[key] !== undefined);
  if (form !== undefined) return `${form} ${String(entry['date'])}`;
  return typeof entry['id'] === 'string' ? entry['id'] : amountKey(entry as Tree);
}

/**
 * Sets one value in the tree.
 *
 * @param view The tree with every `like` resolved: what can be named. What is only in the view is joined to it later.
 * @returns Where it was set, or null when the path leads nowhere, which is reported.
 */
function applyOverride(reader: Reader, tree: Tree, view: Tree, override: Override): SourcePath | null {
  const fail = (code: string, message: string, remedy: string): null => {
    const words = override.place === null ? `${message} (in ${override.text})` : message;
    reader.problems.push({ code, message: words, remedy, place: override.place });
    return null;
  };
  const lost = (what: string): string => `\`${override.path}\` leads nowhere: ${what}`;
  const segments = parsePath(override.path);
  if (segments === null)
    return fail('path', `\`${override.path}\` is no path`, 'write names joined by dots: nodes.hub.restart');
  let parent: Tree = tree;
  let shown: Tree = view;
  let pattern = '';
  const path: (string | number)[] = [];
  for (const [i, segment] of segments.entries()) {
    const holder = NAMED.find(([of]) => of === pattern)?.[1];
    let key: string | number = segment;
    if (holder !== undefined) {
      const names = childNames(shown);
      const found = names.get(segment);
      if (found === undefined) {
        const near = didYouMean(segment, names.keys());
        const where = path.length === 1 ? '' : ` at ${formatPath(path)}`;
        const there = names.size === 0 ? 'there is none' : `there are ${[...names.keys()].slice(0, 8).join(', ')}`;
        return fail(
          'unknown-name',
          lost(`unknown ${holder} \`${segment}\`${where}`),
          near === null ? there : `did you mean \`${near}\`?`,
        );
      }
      key = found;
    } else {
      const keys = KEYS[pattern];
      if (pattern === 'nodes.*.loss.*' && segment === 'amount') key = amountKey(shown) ?? segment;
      else if (
        keys !== undefined &&
        !keys.includes(segment) &&
        (pattern !== 'nodes.*.loss.*' || shown[segment] === undefined)
      ) {
        const near = didYouMean(segment, keys);
        const there = `the keys there are ${keys.join(', ')}`;
        return fail(
          'unknown-key',
          lost(`\`${segment}\` is no key there`),
          near === null ? there : `did you mean \`${near}\`?`,
        );
      }
    }
    path.push(key);
    pattern = i === 0 ? segment : `${pattern}.${holder === undefined ? segment : '*'}`;
    const leaf = i === segments.length - 1;
    if (leaf && pattern !== 'nodes.*.loss.*') return set(parent, shown[key], key);
    const next = child(parent, shown, key);
    if (next === null) return fail('path', lost(`${formatPath(path)} is a single value`), 'shorten the path');
    [parent, shown] = next;
    if (!leaf) continue;
    // A loss is its amount, when the path ends at its id.
    const amount = amountKey(shown);
    if (amount === null) return fail('path', lost('this loss has no amount'), 'give it one');
    path.push(amount);
    return set(parent, shown[amount], amount);
  }
  return null;

  function set(container: Tree, stands: unknown, key: string | number): SourcePath | null {
    const factor = scaleOf(override.value);
    if (factor === null) {
      container[key] = copyTree(override.value);
      return path;
    }
    const value = container[key] ?? stands;
    if (value === undefined || value === null) {
      return fail('scale', `\`${override.path}\` has no value that could be scaled`, 'write its value');
    }
    container[key] = new Scaled(value, factor);
    return path;
  }
}

/** Names in a container of named things, with the keys under which they stand. */
function childNames(container: Tree): Map<string, string | number> {
  if (!Array.isArray(container)) return new Map(Object.keys(container).map((name) => [name, name]));
  return new Map(
    container.flatMap((entry: unknown, i): [string, number][] => {
      const id = idOfEntry(entry);
      return id === null ? [] : [[id, i]];
    }),
  );
}

/** One step down, in the tree and in the view; makes what is missing. Null where a single value stands. */
function child(parent: Tree, shown: Tree, key: string | number): [Tree, Tree] | null {
  const below = asContainer(shown[key], key);
  if (below === null) return null;
  // A list that is only inherited is taken over whole, since lists do not join.
  if (parent[key] === undefined || parent[key] === null)
    parent[key] = Array.isArray(below) ? copyTree(below) : Object.create(null);
  const own = asContainer(parent[key], key);
  if (own === null) return null;
  parent[key] = own;
  return [own, below];
}

/** A value as something with parts: `needs: [a, b]` is a map, one loss is a list of one. Null for a single value. */
function asContainer(value: unknown, key: string | number): Tree | null {
  if (value === undefined || value === null) return Object.create(null) as Tree;
  if (Array.isArray(value) && key === 'needs') {
    const map = Object.create(null) as Tree;
    for (const name of value) map[String(name)] = Object.create(null);
    return map;
  }
  if (key === 'loss' && isFields(value)) return [value] as unknown as Tree;
  if (Array.isArray(value) || isFields(value)) return value as Tree;
  return null;
}

/** The key under which a loss entry has its amount. */
function amountKey(entry: Tree): string | null {
  return Object.keys(entry).find((key) => !LOSS_KEYS.includes(key)) ?? null;
}

/** The factor of `x1.5`, null for anything else. */
function scaleOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const match = /^\s*x\s*(\d+(?:\.\d+)?)\s*$/.exec(value);
  return match === null ? null : Number(match[1]);
}

/**
 * Applies overrides in order; gives where each was set.
 *
 * @param view Gives the tree with every `like` resolved, as it stands.
 */
export function applyOverrides(reader: Reader, tree: Tree, view: () => Tree, overrides: readonly Override[]): Origin[] {
  return overrides.flatMap((override): Origin[] => {
    const path = applyOverride(reader, tree, view(), override);
    return path === null ? [] : [{ path, place: override.place, text: override.text }];
  });
}
