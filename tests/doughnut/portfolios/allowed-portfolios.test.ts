/** Which portfolios a file allows, against going through all there are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allowedPortfolioCount,
  allowedPortfolios,
  portfolioAt,
  positionsOf,
} from '../../../src/doughnut/portfolios/allowed-portfolios.ts';
import type { Control, Level } from '../../../src/model/model.ts';
import { leastPortfolio, portfolioRules, reasonWords, whyNotAllowed } from '../../../src/model/portfolio-rules.ts';

const ids = ['a', 'b', 'c', 'd', 'e'] as const;

interface Rule {
  readonly levels: number;
  readonly mandatory: number;
  readonly excludes: readonly number[];
  readonly requires: readonly (readonly [number, number])[];
}

const rule = fc.record({
  levels: fc.integer({ min: 1, max: 4 }),
  mandatory: fc.integer({ min: 0, max: 2 }).map((least) => Math.max(0, least - 1)),
  excludes: fc.array(fc.nat(4), { maxLength: 1 }),
  requires: fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { maxLength: 2 }),
});

function modelOf(rules: readonly Rule[]): { readonly controls: readonly Control[] } {
  const least = (i: number, level: number): number => Math.min(level, (rules[i]?.levels ?? 1) - 1);
  const controls = rules.map(({ levels, mandatory, excludes, requires }, i): Control => ({
    id: ids[i] ?? '',
    label: '',
    discipline: null,
    against: [],
    levels: Array.from({ length: levels }, (_, k): Level => ({
      id: `l${k}`,
      order: k,
      transfer: [],
      capacity: 1,
      changesModel: false,
    })),
    level: 'l0',
    current: 'l0',
    drawLabel: '',
    mandatory: mandatory === 0 ? undefined : `l${least(i, mandatory)}`,
    excludes: excludes.filter((j) => j !== i && j < rules.length).map((j) => ids[j] ?? ''),
    requires: requires
      .filter(([j]) => j !== i && j < rules.length)
      .map(([j, level]) => ({ control: ids[j] ?? '', level: `l${least(j, level)}` })),
  }));
  return { controls };
}

/** Straight from the words of the reference. */
function isAllowedPlainly({ controls }: { readonly controls: readonly Control[] }, chosen: readonly number[]): boolean {
  const at = (id: string): number => chosen[controls.findIndex((control) => control.id === id)] ?? 0;
  const position = (id: string, level: string): number =>
    controls.find((control) => control.id === id)?.levels.findIndex((one) => one.id === level) ?? 0;
  return controls.every(({ id, mandatory, excludes = [], requires = [] }) => {
    if (mandatory !== undefined && at(id) < position(id, mandatory)) return false;
    if (at(id) === 0) return true;
    return (
      excludes.every((other) => at(other) === 0) && requires.every((r) => at(r.control) >= position(r.control, r.level))
    );
  });
}

function allOf(lengths: readonly number[]): number[][] {
  return lengths.reduce<number[][]>(
    (all, length) => all.flatMap((before) => Array.from({ length }, (_, k) => [...before, k])),
    [[]],
  );
}

describe('over random rules', () => {
  test('those that are given are those allowed, in order; their count, the least of them, and the reasons agree', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 0, maxLength: 5 }), (rules) => {
        const model = modelOf(rules);
        const all = allOf(rules.map(({ levels }) => levels));
        const allowed = all.filter((chosen) => isAllowedPlainly(model, chosen));
        expect([...allowedPortfolios(model)].map((one) => [...one])).toEqual(allowed);
        expect(allowedPortfolioCount(model)).toBe(BigInt(allowed.length));
        const ruled = portfolioRules(model);
        const least = leastPortfolio(ruled);
        if (allowed.length === 0) expect(least).toBeNull();
        else {
          const lowest = model.controls.map((_, i) => Math.min(...allowed.map((chosen) => chosen[i] ?? 0)));
          expect([...(least ?? [])]).toEqual(lowest);
        }
        for (const chosen of all) {
          const reasons = whyNotAllowed(ruled, portfolioAt(model, chosen));
          expect(reasons.length === 0).toBe(isAllowedPlainly(model, chosen));
        }
      }),
      { numRuns: 300, seed: 20 },
    );
  });
});

const free = (count: number, levels: number): Rule[] =>
  Array.from({ length: count }, () => ({ levels, mandatory: 0, excludes: [], requires: [] }));

describe('examples', () => {
  test('without rules: every choice, the last control fastest', () => {
    const model = modelOf(free(3, 2));
    expect([...allowedPortfolios(model)].map((one) => one.join(''))).toEqual([
      '000',
      '001',
      '010',
      '011',
      '100',
      '101',
      '110',
      '111',
    ]);
  });

  test('it is lazy: the first of more than could be gone through', () => {
    const controls = Array.from({ length: 60 }, (_, i) => ({ ...modelOf(free(1, 4)).controls[0]!, id: `c${100 + i}` }));
    expect(allowedPortfolioCount({ controls })).toBe(4n ** 60n);
    const first = allowedPortfolios({ controls }).next().value;
    expect(first === undefined ? null : [...first]).toEqual(Array.from({ length: 60 }, () => 0));
  });

  test('a chain of sixty that each require the next: one portfolio for each place at which it ends', () => {
    const controls = Array.from({ length: 60 }, (_, i) => ({
      ...modelOf(free(1, 2)).controls[0]!,
      id: `c${100 + i}`,
      requires: i === 59 ? [] : [{ control: `c${101 + i}`, level: 'l1' }],
    }));
    expect(allowedPortfolioCount({ controls })).toBe(61n);
    expect([...allowedPortfolios({ controls })]).toHaveLength(61);
  });

  test('positions and levels say the same', () => {
    const model = modelOf(free(3, 3));
    expect(portfolioAt(model, [2, 0, 1])).toEqual({ a: 'l2', b: 'l0', c: 'l1' });
    expect([...positionsOf(model, { a: 'l2', c: 'l1' })]).toEqual([2, 0, 1]);
    expect(() => positionsOf(model, { a: 'l9' })).toThrow('a has no level l9');
  });

  test('every reason has its words', () => {
    const model = modelOf([{ levels: 3, mandatory: 1, excludes: [1], requires: [[2, 2]] }, ...free(2, 3)]);
    const why = (portfolio: Readonly<Record<string, string>>): string[] =>
      whyNotAllowed(portfolioRules(model), portfolio).map(reasonWords);
    expect(why({})).toEqual(['a is mandatory at l1, and is at l0']);
    expect(why({ a: 'l2', b: 'l1', c: 'l1' })).toEqual([
      'a and b exclude each other',
      'a requires c at l2, which is at l1',
    ]);
    expect(why({ a: 'l1', c: 'l7', z: 'l1' })).toEqual(['there is no control z', 'c has no level l7']);
    expect(why({ a: 'l1', c: 'l2' })).toEqual([]);
  });
});
