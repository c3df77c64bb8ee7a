/** Distribution functions, quantiles and moments beside those of a library that others wrote (jStat, good to about 1e-7 here: it is not ours that is less exact, see the laws). */
import jstat from 'jstat';
import { describe, expect, test } from 'vitest';
import type { Law } from '../../src/model/quantity.ts';
import { distributionOf } from '../../src/sim/distributions/distribution-of.ts';
import { quantity } from '../fixtures/model-builder.ts';

const { jStat } = jstat;

interface Theirs {
  readonly cdf: (x: number) => number;
  readonly inv: (p: number) => number;
  readonly mean: number;
  readonly variance: number;
}

const beta = (a: number, b: number, low = 0, width = 1): Theirs => ({
  cdf: (x) => jStat.beta.cdf((x - low) / width, a, b),
  inv: (p) => low + width * jStat.beta.inv(p, a, b),
  mean: low + width * jStat.beta.mean(a, b),
  variance: width * width * jStat.beta.variance(a, b),
});

const normal: Theirs = {
  cdf: (x) => jStat.normal.cdf(x, 10, 3),
  inv: (p) => jStat.normal.inv(p, 10, 3),
  mean: jStat.normal.mean(10, 3),
  variance: jStat.normal.variance(10, 3),
};

const lognormal = (mu: number, sigma: number): Theirs => ({
  cdf: (x) => jStat.lognormal.cdf(x, mu, sigma),
  inv: (p) => jStat.lognormal.inv(p, mu, sigma),
  mean: jStat.lognormal.mean(mu, sigma),
  variance: jStat.lognormal.variance(mu, sigma),
});

const gamma = (shape: number, scale: number): Theirs => ({
  cdf: (x) => jStat.gamma.cdf(x, shape, scale),
  inv: (p) => jStat.gamma.inv(p, shape, scale),
  mean: jStat.gamma.mean(shape, scale),
  variance: jStat.gamma.variance(shape, scale),
});

const weibull: Theirs = {
  cdf: (x) => jStat.weibull.cdf(x, 16, 2.9),
  inv: (p) => jStat.weibull.inv(p, 16, 2.9),
  mean: jStat.weibull.mean(16, 2.9),
  variance: jStat.weibull.variance(16, 2.9),
};

const exponential: Theirs = {
  cdf: (x) => jStat.exponential.cdf(x, 0.25),
  inv: (p) => jStat.exponential.inv(p, 0.25),
  mean: jStat.exponential.mean(0.25),
  variance: jStat.exponential.variance(0.25),
};

const uniform: Theirs = {
  cdf: (x) => jStat.uniform.cdf(x, 2, 5),
  inv: (p) => jStat.uniform.inv(p, 2, 5),
  mean: jStat.uniform.mean(2, 5),
  variance: jStat.uniform.variance(2, 5),
};

const triangular: Theirs = {
  cdf: (x) => jStat.triangular.cdf(x, 1, 8, 2),
  inv: (p) => jStat.triangular.inv(p, 1, 8, 2),
  mean: jStat.triangular.mean(1, 8, 2),
  variance: jStat.triangular.variance(1, 8, 2),
};

/** A mixture of theirs: half and half. */
const both = (one: Theirs, other: Theirs): Theirs => ({
  cdf: (x) => 0.5 * (one.cdf(x) + other.cdf(x)),
  inv: () => NaN,
  mean: 0.5 * (one.mean + other.mean),
  variance: 0.5 * (one.variance + other.variance) + 0.25 * (one.mean - other.mean) ** 2,
});

const z95 = 1.6448536269514722;

const rows: readonly (readonly [name: string, law: Law, theirs: Theirs])[] = [
  ['normal', { kind: 'normal', mean: 10, sd: 3 }, normal],
  ['lognormal', { kind: 'lognormal', median: 4, sigma: 0.6 }, lognormal(Math.log(4), 0.6)],
  ['an interval', { kind: 'interval', low: 1, high: 10 }, lognormal(Math.log(10) / 2, Math.log(10) / (2 * z95))],
  ['gamma', { kind: 'gamma', shape: 2.5, scale: 3 }, gamma(2.5, 3)],
  ['gamma of a small shape', { kind: 'gamma', shape: 0.3, scale: 3 }, gamma(0.3, 3)],
  ['beta', { kind: 'beta', a: 17.5, b: 3.5 }, beta(17.5, 3.5)],
  ['beta, u-shaped', { kind: 'beta', a: 0.3, b: 0.4 }, beta(0.3, 0.4)],
  ['pert', { kind: 'pert', low: 1, mode: 3, high: 20 }, beta(1 + 8 / 19, 1 + 68 / 19, 1, 19)],
  // Mean (1 + 12 + 20) / 6 = 5.5, standard deviation 19 / 6.
  [
    'pert by moments',
    { kind: 'pertMoments', low: 1, mode: 3, high: 20 },
    beta((4.5 / 19) * ((36 * 4.5 * 14.5) / 361 - 1), (14.5 / 19) * ((36 * 4.5 * 14.5) / 361 - 1), 1, 19),
  ],
  ['weibull', { kind: 'weibull', shape: 2.9, scale: 16 }, weibull],
  ['exponential', { kind: 'exponential', mean: 4 }, exponential],
  ['uniform', { kind: 'uniform', low: 2, high: 5 }, uniform],
  ['triangular', { kind: 'triangular', low: 1, mode: 2, high: 8 }, triangular],
  [
    'mixture',
    {
      kind: 'mixture',
      parts: [
        { weight: 0.5, law: { kind: 'normal', mean: 10, sd: 3 } },
        { weight: 0.5, law: { kind: 'gamma', shape: 2.5, scale: 3 } },
      ],
    },
    both(normal, gamma(2.5, 3)),
  ],
];

describe.each(rows)('%s', (_, law, theirs) => {
  const dimension = law.kind === 'beta' ? 'share' : 'number';
  const ours = distributionOf(quantity(law, law.kind === 'interval' ? 'hours' : dimension, 'varies'));

  test('has their moments', () => {
    expect(ours.mean / theirs.mean).toBeCloseTo(1, 6);
    expect(ours.variance / theirs.variance).toBeCloseTo(1, 6);
  });

  test('has their distribution function', () => {
    for (let p = 0.01; p < 1; p += 0.049) {
      const x = ours.quantile(p);
      expect(Math.abs(ours.cdf(x) - theirs.cdf(x)), `at ${x}`).toBeLessThan(1e-7);
    }
  });

  test.runIf(!Number.isNaN(theirs.inv(0.5)))('has their quantiles', () => {
    for (let p = 0.02; p < 1; p += 0.049) {
      expect(Math.abs(ours.quantile(p) / theirs.inv(p) - 1), `p ${p}`).toBeLessThan(1e-6);
    }
  });
});

test('a count has their distribution function', () => {
  for (const mean of [0.02, 3.5, 60]) {
    const ours = distributionOf(quantity({ kind: 'poisson', mean, unit: 2 }, 'number', 'varies'));
    expect(ours.mean).toBeCloseTo(2 * mean, 10);
    expect(ours.variance / (4 * mean)).toBeCloseTo(1, 10);
    for (let count = 0; count < 2 * mean + 5; count++) {
      expect(ours.cdf(2 * count), `${count}`).toBeCloseTo(jStat.poisson.cdf(count, mean), 10);
    }
  }
});

test('a metalog of three points has the quantiles of its formula (Keelin 2016)', () => {
  const chances = [0.1, 0.5, 0.9];
  const values = [3, 7, 17];
  const ours = distributionOf(quantity({ kind: 'metalog', chances, values }, 'hours', 'varies'));
  for (const [i, p] of chances.entries()) expect(ours.quantile(p)).toBeCloseTo(values[i]!, 10);
  // ln x = a1 + a2 L + a3 (p - 1/2) L, with L the logit; by hand from the three points.
  const l9 = Math.log(9);
  const [low, mid, high] = values.map((value) => Math.log(value)) as [number, number, number];
  const a2 = (high - low) / (2 * l9);
  const a3 = (high + low - 2 * mid) / (0.8 * l9);
  for (const p of [0.01, 0.2, 0.37, 0.77, 0.99]) {
    const logit = Math.log(p / (1 - p));
    expect(ours.quantile(p)).toBeCloseTo(Math.exp(mid + a2 * logit + a3 * (p - 0.5) * logit), 9);
  }
});
