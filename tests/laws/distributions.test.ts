/** Laws of every distribution: its functions agree with each other, and samplers draw from it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionOf, fittedLaw } from '../../src/sim/distributions/distribution-of.ts';
import { quantileFromTable, quantileTable } from '../../src/sim/distributions/quantile-table.ts';
import { makeSampler, makeSamplerBuilder, quantileOfRow } from '../../src/sim/distributions/sampler.ts';
import { makeDraws, unitFromWord } from '../../src/sim/random/draws.ts';
import { streamKeys } from '../../src/sim/random/key.ts';
import { normalCdf } from '../../src/sim/random/normal.ts';
import { EVERY_LAW } from '../fixtures/every-law.ts';
import { interval } from '../fixtures/model-builder.ts';

const laws = Object.entries(EVERY_LAW).map(([name, quantity]) => ({ name, quantity }));
const drawn = laws.filter(({ name }) => name !== 'constant');
const continuous = drawn.filter(({ quantity }) => quantity.law.kind !== 'discrete');

const PROBABILITIES = [1e-12, 1e-6, 1e-3, 0.05, 0.2, 0.5, 0.77, 0.95, 0.999, 1 - 1e-6];

describe.each(continuous)('$name', ({ quantity }) => {
  const law = distributionOf(quantity);

  test('has a cdf that its quantile inverts', () => {
    for (const p of PROBABILITIES) {
      const x = law.quantile(p);
      // Rounding of x moves the cdf by its slope: at most what the neighbours of x, 1e-14 away, enclose.
      const off = 1e-14 * Math.max(Math.abs(x), Math.abs(law.mean) < Infinity ? Math.sqrt(law.variance) : 0);
      expect(law.cdf(x + off), `above ${p}`).toBeGreaterThanOrEqual(p * (1 - 1e-10) - 1e-15);
      expect(law.cdf(x - off), `below ${p}`).toBeLessThanOrEqual(p * (1 + 1e-10) + 1e-15);
    }
  });

  test('has a table, if it has one, within 1e-7', () => {
    const { curve } = fittedLaw(quantity);
    if (curve === undefined) return;
    const table = quantileTable(curve);
    const unit = curve.scale === 'identity' ? Math.sqrt(law.variance) : 1;
    for (let z = -6.4; z <= 6.4; z += 0.0173) {
      const error = quantileFromTable(table, 0, z) - curve.y(normalCdf(z), normalCdf(-z));
      expect(Math.abs(error) / unit, `z ${z}`).toBeLessThan(1e-7);
    }
  });
});

/** Sums that enclose the mean of a function between neighbouring quantiles. */
function enclosedMean(
  quantile: (p: number) => number,
  of: (a: number, b: number) => [number, number],
): [number, number] {
  const sums: [number, number] = [0, 0];
  let p = normalCdf(-8);
  let x = quantile(p);
  for (let z = -8 + 0.004; z < 8; z += 0.004) {
    const nextP = normalCdf(z);
    const nextX = quantile(nextP);
    const [least, most] = of(x, nextX);
    sums[0] += least * (nextP - p);
    sums[1] += most * (nextP - p);
    p = nextP;
    x = nextX;
  }
  return sums;
}

describe.each(drawn)('$name', ({ quantity }) => {
  const law = distributionOf(quantity);

  test('is monotone and stays within its support', () => {
    let [x, p] = [law.low, 0];
    for (let z = -8; z <= 8; z += 0.05) {
      const next = law.quantile(normalCdf(z));
      const nextP = law.cdf(next);
      expect(next).toBeGreaterThanOrEqual(x);
      expect(nextP).toBeGreaterThanOrEqual(p - 1e-15);
      [x, p] = [next, nextP];
    }
    expect(x).toBeLessThanOrEqual(law.high);
    expect([law.quantile(0), law.quantile(1)]).toEqual([law.low, law.high]);
    if (law.low > -Infinity) expect(law.cdf(law.low - 1)).toBe(0);
    if (law.high < Infinity) expect(law.cdf(law.high)).toBe(1);
  });

  test('has the mean and variance that its quantiles enclose', () => {
    const { mean, variance } = law;
    const sd = Math.sqrt(variance);
    const [least, most] = enclosedMean(
      (p) => law.quantile(p),
      (a, b) => [a, b],
    );
    // Beyond 8 deviations lies 1e-15 of the probability.
    expect(mean).toBeGreaterThan(least - 1e-9 * sd);
    expect(mean).toBeLessThan(most + 1e-9 * sd);
    const [square, squareMost] = enclosedMean(
      (p) => law.quantile(p),
      (a, b) => {
        const [from, to] = [(a - mean) ** 2, (b - mean) ** 2];
        return [a < mean && b > mean ? 0 : Math.min(from, to), Math.max(from, to)];
      },
    );
    // Of a tail that falls like x^-5, a little of the variance lies beyond.
    expect(variance).toBeGreaterThan(square * (1 - 1e-9));
    expect(variance).toBeLessThan(squareMost * (1 + 1e-4));
    expect(squareMost / square, 'the bounds are near each other').toBeLessThan(1.1);
  });

  test('is what its sampler draws: DKW bound over 20,000 draws', () => {
    const builder = makeSamplerBuilder();
    const row = builder.add(quantity);
    const sampler = makeSampler(builder.table(), new Float64Array(0));
    const draws = makeDraws(streamKeys('distributions', ['law']));
    const trials = 20_000;
    const values = new Float64Array(trials);
    for (let trial = 0; trial < trials; trial++) {
      draws.at(0, 0, trial, 0, 1);
      values[trial] = sampler.sample(row, draws.word[0]!);
    }
    values.sort();
    let worst = 0;
    values.forEach((x, i) => {
      if (x !== values[i + 1]) worst = Math.max(worst, Math.abs((i + 1) / trials - law.cdf(x)));
    });
    // P(sup |F_n - F| > e) <= 2 exp(-2 n e^2) = 1e-6; a step of the empirical cdf besides.
    expect(worst).toBeLessThan(Math.sqrt(Math.log(2e6) / (2 * trials)) + 1 / trials);
  });

  test('has a sampler whose words and probabilities give its quantiles, and increase', () => {
    // A mixture draws its part with the same word: only within a part do values increase.
    if (quantity.law.kind === 'mixture') return;
    const builder = makeSamplerBuilder();
    const row = builder.add(quantity);
    const table = builder.table();
    const slots = new Float64Array(0);
    const sampler = makeSampler(table, slots);
    const sd = Math.min(Math.sqrt(law.variance), 1e300);
    const words = [0, 1, 2, 9, 1000, 54321, 2 ** 24 + 7, 2 ** 28, 3 * 2 ** 28, 2 ** 30 + 1, 2 ** 31 - 1, 2 ** 31];
    const ascending = [...words, ...words.map((word) => 2 ** 32 - 1 - word)].toSorted((a, b) => a - b);
    let before = -Infinity;
    for (const word of ascending) {
      const value = sampler.sample(row, word);
      const quantile = quantileOfRow(table, slots, row, unitFromWord(word));
      // Relative; about a mean, as of the normal law, relative to the deviation.
      const unit = quantity.law.kind === 'normal' ? sd : Math.abs(quantile);
      expect(Math.abs(value - quantile), `word ${word}`).toBeLessThanOrEqual(1e-6 * unit);
      expect(Math.abs(quantile - law.quantile(unitFromWord(word))), `word ${word}`).toBeLessThanOrEqual(1e-6 * unit);
      expect(value, `word ${word}`).toBeGreaterThanOrEqual(before);
      before = value;
    }
  });
});

describe('intervals of any kind', () => {
  const place = fc.double({ min: -14, max: 14, noNaN: true });
  const width = fc.double({ min: -5, max: 3, noNaN: true }).map((size) => Math.exp(size));

  test('of shares are met at both ends', () => {
    fc.assert(
      fc.property(place, width, (middle, half) => {
        const [low, high] = [middle - half, middle + half].map((y) => 1 / (1 + Math.exp(-y)));
        fc.pre(low! > 1e-9 && high! < 1 - 1e-9 && high! > low!);
        const law = distributionOf(interval(low!, high!, 'share', 'varies'));
        // A share near 1 is rounded: the cdf is asked a little off.
        const rounding = 1e-16 / Math.min(low! * half, (1 - high!) * half);
        expect(Math.abs(law.cdf(low!) - 0.05)).toBeLessThan(1e-9 + rounding);
        expect(Math.abs(law.cdf(high!) - 0.95)).toBeLessThan(1e-9 + rounding);
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  test('of positive quantities are met at both ends, widened ones at theirs', () => {
    fc.assert(
      fc.property(place, width, fc.double({ min: 1, max: 3, noNaN: true }), (middle, half, widening) => {
        const q = interval(Math.exp(middle - half), Math.exp(middle + half), 'hours', 'uncertain');
        const law = distributionOf({ ...q, widening });
        expect(law.cdf(Math.exp(middle - widening * half))).toBeCloseTo(0.05, 9);
        expect(law.cdf(Math.exp(middle + widening * half))).toBeCloseTo(0.95, 9);
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});
