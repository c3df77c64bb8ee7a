/** Quantiles of lengths of time, and how often one is longer than another, with errors by world. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import { FEWEST_EXCEEDANCES } from '../../sim/measure/errors/effective.ts';

/** Lengths [hours] with the cluster of each: its world, or its trial where there is one world. */
export interface Clustered {
  readonly hours: readonly number[];
  readonly cluster: readonly number[];
}

/** How long something takes: half take no longer than the middle, one in twenty takes longer than `oneIn20`. */
export interface Lengths {
  readonly outages: number;
  readonly middle: Estimate;
  readonly oneIn20: Estimate;
}

/** Two-sided 95 % of a normal law. */
const Z = 1.959963984540054;
const ONE_IN_TWENTY = 0.05;

/** Standard error of the mean of f over lengths whose number is chance too. @see Cochran (1977), section 6.4. */
function errorOfMean({ hours, cluster }: Clustered, f: (hours: number) => number, mean: number): number {
  const sums = new Map<number, number>();
  hours.forEach((length, at) => {
    const of = cluster[at] ?? 0;
    sums.set(of, (sums.get(of) ?? 0) + f(length) - mean);
  });
  if (sums.size < 2) return Infinity;
  const squares = [...sums.values()].reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt((squares * sums.size) / (sums.size - 1)) / hours.length;
}

/** The smallest length that a share p does not exceed. */
const rankOf = (count: number, p: number): number => Math.min(count - 1, Math.max(0, Math.ceil(p * count - 1e-9) - 1));

/** The smallest of lengths, ascending, that the share p does not exceed. */
export const quantileOf = (sorted: readonly number[], p: number): number => sorted[rankOf(sorted.length, p)] ?? NaN;

/**
 * A quantile, with the interval between those of the share p more or less 1.96 of its errors.
 *
 * @see Woodruff (1952), Confidence intervals for medians and other position measures, J. Am. Stat. Assoc. 47, 635-646.
 */
function quantile(given: Clustered, sorted: readonly number[], p: number): Estimate {
  const value = quantileOf(sorted, p);
  const share = given.hours.filter((length) => length <= value).length / sorted.length;
  const error = errorOfMean(given, (length) => (length <= value ? 1 : 0), share);
  const isAlike = sorted[0] === sorted.at(-1);
  if (isAlike) return estimate(value, 0, sorted.length < 2);
  const spread = Z * Math.max(error, Math.sqrt((p * (1 - p)) / sorted.length));
  const low = quantileOf(sorted, Math.max(0, p - spread));
  const high = quantileOf(sorted, Math.min(1, p + spread));
  const few = sorted.length * Math.min(p, 1 - p) < FEWEST_EXCEEDANCES;
  return estimate(value, (high - low) / (2 * Z), few, { low, high });
}

export function lengthsOf(given: Clustered): Lengths | null {
  if (given.hours.length === 0) return null;
  const sorted = given.hours.toSorted((a, b) => a - b);
  return {
    outages: sorted.length,
    middle: quantile(given, sorted, 0.5),
    oneIn20: quantile(given, sorted, 1 - ONE_IN_TWENTY),
  };
}

/**
 * P(length > wait), lengths against draws of the wait, each with each.
 *
 * @param waits Ascending; Infinity for what is never felt.
 */
export function exceedance(lengths: Clustered, waits: readonly number[]): Estimate | null {
  const { hours } = lengths;
  if (hours.length === 0 || waits.length === 0) return null;
  const below = (sorted: readonly number[], value: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      // A wait that ends with the outage is long enough, rounding aside.
      if ((sorted[middle] ?? 0) < value - 1e-9) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const outlasts = (length: number): number => below(waits, length) / waits.length;
  const p = hours.reduce((sum, length) => sum + outlasts(length), 0) / hours.length;
  const ofLengths = p === 0 || p === 1 ? 0 : errorOfMean(lengths, outlasts, p);
  const mirrored = hours.map((length) => -length).toSorted((a, b) => a - b);
  const longer = waits.map((wait) => below(mirrored, -wait) / hours.length);
  const spread = longer.reduce((sum, share) => sum + (share - p) ** 2, 0);
  const ofWaits = waits.length < 2 ? 0 : Math.sqrt(spread / (waits.length - 1) / waits.length);
  return estimate(p, Math.hypot(ofLengths, ofWaits), hours.length < FEWEST_EXCEEDANCES);
}
