/** Whatever stands in a file or on the command line, the parser answers with a model or with faults. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Selection } from '../../../src/model/model.ts';
import { SMALL } from './small-model.ts';

type Path = readonly (string | number)[];

/** The paths of all values below a value. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, own]) => pathsOf(own, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((own, i) => (i === Number(key) ? replaced(own, rest, by) : own));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, own]) => [name, name === key ? replaced(own, rest, by) : own]),
  );
}

const value: unknown = parse(SMALL);
const anyPath = fc.constantFrom(...pathsOf(value));
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    '',
    'x2',
    '4 h',
    '£3',
    '50%',
    '= hours',
    'forever',
    'fire',
    'grid',
    'place=north',
  ),
  fc.constantFrom<unknown>([], {}, [null], [[]], { like: 'hub' }, { like: 'spare' }, { '': 1 }, ['grid', 'grid'], {
    any: 'grid',
  }),
  fc.string({ maxLength: 8 }),
);

function assertAnswers(text: string, selection: Selection): void {
  const result = readModelText(text, selection);
  if (result.ok) expect(result.value.hash).toMatch(/^sha256:/);
  else for (const { message } of result.problems) expect(message).not.toBe('');
}

test('with other values in a file', () => {
  const changes = fc.array(fc.tuple(anyPath, anything), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(changes, (list) => {
      const text = JSON.stringify(list.reduce((all, [path, by]) => replacedIfThere(all, path, by), value));
      assertAnswers(text, {});
      assertAnswers(text, { scenario: 'winter', portfolio: 'strong', given: ['fire'] });
    }),
    { seed: 1, numRuns: 300 },
  );
});

/** An earlier change may have taken the path away. */
function replacedIfThere(all: unknown, path: Path, by: unknown): unknown {
  let at: unknown = all;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !(key in at)) return all;
    at = (at as Record<string | number, unknown>)[key];
  }
  return replaced(all, path, by);
}

test('with other values on the command line', () => {
  const setting = fc
    .tuple(
      anyPath,
      fc.oneof(
        anything.map((by) => JSON.stringify(by)),
        fc.string({ maxLength: 8 }),
      ),
    )
    .map(([path, by]) => `${path.map((key) => `'${key}'`).join('.')}=${by}`);
  fc.assert(
    fc.property(fc.array(fc.oneof(setting, fc.string({ maxLength: 20 })), { maxLength: 3 }), (set) => {
      assertAnswers(SMALL, { set, scenario: 'winter' });
    }),
    { seed: 1, numRuns: 300 },
  );
});
