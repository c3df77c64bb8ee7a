/** Statements of a file that affect no figure, or are not in force: for reading back. */
import type { LeftOut } from '../file-notes.ts';
import type { FileNotes, Setting } from '../model.ts';
import { isScaling } from './overrides.ts';
import type { ParsedScenario } from './scenarios.ts';
import type { LevelSettings } from './settings.ts';
import { unusedNames } from './unused.ts';
import { type Fields, isFields, order, Scaled, unscaled } from './tree.ts';

/** A value of the file, written on one line. */
export function valueText(value: unknown): string {
  if (value instanceof Scaled) {
    const { raw, factor } = unscaled(value);
    return `${valueText(raw)} x${factor}`;
  }
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value === 'string') return value;
  if (!isFields(value)) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => order(a, b));
  return `{ ${entries.map(([key, one]) => (one === null ? key : `${key}: ${valueText(one)}`)).join(', ')} }`;
}

const sectionOf = (fields: unknown, key: string): Fields => {
  const value = isFields(fields) ? fields[key] : undefined;
  return isFields(value) ? value : {};
};

/** Entries of a map in a map, sorted. */
const entriesIn = (fields: unknown, key: string): [string, unknown][] =>
  Object.entries(sectionOf(fields, key)).toSorted(([a], [b]) => order(a, b));

/** The entries of a map as settings, sorted. */
const settingsIn = (fields: Fields): Setting[] =>
  Object.entries(fields)
    .map(([path, value]): Setting => ({ path, value: valueText(value), scales: isScaling({ value }) }))
    .toSorted((a, b) => order(a.path, b.path));

const textOf = (fields: unknown, key: string): string | null => {
  const value = isFields(fields) ? fields[key] : undefined;
  return typeof value === 'string' ? value : null;
};

const ABOUT = ['description', 'occurs', 'owner', 'was'] as const;

/** What is said about each entry of a section apart from what it does, and when it comes as stated. */
function aboutIn(root: Fields, name: string): [string, Setting[]][] {
  return entriesIn(root, name).flatMap(([id, fields]): [string, Setting[]][] => {
    if (!isFields(fields)) return [];
    const own = ABOUT.flatMap((key): Setting[] => {
      const value = textOf(fields, key);
      return value === null ? [] : [{ path: key, value, scales: false }];
    });
    if (fields['optional'] === true) own.push({ path: 'optional', value: 'true', scales: false });
    return own.length === 0 ? [] : [[`${name}.${id}`, own]];
  });
}

/**
 * The notes of a file under a selection.
 *
 * @param levels What levels change of the model.
 * @param scenarios What each of them does, in force or not.
 * @param leftOut Paths of optional drivers that lead to nothing.
 */
export function fileNotes(
  root: Fields,
  levels: readonly LevelSettings[],
  scenarios: ReadonlyMap<string, ParsedScenario>,
  leftOut: readonly LeftOut[],
): FileNotes {
  const changes = new Map(levels.map(({ control, level, settings }) => [`${control}.${level}`, settings]));
  return {
    description: textOf(root, 'description'),
    about: Object.fromEntries([
      ...['nodes', 'threats', 'controls', 'drivers', 'opportunities'].flatMap((name) => aboutIn(root, name)),
      ...aboutIn(sectionOf(root, 'spend'), 'shared'),
      ...entriesIn(root, 'drivers').flatMap(([id, fields]) =>
        aboutIn({ [`drivers.${id}`]: sectionOf(fields, 'states') }, `drivers.${id}`),
      ),
    ]),
    calendar: settingsIn(
      Object.fromEntries(
        // The stretches of a name are a set.
        entriesIn(root, 'calendar').map(([name, times]) => [
          name,
          Array.isArray(times) ? times.map(valueText).toSorted(order) : times,
        ]),
      ),
    ),
    rates: settingsIn(sectionOf(root, 'rates')),
    unused: unusedNames(root),
    levels: entriesIn(root, 'controls').flatMap(([control, own]) =>
      entriesIn(own, 'levels').map(([level, fields]) => ({
        control,
        level,
        label: textOf(fields, 'label'),
        description: textOf(fields, 'description'),
        prevent: textOf(fields, 'prevent'),
        sets: settingsIn(
          Object.fromEntries((changes.get(`${control}.${level}`) ?? []).map((one) => [one.path, one.value])),
        ),
      })),
    ),
    scenarios: entriesIn(root, 'scenarios').map(([id, fields]) => ({
      id,
      description: textOf(fields, 'description'),
      story: textOf(fields, 'story'),
      extends: textOf(fields, 'extends'),
      sets: settingsIn(sectionOf(fields, 'set')),
      ...(scenarios.get(id) ?? { chance: null, holds: [], shocks: [] }),
    })),
    leftOut,
    portfolios: entriesIn(root, 'portfolios').map(([id, fields]) => ({
      id,
      levels: settingsIn(isFields(fields) ? fields : {}),
    })),
  };
}
