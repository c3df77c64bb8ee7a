/** What the means of independent clusters say of a mean. */
import type { PeriodSample } from '../period-sample.ts';
import { effectiveNumber } from './effective.ts';

export interface ClusterMoments {
  readonly clusters: number;
  readonly mean: number;
  /** Standard error of the mean; infinite with one cluster. */
  readonly error: number;
  /** Third standardised moment of the clusters' means; 0 where they are all alike. */
  readonly skewness: number;
  /** Effective clusters by what they contribute to the mean. */
  readonly effective: number;
  /** By what they contribute to its error, their squared deviations; all of them where they are alike. */
  readonly effectiveOfError: number;
}

/**
 * Moments of the clusters' means of `f`. With f the influence function of a statistic, the error is that of the statistic.
 *
 * @see Cochran (1977), Sampling Techniques, 3rd ed., section 9A.
 */
export function clusterMoments(sample: PeriodSample, f: (value: number) => number): ClusterMoments {
  const { values, clusters, clusterSize } = sample;
  const means = new Float64Array(clusters);
  let at = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    let sum = 0;
    for (let k = 0; k < clusterSize; k++) sum += f(values[at++]!);
    means[cluster] = sum / clusterSize;
  }
  return momentsOfMeans(means);
}

/** The same of given means. Shape [clusters]. */
export function momentsOfMeans(means: Float64Array): ClusterMoments {
  const clusters = means.length;
  let [mean, second, sum, squares] = [0, 0, 0, 0];
  for (let cluster = 0; cluster < clusters; cluster++) {
    const value = means[cluster]!;
    // By Welford's steps, which leave no rounding where all are alike
    const delta = value - mean;
    mean += delta / (cluster + 1);
    second += delta * (value - mean);
    sum += value;
    squares += value * value;
  }
  const error = clusters > 1 ? Math.sqrt(second / (clusters - 1) / clusters) : Infinity;
  const effective = effectiveNumber(sum, squares);
  if (!(second > 0)) return { clusters, mean, error, skewness: 0, effective, effectiveOfError: clusters };
  let [third, fourth] = [0, 0];
  const spread = Math.sqrt(second / clusters);
  for (const value of means) {
    const d = (value - mean) / spread;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  const effectiveOfError = (clusters * clusters) / fourth;
  return { clusters, mean, error, skewness: third / clusters, effective, effectiveOfError };
}
