/** A figure as each world shows it, with the noise of the trials inside the world. */

/**
 * One figure in every world. `probability`: a share of periods, 0..1. `mean`: anything else that is at least 0. `difference`:
 * two figures of that kind on the same futures, the second less the first, of either sign.
 */
export interface WorldReadings {
  readonly family: 'probability' | 'mean' | 'difference';
  /** What the world's trials give. Shape [worlds]. */
  readonly values: Float64Array;
  /** Squared standard error of that within the world. Shape [worlds]. */
  readonly variances: Float64Array;
}

/** Mean of numbers. Shape [n], n > 0. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Variance of numbers about their mean, by n - 1; 0 of one number. */
export function varianceOf(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return squares / (values.length - 1);
}
