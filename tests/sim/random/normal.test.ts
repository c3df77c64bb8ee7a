import { describe, expect, test } from 'vitest';
import { unitFromWord } from '../../../src/sim/random/draws.ts';
import {
  exponentialWord,
  logExponentialWord,
  logitWord,
  normalCdf,
  normalDensity,
  normalQuantile,
  normalQuantileWord,
} from '../../../src/sim/random/normal.ts';
import { makeRandom } from '../../fixtures/random.ts';

/** Computed with 40 digits (mpmath). */
const CDF = [
  [-38, 2.88542835e-316],
  [-20, 2.7536241186062337e-89],
  [-8.5, 9.479534822203318e-18],
  [-5, 2.866515718791939e-7],
  [-3, 0.0013498980316300946],
  [-2.0001, 0.022744733391410546],
  [-1.9999, 0.022755531584767185],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0.3, 0.6179114221889527],
  [1.5, 0.9331927987311419],
  [2.5, 0.9937903346742238],
] as const;

const QUANTILES = [
  [1e-20, -9.262340089798409],
  [1e-9, -5.9978070150076865],
  [0.001, -3.0902323061678136],
  [0.02, -2.053748910631823],
  [0.0749, -1.4402382675279637],
  [0.0751, -1.43882539275254],
  [0.25, -0.6744897501960817],
  [0.5, 0],
  [0.6, 0.2533471031357997],
  [0.975, 1.9599639845400538],
  [0.999999, 4.753424308817088],
] as const;

describe('the normal distribution', () => {
  test.each(CDF)('has cdf(%d) = %d', (x, expected) => {
    // Below 1e-308 numbers have fewer digits.
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(expected < 1e-308 ? 1e-7 : 1e-13);
  });

  test.each(QUANTILES)('has quantile(%d) = %d', (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThanOrEqual(1e-14 * (1 + Math.abs(expected)));
  });

  test('has infinite ends, and none beyond them', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN), normalCdf(NaN)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(-50), normalCdf(50)]).toEqual([0, 1, 0, 1]);
  });

  test('has a cdf that its quantile inverts, whose slope is its density', () => {
    for (let z = -8; z <= 0; z += 0.037) {
      expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-13);
      const h = 1e-4;
      const slope = (normalCdf(z + h) - normalCdf(z - h)) / (2 * h);
      // Third derivative h^2 / 6 (z^2 - 1) and rounding 1e-13 / h, relative to the density.
      expect(Math.abs(slope / normalDensity(z) - 1)).toBeLessThan((h * h * (z * z + 1)) / 6 + 1e-8);
    }
  });
});

/** Words of all sizes, ascending: both ends, borders of octaves, and random ones. */
function wordsOfAllSizes(): number[] {
  const random = makeRandom(7);
  const words = new Set<number>();
  for (let word = 0; word < 3000; word++) words.add(word).add(0xffffffff - word);
  for (let bit = 7; bit < 32; bit++) for (let off = -40; off <= 40; off++) words.add(2 ** bit + off);
  for (let i = 0; i < 100_000; i++) words.add(random.whole(0, 0xffffffff));
  return [...words].toSorted((x, y) => x - y);
}

describe('tables of words', () => {
  const words = wordsOfAllSizes();
  const worst = (error: (word: number, u: number) => number): number =>
    words.reduce((most, word) => Math.max(most, error(word, unitFromWord(word))), 0);
  const exponential = (u: number): number => (u < 0.5 ? -Math.log(u) : -Math.log1p(-(1 - u)));

  test('the normal quantile is within 2e-9 of AS 241', () => {
    expect(worst((word, u) => Math.abs(normalQuantileWord(word) - normalQuantile(u)))).toBeLessThan(2e-9);
    expect(normalQuantileWord(0)).toBeCloseTo(-6.338, 3);
  });

  test('-log is within 1e-8 of its size', () => {
    expect(worst((word, u) => Math.abs(exponentialWord(word) / exponential(u) - 1))).toBeLessThan(1e-8);
  });

  test('its logarithm and the logit are within 1e-8', () => {
    expect(worst((word, u) => Math.abs(logExponentialWord(word) - Math.log(exponential(u))))).toBeLessThan(1e-8);
    expect(worst((word, u) => Math.abs(logitWord(word) - Math.log(u / (1 - u))))).toBeLessThan(1e-8);
  });

  test.each([
    ['normal', normalQuantileWord],
    ['logit', logitWord],
    ['exponential', (word: number): number => -exponentialWord(word)],
    ['logarithm of the exponential', (word: number): number => -logExponentialWord(word)],
  ])('are monotone, across the borders of their pieces and everywhere else: %s', (_what, of) => {
    const falls = words.slice(1).filter((word, i) => !(of(word) > of(words[i]!)));
    expect(falls).toEqual([]);
  });

  test('are symmetric about the middle', () => {
    for (const word of [0, 1, 17, 0x12345678, 0x7fffffff]) {
      expect(normalQuantileWord(~word)).toBe(-normalQuantileWord(word));
      expect(logitWord(~word)).toBe(-logitWord(word));
    }
  });
});
