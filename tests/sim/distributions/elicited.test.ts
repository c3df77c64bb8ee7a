import { describe, expect, test } from 'vitest';
import type { Dimension, Law, Quantity } from '../../../src/model/quantity.ts';
import { distributionOf } from '../../../src/sim/distributions/distribution-of.ts';
import { spreadOfLogarithm } from '../../../src/sim/distributions/spread.ts';
import { constant, formula, interval, quantity } from '../../fixtures/model-builder.ts';

const Z_95 = 1.6448536269514722;
const logit = (x: number): number => Math.log(x / (1 - x));

function assertInterval(q: Quantity, low: number, high: number): void {
  const law = distributionOf(q);
  expect(Math.abs(law.cdf(low) - 0.05), `5 % of ${q.text}`).toBeLessThan(1e-10);
  expect(Math.abs(law.cdf(high) - 0.95), `95 % of ${q.text}`).toBeLessThan(1e-10);
}

describe('an interval', () => {
  test.each([
    [0.001, 0.002],
    [0.4, 0.7],
    [0.9, 0.999],
    [1e-6, 0.5],
    [1e-6, 2e-6],
    [0.99999, 0.999999],
    [0.01, 0.99],
    [1e-9, 0.999],
    [0.5, 0.501],
    [0.5, 0.5001],
    [0.3, 0.3000001],
  ])('of a share, %d..%d, is met at both ends', (low, high) => {
    assertInterval(interval(low, high, 'share', 'varies'), low, high);
    assertInterval(interval(low, high, 'factor', 'varies'), low, high);
  });

  test('of a positive quantity is met at both ends, and so is that of a factor that reaches 1', () => {
    for (const dimension of ['money', 'hours', 'number', 'number/hour', 'money/hour', 'factor'] as const) {
      assertInterval(interval(0.2, 40, dimension, 'varies'), 0.2, 40);
      expect(distributionOf(interval(0.2, 40, dimension, 'varies')).high).toBe(Infinity);
    }
  });

  test('of a factor below 1 does not pass 1', () => {
    expect(distributionOf(interval(0.2, 0.5, 'factor', 'varies')).high).toBe(1);
    expect(distributionOf(interval(0.2, 0.5, 'number', 'varies')).high).toBe(Infinity);
  });

  test('of one point is that number', () => {
    const law = distributionOf(interval(3, 3, 'hours', 'varies'));
    expect([law.mean, law.variance, law.quantile(0.99)]).toEqual([3, 0, 3]);
  });
});

describe('three points', () => {
  const law = (low: number, mid: number, high: number): Law => ({ kind: 'threePoint', low, mid, high });
  test.each<[Dimension, number, number, number]>([
    ['hours', 1, 3, 10],
    ['money', 1e5, 1e6, 2e6],
    ['share', 0.2, 0.3, 0.9],
    ['factor', 0.2, 0.3, 0.5],
    // The median so near to one end that no metalog has these points
    ['hours', 1, 9, 10],
    ['share', 0.2, 0.21, 0.9],
  ])('of %s, %d, %d, %d, are met', (dimension, low, mid, high) => {
    const q = quantity(law(low, mid, high), dimension, 'varies');
    assertInterval(q, low, high);
    expect(distributionOf(q).cdf(mid)).toBeCloseTo(0.5, 12);
    expect(distributionOf(q).high).toBe(dimension === 'share' || dimension === 'factor' ? 1 : Infinity);
  });

  test('that lie evenly make a log-logistic law', () => {
    const distribution = distributionOf(quantity(law(1, 4, 16), 'hours', 'varies'));
    const shape = Math.log(19) / Math.log(4);
    for (const x of [0.1, 1, 3, 4, 20, 500]) {
      expect(distribution.cdf(x)).toBeCloseTo(1 / (1 + (x / 4) ** -shape), 13);
    }
    // Mean of a log-logistic law: scale (pi / shape) / sin(pi / shape)
    const expected = (4 * Math.PI) / shape / Math.sin(Math.PI / shape);
    expect(Math.abs(distribution.mean / expected - 1)).toBeLessThan(1e-10);
    // Its variance is infinite for shapes up to 2, its mean up to 1
    expect(distributionOf(quantity(law(1, 5, 25), 'hours', 'varies')).variance).toBe(Infinity);
    const heavy = quantity(law(1, 20, 400), 'hours', 'varies');
    expect(distributionOf(heavy).mean).toBe(Infinity);
    const cut = distributionOf({ ...heavy, min: 5 });
    expect([cut.mean, cut.variance]).toEqual([Infinity, Infinity]);
  });
});

describe('widening', () => {
  const w = 1.954;

  test('moves the ends of an uncertain interval away from its middle, on the logarithm', () => {
    const half = (w * Math.log(10)) / 2;
    const wide = interval(1, 10, 'money', 'uncertain');
    const middle = Math.log(10) / 2;
    assertInterval({ ...wide, widening: w }, Math.exp(middle - half), Math.exp(middle + half));
  });

  test('of a share is one of the logit, and the share stays one', () => {
    const half = (w * (logit(0.9) - logit(0.6))) / 2;
    const middle = (logit(0.9) + logit(0.6)) / 2;
    const ends = [middle - half, middle + half].map((y) => 1 / (1 + Math.exp(-y)));
    assertInterval({ ...interval(0.6, 0.9, 'share', 'uncertain'), widening: w }, ends[0]!, ends[1]!);
  });

  test('of three points keeps the median', () => {
    const q = quantity({ kind: 'threePoint', low: 1, mid: 3, high: 10 }, 'hours', 'uncertain', { widening: w });
    const law = distributionOf(q);
    expect(law.quantile(0.5)).toBeCloseTo(3, 12);
    expect(law.quantile(0.05)).toBeCloseTo(3 ** (1 - w), 12);
    expect(law.quantile(0.95)).toBeCloseTo(3 * (10 / 3) ** w, 10);
  });

  test('multiplies the deviation of normal and lognormal laws, and leaves the other named laws', () => {
    const widened = (law: Law): number =>
      distributionOf(quantity(law, 'hours', 'uncertain', { widening: w })).quantile(0.95);
    expect(widened({ kind: 'normal', mean: 50, sd: 3 })).toBeCloseTo(50 + 3 * w * Z_95, 12);
    expect(widened({ kind: 'lognormal', median: 5, sigma: 0.6 })).toBeCloseTo(5 * Math.exp(0.6 * w * Z_95), 10);
    expect(widened({ kind: 'uniform', low: 0, high: 1 })).toBeCloseTo(0.95, 12);
  });

  test('does nothing to what varies: that is shifted', () => {
    assertInterval({ ...interval(1, 10, 'money', 'varies'), widening: w }, 1, 10);
  });
});

describe('truncation', () => {
  test('is the law given that the value lies within', () => {
    const whole = distributionOf(interval(1, 10, 'hours', 'varies'));
    const cut = distributionOf({ ...interval(1, 10, 'hours', 'varies'), min: 2, max: 8 });
    const inside = whole.cdf(8) - whole.cdf(2);
    expect([cut.low, cut.high, cut.cdf(2), cut.cdf(8), cut.quantile(0), cut.quantile(1)]).toEqual([2, 8, 0, 1, 2, 8]);
    for (const x of [2.1, 3, 5, 7.9]) expect(cut.cdf(x)).toBeCloseTo((whole.cdf(x) - whole.cdf(2)) / inside, 13);
  });

  test('of a half-normal law has the mean sd sqrt(2 / pi)', () => {
    const half = distributionOf(quantity({ kind: 'normal', mean: 0, sd: 3 }, 'hours', 'varies', { min: 0 }));
    expect(half.mean).toBeCloseTo(3 * Math.sqrt(2 / Math.PI), 9);
    expect(half.variance).toBeCloseTo(9 * (1 - 2 / Math.PI), 8);
  });

  test('far in a tail is the memory of the tail', () => {
    // Exponential: nothing but a move. Normal: nearly exponential, mean excess 1 / hazard.
    const exponential = distributionOf(quantity({ kind: 'exponential', mean: 2 }, 'hours', 'varies', { min: 80 }));
    expect(exponential.mean).toBeCloseTo(82, 9);
    const normal = distributionOf(quantity({ kind: 'normal', mean: 0, sd: 1 }, 'hours', 'varies', { min: 20 }));
    // Mean of the normal tail at t: density / tail = t + 1 / t - 2 / t^3 + 10 / t^5 ...
    expect(normal.mean).toBeCloseTo(20 + 1 / 20 - 2 / 8000 + 10 / 3.2e6, 6);
  });

  test('of a uniform, a triangular and a discrete law', () => {
    const uniform = distributionOf(quantity({ kind: 'uniform', low: 0, high: 10 }, 'hours', 'varies', { max: 4 }));
    expect([uniform.mean, uniform.high]).toEqual([2, 4]);
    const law: Law = { kind: 'triangular', low: 0, mode: 5, high: 10 };
    const half = distributionOf(quantity(law, 'hours', 'varies', { max: 5 }));
    expect(half.mean).toBeCloseTo(10 / 3, 9);
    const values: Law = { kind: 'discrete', values: [1, 2, 3], weights: [1, 2, 1] };
    expect(distributionOf(quantity(values, 'hours', 'varies', { min: 2 })).mean).toBeCloseTo(7 / 3, 12);
  });

  test('outside the support changes nothing', () => {
    const cut = distributionOf({ ...interval(0.4, 0.7, 'share', 'varies'), min: 0, max: 1 });
    expect(cut.cdf(0.4)).toBeCloseTo(0.05, 10);
  });
});

describe('what no law can be is refused with its numbers:', () => {
  test.each<[string, Quantity, string]>([
    ['a formula', formula([{ op: 'hours' }], 'hours'), 'formula'],
    ['an interval from 0', interval(0, 3, 'hours', 'varies'), '0..3'],
    ['a share up to 1', interval(0.5, 1, 'share', 'varies'), '0.5..1'],
    ['an interval upside down', interval(3, 1, 'hours', 'varies'), '3, 1'],
    ['a median outside', quantity({ kind: 'threePoint', low: 1, mid: 1, high: 3 }, 'hours', 'varies'), '1, 1, 3'],
    ['a negative deviation', quantity({ kind: 'normal', mean: 1, sd: -1 }, 'hours', 'varies'), '-1'],
    ['weights of nothing', quantity({ kind: 'discrete', values: [1], weights: [0] }, 'hours', 'varies'), 'weight'],
    ['bounds without values', { ...interval(1, 2, 'hours', 'varies'), min: 5, max: 4 }, '5 and 4'],
    ['a constant out of bounds', { ...constant(3, 'hours'), max: 2 }, '2'],
    ['a narrowing', { ...interval(1, 2, 'hours', 'uncertain'), widening: 0.5 }, '0.5'],
  ])('%s', (_what, q, said) => {
    expect(() => distributionOf(q)).toThrow(RangeError);
    expect(() => distributionOf(q)).toThrow(said);
  });
});

describe('the spread of the logarithm', () => {
  const spread = (law: Law, dimension: Dimension = 'hours', more: Partial<Quantity> = {}): number =>
    spreadOfLogarithm(quantity(law, dimension, 'varies', more));

  test('is sigma of a lognormal law and 0 of a constant', () => {
    expect(spread({ kind: 'lognormal', median: 3, sigma: 0.8 })).toBe(0.8);
    expect(spread({ kind: 'interval', low: 1, high: 10 })).toBeCloseTo(Math.log(10) / (2 * Z_95), 14);
    expect(spreadOfLogarithm(constant(3, 'hours'))).toBe(0);
  });

  test('of other laws has closed forms', () => {
    // Gumbel, trigamma(2) = pi^2 / 6 - 1, logistic
    expect(spread({ kind: 'exponential', mean: 9 })).toBeCloseTo(Math.PI / Math.sqrt(6), 9);
    expect(spread({ kind: 'weibull', shape: 2, scale: 9 })).toBeCloseTo(Math.PI / Math.sqrt(6) / 2, 9);
    expect(spread({ kind: 'gamma', shape: 2, scale: 3 })).toBeCloseTo(Math.sqrt(Math.PI ** 2 / 6 - 1), 9);
    expect(spread({ kind: 'uniform', low: 0, high: 5 })).toBeCloseTo(1, 6);
    expect(spread({ kind: 'beta', a: 1, b: 1 }, 'share')).toBeCloseTo(Math.PI / Math.sqrt(3), 9);
    expect(spread({ kind: 'beta', a: 0.5, b: 0.5 }, 'share')).toBeCloseTo(Math.PI, 8);
  });

  test('of a discrete law is that of the values which a shift moves', () => {
    const values: Law = { kind: 'discrete', values: [0, 1, Math.E], weights: [8, 1, 1] };
    expect(spread(values)).toBeCloseTo(0.5, 12);
    expect(spread(values, 'hours', { max: 1 })).toBe(0);
  });
});
