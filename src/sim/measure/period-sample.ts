/** Losses of all periods of a run, in clusters. */
import { exceeds, reaches } from '../../model/bounds.ts';
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

/** Number of entries of ascending `sorted` that do not exceed `value`. */
export function countAtMost(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (!exceeds(sorted[middle]!, value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of entries of ascending `sorted` that do not reach `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (!reaches(sorted[middle]!, value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
