/** 95 % intervals of means of skewed clusters. */
import type { Interval } from '../../../results/estimate.ts';
import { exp, log } from '../../random/elementary.ts';
import type { ClusterMoments } from './cluster-moments.ts';
import { studentQuantile } from './student.ts';

const cubeRoot = (x: number): number => (x === 0 ? 0 : Math.sign(x) * exp(log(Math.abs(x)) / 3));

/**
 * How many standard errors a mean lies above the truth, at a quantile `t` of a statistic that has no skewness: the inverse of
 * Hall's transformation g(T) = T + a (T^2 / 3 + 1 / 6) + a^2 T^3 / 27 with a = skewness / sqrt(clusters).
 */
function studentised(t: number, skewness: number, clusters: number): number {
  const a = skewness / Math.sqrt(clusters);
  if (Math.abs(a) < 1e-6) return t;
  return (3 / a) * (cubeRoot(1 + a * (t - a / 6)) - 1);
}

type Skewed = Pick<ClusterMoments, 'clusters' | 'error' | 'skewness'>;

/**
 * Interval of a statistic from the moments of its influence. Losses are skewed: a sample without the worst cases gives too
 * low a mean and too small an error, so that an interval that is even about the mean misses the truth on one side, by far
 * more often than in one case of twenty. Hall's takes the skewness out; the even one is never left, which costs little and
 * helps where the sample shows less skewness than there is.
 *
 * @param scale What an error in the mean of the clusters is worth in the statistic.
 * @param least What the statistic cannot be below.
 * @see Hall (1992), On the removal of skewness by transformation, Journal of the Royal Statistical Society B 54, 221-228.
 */
export function skewedInterval(value: number, moments: Skewed, scale = 1, least = 0): Interval {
  const { clusters, skewness } = moments;
  const error = moments.error * scale;
  if (!Number.isFinite(error)) return { low: least, high: Infinity };
  const t = studentQuantile(clusters);
  const above = Math.max(t, studentised(t, skewness, clusters));
  const below = Math.max(t, -studentised(-t, skewness, clusters));
  return { low: Math.max(least, value - above * error), high: value + below * error };
}

/** Part by which one side of an interval must be longer than the other before it is told. */
const TOLD_FROM = 0.1;

/** The interval where an even one would mislead; null where it would do. */
export function intervalIfSkewed(value: number, moments: Skewed): Interval | null {
  const interval = skewedInterval(value, moments);
  const even = studentQuantile(moments.clusters) * moments.error;
  const reach = Math.max(value - interval.low, interval.high - value);
  return Number.isFinite(even) && reach > (1 + TOLD_FROM) * even ? interval : null;
}
