/** Differences between two runs on the same futures, with paired standard errors. */
import { exceeds, reaches } from '../../model/bounds.ts';
import { difference, type Difference, type Knowledge } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { momentsOfMeans } from './errors/cluster-moments.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from './errors/effective.ts';
import { skewedInterval } from './errors/skewed-interval.ts';
import type { PeriodSample } from './period-sample.ts';
import { quantileGround, valueAtRisk } from './quantiles.ts';

/** How much one period moves a statistic: its influence function, up to a constant. */
export type Influence = (loss: number) => number;

/** Two samples of the same clusters and periods, by address. */
export interface Pair {
  readonly from: PeriodSample;
  readonly to: PeriodSample;
}

/** Influence on the mean. */
export const meanInfluence: Influence = (loss) => loss;

/** Influence on P(loss > over). */
export const exceedanceInfluence =
  (over: number): Influence =>
  (loss) =>
    exceeds(loss, over) ? 1 : 0;

/** Influence on the standard deviation: ((x - mean)^2 - variance) / (2 sd). */
export function deviationInfluence(mean: number, deviation: number): Influence {
  if (deviation === 0) return () => 0;
  return (loss) => ((loss - mean) * (loss - mean)) / (2 * deviation);
}

/** Influence on tail value at risk: (x - VaR)+ / (1 - level). */
export function tailInfluence(sample: PeriodSample, level: number): Influence {
  const boundary = valueAtRisk(sample.sorted, level);
  return (loss) => (loss > boundary ? (loss - boundary) / (1 - level) : 0);
}

/**
 * Influence on value at risk: 1{x > VaR} / f, up to a constant. The slope 1/f is that of the sample's quantiles at the ends of the 95 %
 * interval of P(loss <= VaR), so that it needs no bandwidth, and is 0 inside a lump of losses.
 *
 * @see Francisco & Fuller (1991), Quantile estimation with a complex survey design, Annals of Statistics 19, 454-469.
 */
export function quantileInfluence(sample: PeriodSample, level: number): Influence {
  const { sorted } = sample;
  const { value, spread, isLower } = quantileGround(sample, level);
  const low = Math.max(0, level - spread);
  const high = Math.min(1, level + spread);
  if (!(high > low)) return () => 0;
  const slope = (valueAtRisk(sorted, high) - valueAtRisk(sorted, low)) / (high - low);
  return (loss) => ((isLower ? reaches(loss, value) : exceeds(loss, value)) ? slope : 0);
}

/** What a difference rests on where clusters are batches of trials, whose number is chosen for convenience. */
const FEWEST_OF_BATCHES = 0.5;

/**
 * How well a difference is known, from that of each cluster. It is thin where fewer than 30 effective clusters differ,
 * (sum |d|)^2 / sum d^2, unless none does.
 *
 * @param differences In the unit of the difference. Shape [clusters].
 * @param isBatched Clusters are batches of trials: half of them are enough where there are few.
 */
function knowledgeOf(value: number, differences: Float64Array, isBatched: boolean): Knowledge {
  const moments = momentsOfMeans(differences);
  let [sum, squares] = [0, 0];
  for (const d of differences) {
    sum += Math.abs(d);
    squares += d * d;
  }
  const most = isBatched ? FEWEST_OF_BATCHES * differences.length : Infinity;
  const isThin = squares > 0 && effectiveNumber(sum, squares) < Math.min(FEWEST_EFFECTIVE, most);
  return {
    error: moments.error,
    interval: skewedInterval(value, moments, 1, -Infinity),
    isThin: isThin || differences.length < 2,
  };
}

/** Mean difference in influence of each cluster, about the mean of all. */
function clusterDifferences({ from, to }: Pair, before: Influence, after: Influence): Float64Array {
  const { clusters, clusterSize } = from;
  let at = 0;
  return Float64Array.from({ length: clusters }, () => {
    let sum = 0;
    for (let k = 0; k < clusterSize; k++, at++) sum += after(to.values[at]!) - before(from.values[at]!);
    return sum / clusterSize;
  });
}

/** The difference of two estimates of losses. */
export function lossDifference(
  pair: Pair,
  from: Estimate,
  to: Estimate,
  influence: { readonly from: Influence; readonly to: Influence },
): Difference {
  const differences = clusterDifferences(pair, influence.from, influence.to);
  return difference(from, to, knowledgeOf(to.value - from.value, differences, false));
}

/**
 * The difference of the means per trial of two columns, from their sums over the same clusters. With C clusters, D the
 * difference of a cluster's sums, n its trials and r = sum D / sum n, its error is sqrt(C / (C - 1) sum (D - r n)^2) / sum n.
 *
 * @param factor What a mean per trial is multiplied by.
 * @see Cochran (1977), Sampling Techniques, 3rd ed., sections 6.3 and 9A.
 */
export function columnDifference(
  from: Estimate,
  to: Estimate,
  sums: { readonly trials: Float64Array; readonly from: Float64Array; readonly to: Float64Array },
  factor: number,
  isBatched: boolean,
): Difference {
  const { trials } = sums;
  const clusters = trials.length;
  const n = trials.reduce((sum, each) => sum + each, 0);
  const ofSums = sums.to.map((sum, cluster) => sum - sums.from[cluster]!);
  const r = ofSums.reduce((sum, each) => sum + each, 0) / n;
  // As if clusters were of one size: each by its residual about the mean
  const differences = ofSums.map(
    (d, cluster) => ((d - r * trials[cluster]! + (r * n) / clusters) * clusters * factor) / n,
  );
  return difference(from, to, knowledgeOf(to.value - from.value, differences, isBatched));
}
