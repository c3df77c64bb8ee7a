/** Rules on tables that were worked out by hand. */
import { describe, expect, test } from 'vitest';
import { binomialAtLeast } from '../../../src/study/discover/binomial.ts';
import { makeBoxSearch } from '../../../src/study/discover/box-search.ts';
import type { Cases } from '../../../src/study/discover/cases.ts';
import { chooseCases } from '../../../src/study/discover/choose-cases.ts';
import { findRules } from '../../../src/study/discover/find-rules.ts';
import { luckOf, measuredPart } from '../../../src/study/discover/measured-rules.ts';
import { roundBounds } from '../../../src/study/discover/round-bounds.ts';

/** A case for each pair of numbers 0 to 39, broken where a condition holds; a world for each first number. */
function grid(isBroken: (x: number, y: number) => boolean): Cases {
  const pairs = Array.from({ length: 1600 }, (_, i) => [Math.floor(i / 40), i % 40] as const);
  return {
    values: [Float32Array.from(pairs, ([x]) => x), Float32Array.from(pairs, ([, y]) => y)],
    broken: Uint8Array.from(pairs, ([x, y]) => (isBroken(x, y) ? 1 : 0)),
    weight: new Float64Array(1600).fill(1),
    cluster: Int32Array.from(pairs, ([, y]) => y),
  };
}

describe('the upper tail of a binomial law', () => {
  test.each([
    [1, 3, 0.5, 0.875],
    [3, 3, 0.5, 0.125],
    [2, 4, 0.25, 1 - 0.75 ** 4 - 4 * 0.25 * 0.75 ** 3],
    [0, 5, 0.1, 1],
    [6, 5, 0.9, 0],
    [2, 5, 0, 0],
    [5, 5, 1, 1],
  ])('at least %i of %i with chance %f: %f', (least, trials, p, chance) => {
    expect(binomialAtLeast(least, trials, p)).toBeCloseTo(chance, 12);
  });
});

describe('the box that agrees best', () => {
  const all = new Uint8Array(1600).fill(1);

  test('is the very one that is broken, with two bounds on one feature and one on the other', () => {
    const { find } = makeBoxSearch(grid((x, y) => x >= 10 && x < 20 && y >= 30));
    expect(find(all)).toEqual([
      { feature: 0, above: 9, atMost: 19 },
      { feature: 1, above: 29, atMost: Infinity },
    ]);
  });

  test('leaves out a feature that says nothing', () => {
    const { find } = makeBoxSearch(grid((x) => x < 4));
    expect(find(all)).toEqual([{ feature: 0, above: -Infinity, atMost: 3 }]);
  });

  test('there is none where all are broken, none is, or all features are constant', () => {
    expect(makeBoxSearch(grid(() => true)).find(all)).toBeNull();
    expect(makeBoxSearch(grid(() => false)).find(all)).toBeNull();
    const flat = { ...grid((x) => x < 4), values: [new Float32Array(1600), new Float32Array(1600).fill(7)] };
    expect(makeBoxSearch(flat).find(all)).toBeNull();
  });

  test('looks at what is left only', () => {
    const cases = grid((x, y) => x < 4 || y < 4);
    const left = Uint8Array.from(cases.values[0]!, (x) => (x < 4 ? 0 : 1));
    expect(makeBoxSearch(cases).find(left)).toEqual([{ feature: 1, above: -Infinity, atMost: 3 }]);
  });
});

describe('what a rule is worth', () => {
  test('shares, density, coverage and lift by hand, with weights', () => {
    const cases: Cases = {
      values: [],
      broken: Uint8Array.of(1, 1, 0, 0, 1, 0),
      weight: Float64Array.of(1, 1, 10, 10, 1, 10),
      cluster: Int32Array.of(0, 0, 0, 1, 1, 1),
    };
    const part = measuredPart(cases, Uint8Array.of(1, 1, 1, 0, 0, 0));
    expect(part.share.value).toBeCloseTo(12 / 33, 12);
    expect(part.density.value).toBeCloseTo(2 / 12, 12);
    expect(part.coverage.value).toBeCloseTo(2 / 3, 12);
    expect(part.lift.value).toBeCloseTo(2 / 12 / (3 / 33), 12);
    // Cochran's ratio: residuals 12 - (12/33) 12 and 0 - (12/33) 21, times 2 / (2 - 1), by 33
    const residual = 12 - (12 / 33) * 12;
    expect(part.share.standardError).toBeCloseTo(Math.sqrt(2 * 2 * residual * residual) / 33, 12);
    expect([part.cases, part.brokenCases, part.density.unreliable]).toEqual([3, 2, true]);
  });

  test('a condition that says nothing stands there by luck, one that decides does not', () => {
    const cases = grid((x) => x < 4);
    const [decides, nothing] = luckOf(cases, new Uint8Array(1600).fill(1), [
      { feature: 0, above: -Infinity, atMost: 3 },
      { feature: 1, above: 20, atMost: Infinity },
    ]);
    expect(decides).toBeLessThan(1e-9);
    expect(nothing).toBe(1);
  });

  test('what is found on one half and not on the other is dropped', () => {
    const first = grid((x, y) => (x * 7 + y * 3) % 20 === 0 || (x < 6 && y % 2 === 0));
    const second = grid((x, y) => (x * 7 + y * 3) % 20 === 0);
    const { rules, dropped } = findRules(first, second, ['hours', 'hours']);
    expect(rules).toEqual([]);
    expect(dropped.length).toBeGreaterThan(0);
    expect(dropped[0]!.found.density.value).toBeGreaterThan(3 * dropped[0]!.measured.density.value);
  });
});

describe('cases', () => {
  test('all that break it and ten times as many others stand for all, in each half', () => {
    const broken = Uint8Array.from({ length: 4000 }, (_, i) => (i % 50 === 7 ? 1 : 0));
    const chosen = chooseCases(broken, { worlds: 10, trialsPerWorld: 200, periods: 2, most: 100_000 });
    const sum = (of: number, half: number): number =>
      chosen.weight.reduce((s, w, at) => s + (chosen.broken[at] === of && chosen.half[at] === half ? w : 0), 0);
    for (const half of [0, 1]) {
      expect(sum(1, half)).toBeCloseTo(40, 9);
      expect(sum(0, half)).toBeCloseTo(1960, 9);
    }
    expect(chosen.period.length).toBe(80 * 11);
    expect(Array.from(chosen.period)).toEqual(Array.from(chosen.period).toSorted((a, b) => a - b));
    expect(chosen.cluster[0]).toBe(0);
    expect(chosen.half.every((half, at) => half === chosen.cluster[at]! % 2)).toBe(true);
  });

  test('there are never more than was said', () => {
    const broken = Uint8Array.from({ length: 4000 }, (_, i) => i % 2);
    const { period } = chooseCases(broken, { worlds: 1, trialsPerWorld: 4000, periods: 1, most: 440 });
    expect(period.length).toBeLessThanOrEqual(440);
  });
});

test('bounds are rounded to what people say', () => {
  const rounded = (measure: 'count' | 'hours' | 'factor', above: number): number =>
    roundBounds([{ feature: 0, above, atMost: Infinity }], [measure])[0]!.above;
  expect(rounded('count', 2)).toBe(2);
  expect(rounded('hours', 0)).toBe(0);
  expect(rounded('hours', 0.2391)).toBeCloseTo(14 / 60, 12);
  expect(rounded('hours', 17.26)).toBe(17);
  expect(rounded('hours', 987.3)).toBe(41 * 24);
  expect(rounded('factor', 1.3164)).toBe(1.3);
});
