/** No order in the file matters: the same entries in another order give the same model, to the bit of its hash. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { modelFrom, SMALL } from './small-model.ts';

const fixture = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/design-example.yaml'), 'utf8');

/** Lists whose order is their meaning. */
const RANKED = new Set(['any']);

/** The value with the keys of every map, and the items of every list without a rank, in an order by chance. */
function shuffled(value: unknown, below: (most: number) => number, key = ''): unknown {
  const mixed = <T>(items: readonly T[]): T[] => {
    const left = [...items];
    return items.map(() => left.splice(below(left.length), 1)).flat();
  };
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item, below));
    return RANKED.has(key) ? items : mixed(items);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(mixed(Object.entries(value)).map(([name, own]) => [name, shuffled(own, below, name)]));
}

describe('the order of a file', () => {
  test.each([
    ['the example of the design', fixture],
    ['the small model', SMALL],
  ])('does not matter: %s', (_, text) => {
    const model = modelFrom(text);
    const value: unknown = parse(text);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const below = (most: number): number => (numbers.next().value ?? 0) % most;
        // What JSON writes is YAML.
        const again = modelFrom(JSON.stringify(shuffled(value, below)));
        expect(again).toEqual(model);
        expect(again.hash).toBe(model.hash);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test('of preference does matter', () => {
    const other = modelFrom(SMALL.replace('any: [grid, spare]', 'any: [spare, grid]'));
    expect(other.hash).not.toBe(modelFrom(SMALL).hash);
  });

  test('nor do comments and layout, but every value does', () => {
    expect(
      modelFrom(
        `# a comment\n${SMALL.replace('restart: 2 h', 'restart:   2 h').replace('horizon: 1 year', 'horizon: 1 year # or so')}`,
      ).hash,
    ).toBe(modelFrom(SMALL).hash);
    expect(modelFrom(SMALL.replace('restart: 2 h', 'restart: 3 h')).hash).not.toBe(modelFrom(SMALL).hash);
  });
});
