/** What a path may name in a model file: the named things, and the keys of each, from the shapes of the file. */
import { PARTS } from '../schema/parts.ts';
import { isFields, order, type Fields, type Tree } from './tree.ts';

/**
 * Parts of the file that hold named things, by the pattern of their path (`*` for a name), and what the things are
 * called.
 */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['nodes', 'node'],
  ['nodes.*.needs', 'need'],
  ['nodes.*.loss', 'loss'],
  ['nodes.*.restart', 'stage'],
  ['nodes.*.needs.*.share', 'member'],
  ['threats', 'threat'],
  ['threats.*.affects', 'effect'],
  ['controls', 'control'],
  ['controls.*.levels', 'level'],
  ['controls.*.needs', 'need'],
  ['controls.*.restart', 'stage'],
  ['controls.*.needs.*.share', 'member'],
  ['controls.*.evidence', 'piece of evidence'],
  ['appetite.limits', 'limit'],
  ['accepted', 'accepted risk'],
  ['spend.shared', 'shared cost'],
  ['opportunities', 'opportunity'],
  ['opportunities.*.refused by', 'control'],
  ['opportunities.*.refused by.*', 'level'],
  ['common causes', 'common cause'],
  ['drivers', 'driver'],
  ['drivers.*.states', 'state'],
  ['drivers.*.states.*.while', 'moved figure'],
  ['drivers.*.states.*.brings', 'thing that it brings'],
  ['correlations', 'correlation'],
  ['inputs', 'input'],
  ['rates', 'currency'],
  ['bearers', 'bearer'],
  ['sources', 'source'],
  ['calendar', 'calendar name'],
  ['scenarios', 'scenario'],
  ['scenarios.*.shocks', 'shock'],
]);

/** The pattern of a loss: its path means its amount. */
export const LOSS_PATTERN = 'nodes.*.loss.*';

const KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  PARTS.flatMap(({ patterns, shape }) => patterns.map((pattern) => [pattern, Object.keys(shape)] as const)),
);

/** The parts that hold named things in a list. */
const LISTS: ReadonlySet<string> = new Set([
  'nodes.*.loss',
  'controls.*.evidence',
  'accepted',
  'scenarios.*.shocks',
  'correlations',
]);

/** The parts that hold named things, or a single value instead. */
const SINGLE: ReadonlySet<string> = new Set(['nodes.*.restart', 'controls.*.restart']);

/** What cannot be set, nor anything below it, by pattern, and what to do instead. */
const SEALED: ReadonlyMap<string, string> = new Map([
  ['ringfence', 'the version of the format is for the file to say'],
  ['include', 'set values, for files are joined before'],
  ['portfolios', 'choose levels by `controls.NAME.current`'],
  ['controls.*.levels.*.set', 'set the value itself'],
  ['scenarios.*.set', 'set the value itself'],
]);

/** What cannot be set as a whole, since levels and scenarios in it may set other values. */
const SEALED_WHOLE: ReadonlyMap<string, string> = new Map([
  ['controls', 'set one value of a control'],
  ['controls.*', 'set one value of the control; `controls.NAME.current=LEVEL` chooses its level'],
  ['controls.*.levels', 'set one value of a level'],
  ['controls.*.levels.*', 'set one value of the level'],
  ['scenarios', 'set the value itself'],
  ['scenarios.*', 'set the value itself'],
]);

/** What the things in a part of the file are called; undefined where they have no names. */
export const namedIn = (pattern: string): string | undefined => NAMED.get(pattern);

/** Whether the named things of a part may be in a list. */
export const mayBeList = (pattern: string): boolean => LISTS.has(pattern);

/** Whether a single value may replace the named things of a part. */
export const mayBeSingle = (pattern: string): boolean => SINGLE.has(pattern);

/** Whether a part of the file is a map, or a list of named things. */
export const isContainer = (pattern: string): boolean => NAMED.has(pattern) || KEYS.has(pattern);

/** The keys that a part of the file may have; undefined where any are allowed. */
export const keysIn = (pattern: string): readonly string[] | undefined => KEYS.get(pattern);

/** Why a part of the file cannot be set, as an instruction; undefined when it can. `isLast`: a path ends at it. */
export const sealed = (pattern: string, isLast: boolean): string | undefined =>
  SEALED.get(pattern) ?? (isLast ? SEALED_WHOLE.get(pattern) : undefined);

/** Keys of a loss that are not its amount. */
export const LOSS_KEYS: readonly string[] = ['id', 'after', 'during'];

/** The key of a loss that holds its amount. */
export function amountKey(loss: Fields): string | undefined {
  return Object.keys(loss).find((key) => !LOSS_KEYS.includes(key));
}

/**
 * A path as it stands in the file: `drivers.energy.crisis.lasts` leaves out the `states` in which the state stands.
 *
 * @param segments Of a path as it is written in `set`.
 */
export function fileSegments(segments: readonly string[]): readonly string[] {
  const [section = '', driver = '', key, ...rest] = segments;
  if (section !== 'drivers' || key === undefined || keysIn('drivers.*')?.includes(key) === true) return segments;
  return [section, driver, 'states', key, ...rest];
}

/** The id of a list entry: of a loss, a piece of evidence, a shock, an accepted risk, a correlation. */
function idOfEntry(entry: unknown): string | undefined {
  if (!isFields(entry)) return undefined;
  const { between } = entry;
  if (Array.isArray(between)) return between.map(String).toSorted(order).join(' and ');
  const form = ['done', 'to standard', 'caught'].find((key) => entry[key] !== undefined);
  const first = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => entry[key]).find((value) => typeof value === 'string');
  if (form !== undefined) return `${form} ${first('date') ?? ''}`;
  return first('id', 'risk', 'on') ?? amountKey(entry);
}

/** Names of the things in a container, with their keys. */
export function namesIn(container: Tree | readonly unknown[]): ReadonlyMap<string, string | number> {
  if (!Array.isArray(container)) {
    return new Map(
      Object.keys(container)
        .toSorted(order)
        .map((name) => [name, name]),
    );
  }
  return new Map(
    container.flatMap((entry: unknown, i): [string, number][] => {
      const id = idOfEntry(entry);
      return id === undefined ? [] : [[id, i]];
    }),
  );
}
