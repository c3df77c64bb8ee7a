import { describe, expect, test } from 'vitest';
import type { Dimension, Law, Quantity } from '../../../src/model/quantity.ts';
import { distributionOf } from '../../../src/sim/distributions/distribution-of.ts';
import { interval, quantity } from '../../fixtures/model-builder.ts';

const of = (law: Law, dimension: Dimension = 'hours'): ReturnType<typeof distributionOf> =>
  distributionOf(quantity(law, dimension, 'varies'));

describe('a lognormal interval', () => {
  test('1..10 has median 3.16 and mean 4.04, 1..25 has median 5 and mean 8.07', () => {
    const ten = distributionOf(interval(1, 10, 'money', 'varies'));
    expect(ten.quantile(0.5)).toBeCloseTo(Math.sqrt(10), 12);
    expect(ten.mean).toBeCloseTo(4.040012827, 9);
    const wide = distributionOf(interval(1, 25, 'money', 'varies'));
    expect(wide.quantile(0.5)).toBeCloseTo(5, 12);
    expect(wide.mean).toBeCloseTo(8.07, 2);
  });

  test('1e5..1e6 has mean 404001.2826945731: the 95th percentile is not at 1.645', () => {
    expect(distributionOf(interval(1e5, 1e6, 'money', 'varies')).mean).toBeCloseTo(404001.2826945731, 6);
  });
});

/** Beta posteriors with Jeffreys' prior: k of n, P(X <= quantile), quantile to as many digits as stated. */
const JEFFREYS = [
  { k: 17, n: 20, mean: '0.8333', p: [0.05, 0.95], quantiles: ['0.686', '0.944'] },
  { k: 20, n: 20, mean: '0.9762', p: [0.05, 0.95], quantiles: ['0.910', '1.000'] },
  { k: 170, n: 200, mean: '0.8483', p: [0.05, 0.95], quantiles: ['0.805', '0.888'] },
  { k: 0, n: 20, mean: '0.0238', p: [0.95], quantiles: ['0.0905'] },
  { k: 3, n: 70, mean: '0.0493', p: [0.05, 0.95], quantiles: ['0.0156', '0.0973'] },
  { k: 0, n: 60, mean: '0.0082', p: [0.95], quantiles: ['0.0314'] },
  // 17 of 20, aged by one and by two half-lives
  { k: 8.5, n: 10, mean: '0.8182', p: [0.05, 0.95], quantiles: ['0.6058', '0.9632'] },
  { k: 4.25, n: 5, mean: '0.792', p: [0.05, 0.95], quantiles: ['0.49', '0.979'] },
];

const digits = (text: string): number => text.length - text.indexOf('.') - 1;

test.each(JEFFREYS)('$k of $n done gives mean $mean, quantiles $quantiles', ({ k, n, mean, p, quantiles }) => {
  const posterior = of({ kind: 'beta', a: k + 0.5, b: n - k + 0.5 }, 'share');
  expect(posterior.mean.toFixed(digits(mean))).toBe(mean);
  expect(p.map((level, i) => posterior.quantile(level).toFixed(digits(quantiles[i]!)))).toEqual(quantiles);
});

test('a Weibull proximity of 6..24 months has 5 and 95 % at its ends and .3243 within a year', () => {
  const shape = 4.0673839494 / Math.log(24 / 6);
  const scale = 24 / Math.log(20) ** (1 / shape);
  const law = of({ kind: 'weibull', shape, scale });
  expect([shape.toFixed(4), scale.toFixed(3), law.cdf(12).toFixed(4)]).toEqual(['2.9340', '16.512', '0.3243']);
  expect(law.cdf(6)).toBeCloseTo(0.05, 10);
  expect(law.cdf(24)).toBeCloseTo(0.95, 10);
});

describe('laws in closed form', () => {
  test('an exponential law has its mean at 63.2 %, a gamma law of shape 1 is one', () => {
    const exponential = of({ kind: 'exponential', mean: 7 });
    const gamma = of({ kind: 'gamma', shape: 1, scale: 7 });
    expect(exponential.cdf(7)).toBeCloseTo(1 - Math.exp(-1), 15);
    for (const p of [1e-9, 0.01, 0.5, 0.99, 1 - 1e-9]) {
      expect(Math.abs(gamma.quantile(p) / exponential.quantile(p) - 1)).toBeLessThan(1e-12);
    }
  });

  test('beta(1, 1) is uniform, beta(1/2, 1/2) the arcsine law', () => {
    const uniform = of({ kind: 'beta', a: 1, b: 1 }, 'share');
    const arcsine = of({ kind: 'beta', a: 0.5, b: 0.5 }, 'share');
    for (const p of [1e-6, 0.03, 0.5, 0.9]) {
      expect(uniform.quantile(p)).toBeCloseTo(p, 13);
      expect(arcsine.quantile(p)).toBeCloseTo(Math.sin((Math.PI * p) / 2) ** 2, 13);
    }
  });

  test("Vose's PERT has mean (low + 4 mode + high) / 6", () => {
    const pert = of({ kind: 'pert', low: 2, mode: 3, high: 10 });
    expect(pert.mean).toBeCloseTo(4, 13);
    expect(pert.variance).toBeCloseTo(((4 - 2) * (10 - 4)) / 7, 13);
  });

  test('a triangular law has its mode at its share of the width', () => {
    const triangle = of({ kind: 'triangular', low: 2, mode: 4, high: 12 });
    expect([triangle.mean, triangle.cdf(4), triangle.quantile(0.2)]).toEqual([6, expect.closeTo(0.2, 15), 4]);
    expect(triangle.variance).toBeCloseTo((4 + 16 + 144 - 8 - 24 - 48) / 18, 12);
  });

  test('a discrete law gives its values in any order', () => {
    const dice: Quantity = quantity({ kind: 'discrete', values: [30, 10, 20], weights: [1, 6, 3] }, 'hours', 'varies');
    const law = distributionOf(dice);
    expect([law.quantile(0.1), law.quantile(0.6), law.quantile(0.61), law.quantile(0.9), law.quantile(0.91)]).toEqual([
      10, 10, 20, 20, 30,
    ]);
    expect(law.mean).toBeCloseTo(15, 12);
    expect(law.variance).toBeCloseTo(45, 12);
    expect([law.cdf(9), law.cdf(10), law.cdf(25), law.cdf(30)]).toEqual([0, 0.6, expect.closeTo(0.9, 15), 1]);
  });
});
