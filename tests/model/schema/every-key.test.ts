/** A model with every key: that it is accepted, that the examples of the reference are, and that its numbers can be scaled. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readModelText } from '../../../src/io/read-model.ts';
import { notesOf } from '../../../src/model/schema/key.ts';
import { PARTS } from '../../../src/model/schema/parts.ts';

type Value = Record<string, unknown>;

const TEXT = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/every-key.yaml'), 'utf8');

interface Place {
  readonly value: Value;
  /** The names that lead there. */
  readonly names: readonly string[];
}

/** The name of an entry of a list. */
function nameOf(entry: Readonly<Record<string, string>>): string {
  const form = ['done', 'to standard', 'caught'].find((key) => entry[key] !== undefined);
  if (form !== undefined) return `${form} ${entry['date']}`;
  const { between } = entry as { readonly between?: readonly string[] };
  if (between !== undefined) return between.toSorted().join(' and ');
  return entry['id'] ?? entry['risk'] ?? Object.keys(entry)[0] ?? '';
}

/** Maps at a path of the file, `*` standing for any name or position. */
function at(value: unknown, pattern: readonly string[], names: readonly string[] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const [head, ...rest] = pattern;
  if (head === undefined) return [{ value: value as Value, names }];
  const children: readonly [string, unknown][] =
    head !== '*'
      ? [[head, (value as Value)[head]]]
      : Array.isArray(value)
        ? value.map((entry: Record<string, string>) => [nameOf(entry), entry])
        : Object.entries(value);
  return children.flatMap(([name, child]) => at(child, rest, [...names, name]));
}

/** The first map of a part that has a key. */
function placeOf(root: Value, patterns: readonly string[], key: string): Place | undefined {
  return patterns
    .flatMap((pattern) => at(root, pattern === '' ? [] : pattern.split('.')))
    .find(({ value }) => value[key] !== undefined);
}

const keys = PARTS.flatMap(({ title, patterns, shape }) =>
  Object.entries(shape)
    // Other files are not there to be included by a text.
    .filter(([key]) => key !== 'include')
    .map(([key, type]) => ({ title, patterns, key, notes: notesOf(type) })),
);

/** The model with a key of it given another value; its faults. */
function faultsWith(patterns: readonly string[], key: string, change: (value: unknown) => unknown): unknown {
  const root = parse(TEXT) as Value;
  const holder = placeOf(root, patterns, key)?.value;
  if (holder === undefined) return 'the key does not stand there';
  holder[key] = change(holder[key]);
  const result = readModelText(stringify(root, { aliasDuplicateObjects: false }));
  return result.ok ? [] : result.problems.map(({ message }) => message);
}

test('the model has no faults', () => {
  const result = readModelText(TEXT);
  expect(result.ok ? [] : result.problems).toEqual([]);
});

describe('every key', () => {
  test.each(keys)('$title: `$key` stands in the model', ({ patterns, key }) => {
    expect(placeOf(parse(TEXT) as Value, patterns, key)).toBeDefined();
  });

  test.each(keys)('$title: the example of `$key` is accepted in its place', ({ patterns, key, notes }) => {
    const example: unknown = parse(notes?.example ?? '');
    // Where names are defined the example adds to those that others speak of.
    const joined = (value: unknown): unknown =>
      typeof example === 'object' &&
      example !== null &&
      !Array.isArray(example) &&
      !['share', 'needs', 'limits'].includes(key)
        ? { ...(value as Value), ...example }
        : example;
    expect(faultsWith(patterns, key, joined)).toEqual([]);
  });

  test.each(keys.filter(({ notes }) => notes?.unit !== undefined))(
    '$title: what `$key` says can be scaled',
    ({ patterns, key, notes }) => {
      const place = placeOf(parse(TEXT) as Value, patterns, key);
      const value = place?.value[key];
      // A map of quantities, such as costs, has one of them scaled.
      const inner =
        typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).slice(0, 1) : [];
      const segments = [...(place?.names ?? []), key, ...inner].map((name) => `'${name}'`);
      const written = inner.length === 0 ? value : (value as Value)[inner[0] ?? ''];
      const result = readModelText(TEXT, { set: [`${segments.join('.')}=x0.5`] });
      const faults = result.ok ? [] : result.problems.map(({ message }) => message);
      // `mtpd` is a name; what is a factor itself would be in doubt.
      if (written === 'mtpd') expect(faults).toHaveLength(1);
      else if (notes?.unit === 'factor') expect(faults).toEqual([expect.stringContaining('could be the factor')]);
      else expect(faults).toEqual([]);
    },
  );
});
