/** Losses of all periods of a run, in clusters. */
import type { Measured } from '../accumulate/accumulator.ts';

/** Numbers, one a period, in clusters of equal size that are independent of each other. */
export interface PeriodSample {
  /** By world, trial, period. Shape [n], n > 0. */
  readonly values: Float64Array;
  /** The same, ascending. */
  readonly sorted: Float64Array;
  /** Worlds, or trials where nothing is uncertain. */
  readonly clusters: number;
  readonly clusterSize: number;
}

export function periodSample(measured: Measured, values: Float64Array): PeriodSample {
  const { clusters } = measured;
  return { values, sorted: values.toSorted(), clusters, clusterSize: values.length / clusters };
}

/**
 * Standard error of the mean of `f` over the sample, from the spread of the means of its clusters.
 *
 * With f the influence function of a statistic it is the standard error of the statistic.
 */
export function errorOfMean(sample: PeriodSample, f: (value: number) => number): number {
  const { values, clusters, clusterSize } = sample;
  if (clusters < 2) return 0;
  let mean = 0;
  let squares = 0;
  let at = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    let sum = 0;
    for (let k = 0; k < clusterSize; k++) sum += f(values[at++]!);
    const delta = sum / clusterSize - mean;
    mean += delta / (cluster + 1);
    squares += delta * (sum / clusterSize - mean);
  }
  return Math.sqrt(squares / (clusters - 1) / clusters);
}

/** Number of entries of ascending `sorted` that are at most `value`. */
export function countAtMost(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
