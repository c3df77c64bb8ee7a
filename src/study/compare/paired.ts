/** Differences between two runs on the same futures, with paired standard errors. */
import { difference, type Difference } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { countAtMost, errorOfMean, type PeriodSample } from '../../sim/measure/period-sample.ts';
import { valueAtRisk } from '../../sim/measure/quantiles.ts';

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
    loss > over ? 1 : 0;

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

/** Errors of the share below to either side of the quantile from which its slope is read. */
const SPREADS = 2;

/**
 * Influence on value at risk: -1{x <= VaR} / f. The slope 1/f is that of the sample's quantiles two standard errors of
 * P(loss <= VaR) to either side, so that it needs no bandwidth, and is 0 where the loss has a lump.
 *
 * @see Francisco & Fuller (1991), Quantile estimation with a complex survey design, Annals of Statistics 19, 454-469.
 */
export function quantileInfluence(sample: PeriodSample, level: number): Influence {
  const { sorted } = sample;
  const value = valueAtRisk(sorted, level);
  const share = countAtMost(sorted, value) / sorted.length;
  const spread = share < 1 ? SPREADS * errorOfMean(sample, (loss) => (loss <= value ? 1 : 0)) : 0;
  const low = Math.max(0, level - spread);
  const high = Math.min(1, level + spread);
  if (high <= low) return () => 0;
  const slope = (valueAtRisk(sorted, high) - valueAtRisk(sorted, low)) / (high - low);
  return (loss) => (loss <= value ? -slope : 0);
}

/** Standard error of the difference of two statistics, from the spread over clusters of the difference in influence. */
function pairedError({ from, to }: Pair, before: Influence, after: Influence): number {
  const differences = from.values.map((loss, at) => after(to.values[at]!) - before(loss));
  return errorOfMean({ ...from, values: differences }, (value) => value);
}

/** The difference of two estimates of losses. */
export const lossDifference = (
  pair: Pair,
  from: Estimate,
  to: Estimate,
  influence: { readonly from: Influence; readonly to: Influence },
): Difference => difference(from, to, pairedError(pair, influence.from, influence.to));

/**
 * Standard error of the difference of the means per trial of two columns, from their sums over the same clusters. With C
 * clusters, D the difference of a cluster's sums, n its trials and r = sum D / sum n: sqrt(C / (C - 1) sum (D - r n)^2) / sum n.
 *
 * @see Cochran (1977), Sampling Techniques, 3rd ed., sections 6.3 and 9A.
 */
export function pairedColumnError(trials: Float64Array, from: Float64Array, to: Float64Array): number {
  const clusters = trials.length;
  if (clusters < 2) return 0;
  const n = trials.reduce((sum, each) => sum + each, 0);
  const differences = to.map((sum, cluster) => sum - from[cluster]!);
  const r = differences.reduce((sum, each) => sum + each, 0) / n;
  let squares = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    const residual = differences[cluster]! - r * trials[cluster]!;
    squares += residual * residual;
  }
  return Math.sqrt((squares * clusters) / (clusters - 1)) / n;
}
