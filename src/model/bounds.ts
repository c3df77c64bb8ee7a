/**
 * Comparisons at a bound, and what rounding leaves.
 *
 * Sums round, so that what is exactly at a bound may come out a little above or below it, and what is wholly taken away may leave
 * something. A figure within 1e-9 of a bound (of its size where that is above 1) is at the bound; less than 1e-9 of a sum is none
 * of it. Limits, curves, quantiles, tolerances, delays and layers of insurance all go by this.
 */

/** Part of a bound, or of 1 where it is smaller, within which a figure is at the bound. */
export const TOLERANCE = 1e-9;

/** How far from a bound a figure still is at it, in the unit of both. */
function slack(bound: number): number {
  const size = bound < 0 ? -bound : bound;
  return TOLERANCE * (size > 1 ? size : 1);
}

/** Whether a figure is above a bound. */
export function exceeds(value: number, bound: number): boolean {
  return value > bound + slack(bound);
}

/** What is left of a sum: nothing where it is less than 1e-9 of it, either way. */
export function leftOf(sum: number, left: number): number {
  const size = TOLERANCE * (sum < 0 ? -sum : sum);
  return left <= size && left >= -size ? 0 : left;
}

/** A length of time to the nearest 1e-9 h, so that what compares it with a bound of its own finds it there. */
export function atBound(hours: number): number {
  return Math.round(hours * 1e9) / 1e9;
}

/** Whether a figure is at a bound or above it. */
export function reaches(value: number, bound: number): boolean {
  return value >= bound - slack(bound);
}
