/** The mean of a function over a law. */
import type { LawView } from './combined-law.ts';

/** Halvings towards each end, down to a chance of 2^-40, for what a tail so thin still adds to a mean. */
const HALVINGS = 40;
const MOST_POINTS = 128;
const FEWEST_POINTS = 16;

/**
 * Mean of a function of a quantity's value over its law: the midpoint rule over shares of the probability that are halved
 * again and again towards both ends, since rare values can make up most of a mean.
 */
export function meanOver(law: LawView, f: (value: number) => number): number {
  let sum = 0;
  for (let halving = 1; halving <= HALVINGS; halving++) {
    const low = halving === HALVINGS ? 0 : 2 ** -(halving + 1);
    const width = 2 ** -halving - low;
    const points = Math.max(FEWEST_POINTS, MOST_POINTS * 2 ** (1 - halving));
    for (let point = 0; point < points; point++) {
      const p = low + (width * (point + 0.5)) / points;
      sum += ((f(law.quantile(p)) + f(law.quantile(1 - p))) * width) / points;
    }
  }
  return sum;
}
