/** Draws for tests of estimators. */
import { makeRandom } from '../../fixtures/random.ts';

export interface Chance {
  unit(): number;
  normal(): number;
  exponential(): number;
  poisson(mean: number): number;
  binomial(n: number, p: number): number;
}

export function makeChance(seed: number): Chance {
  const random = makeRandom(seed);
  const unit = (): number => random.unit();
  const exponential = (): number => -Math.log(1 - unit());
  const normal = (): number => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * unit());
  const poisson = (mean: number): number => {
    let count = 0;
    for (let time = exponential(); time <= mean; time += exponential()) count++;
    return count;
  };
  const binomial = (n: number, p: number): number => {
    if (p >= 1) return n;
    let count = 0;
    for (let at = Math.floor(exponential() / -Math.log1p(-p)); at < n; count++) {
      at += 1 + Math.floor(exponential() / -Math.log1p(-p));
    }
    return count;
  };
  return { unit, normal, exponential, poisson, binomial };
}

/** Mean of numbers. */
export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Standard deviation of numbers, by n - 1. */
export function deviation(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - m) ** 2, 0) / (values.length - 1));
}

/**
 * How many of `runs` intervals that cover with probability `p` at least cover, all but 1 in 10,000 times: the mean less
 * 3.72 standard deviations of the binomial.
 */
export const fewestCovering = (runs: number, p: number): number =>
  Math.floor(runs * p - 3.72 * Math.sqrt(runs * p * (1 - p)));
