import { describe, expect, test } from 'vitest';
import { deviance, logGamma, stirlingError } from '../../../src/sim/distributions/special/gamma-function.ts';
import { betaTails, logBeta } from '../../../src/sim/distributions/special/incomplete-beta.ts';
import { gammaTails } from '../../../src/sim/distributions/special/incomplete-gamma.ts';
import { logistic, logit } from '../../../src/sim/distributions/special/logistic.ts';

/** Computed with 40 digits (mpmath). */
const LOG_GAMMA = [
  [1e-8, 18.42068073818021],
  [0.05, 2.9688792010517306],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [3.7, 1.428072326665388],
  [14.9, 24.924132002217277],
  [15.1, 25.458999750992664],
  [1000, 5905.220423209181],
  [1e8, 1742068066.1038346],
] as const;

test.each(LOG_GAMMA)('log Gamma(%d) = %d', (x, expected) => {
  expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * (1 + Math.abs(expected)));
});

test('log Gamma of whole numbers is the logarithm of the factorial', () => {
  let factorial = 1;
  for (let n = 1; n < 100; n++) {
    expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(1e-14 * (1 + Math.log(factorial)));
    factorial *= n;
  }
});

test('the beta function of halves is pi, and its logarithm does not cancel for large weights', () => {
  expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 14);
  // B(a, 1) = 1 / a, B(a, 2) = 1 / (a (a + 1))
  for (const a of [0.01, 1, 30, 1e6, 1e12]) {
    expect(Math.abs(logBeta(a, 1) + Math.log(a))).toBeLessThan(1e-13);
    expect(Math.abs(logBeta(2, a) + Math.log(a) + Math.log(a + 1))).toBeLessThan(1e-13);
  }
});

test("the deviance is accurate near and far from its zero, Stirling's error falls as 1 / 12 x", () => {
  expect(deviance(100, 100)).toBe(0);
  expect(Math.abs(deviance(100, 100.001) / 4.99996666691666e-9 - 1)).toBeLessThan(1e-9);
  expect(Math.abs(deviance(0.5, 1e-20) / (0.5 * Math.log(0.5 / 1e-20) + 1e-20 - 0.5) - 1)).toBeLessThan(1e-14);
  expect(Math.abs(stirlingError(1e6) * 12e6 - 1)).toBeLessThan(1e-12);
});

/** a, b, x, P(X <= x), P(X > x): mpmath with 40 digits; from 1e5 upward Boost through scipy, of which 1e-9 is asked. */
const BETA_TAILS = [
  [0.5, 20.5, 0.01, 0.4765415315484655, 0.5234584684515344],
  [17.5, 3.5, 0.6, 0.00795192470047357, 0.9920480752995264],
  [200.5, 0.5, 0.999, 0.5267275885768905, 0.47327241142310955],
  [0.1, 0.1, 0.3, 0.462804186115552, 0.5371958138844479],
  [0.01, 3, 0.5, 0.9993117371897103, 0.0006882628102896611],
  [5, 2, 1e-8, 5.999999950000001e-40, 1],
  [3e5, 7e5, 0.301, 0.985411541691627, 0.01458845830837211],
  [22, 1.5e7, 1e-6, 0.0531069440225108, 0.9468930559774893],
  [2e6, 5, 0.999996, 0.09963102643681677, 0.9003689735631832],
] as const;

test.each(BETA_TAILS)('beta(%d, %d) at %d has tails %d and %d', (a, b, x, lower, upper) => {
  const bound = a + b > 1e5 ? 1e-9 : 1e-12;
  const tails = betaTails(a, b, x, 1 - x);
  expect(Math.abs(tails.lower / lower - 1)).toBeLessThan(bound);
  expect(Math.abs(tails.upper / upper - 1)).toBeLessThan(bound);
});

/** Shape, x, P(X <= x), P(X > x): as above. */
const GAMMA_TAILS = [
  [0.05, 0.001, 0.7271792290529226, 0.27282077094707735],
  [0.5, 2, 0.9544997361036416, 0.04550026389635842],
  [3, 1e-5, 1.6666541667166668e-16, 1],
  [3, 20, 0.9999995444850495, 4.555149505589213e-7],
  [1e4, 9800, 0.022207543813969693, 0.9777924561860303],
  [0.5, 40, 1, 3.744097384202899e-19],
  [1e6, 1.003e6, 0.9986382593537825, 0.0013617406462175913],
] as const;

test.each(GAMMA_TAILS)('gamma(%d) at %d has tails %d and %d', (shape, x, lower, upper) => {
  const bound = shape > 1e5 ? 1e-9 : 1e-12;
  const tails = gammaTails(shape, x);
  expect(Math.abs(tails.lower / lower - 1)).toBeLessThan(bound);
  expect(Math.abs(tails.upper / upper - 1)).toBeLessThan(bound);
});

describe('the logistic function', () => {
  test('adds up to 1 with its mirror, and the logit brings it back', () => {
    for (let y = -30; y <= 30; y += 0.37) {
      expect(logistic(y) + logistic(-y)).toBeCloseTo(1, 15);
      if (y < 0) expect(Math.abs(logit(logistic(y)) / y - 1)).toBeLessThan(1e-12);
    }
    expect([logistic(-800), logistic(800), logit(0), logit(1)]).toEqual([0, 1, -Infinity, Infinity]);
  });
});
