/** Value at risk and tail value at risk, with what is known of their errors. */
import { exceeds, reaches } from '../../model/bounds.ts';
import { estimate, type Estimate, type Interval } from '../../results/estimate.ts';
import { clusterMoments } from './errors/cluster-moments.ts';
import { FEWEST_EFFECTIVE, FEWEST_EXCEEDANCES } from './errors/effective.ts';
import { ruleOfThree } from './errors/never-seen.ts';
import { skewedInterval } from './errors/skewed-interval.ts';
import { studentQuantile } from './errors/student.ts';
import { isMostlyUnseen, NOTHING_UNSEEN, type Unseen } from './errors/unseen.ts';
import { countAtMost, countBelow, type PeriodSample } from './period-sample.ts';

/** So that 0.95 of 100 is the 95th, whatever the last bits of the product. */
const ROUNDING = 1 - 1e-12;

/**
 * Value at risk: the smallest loss x with P(loss <= x) >= `level`; the quantile of type 1.
 *
 * @param losses Loss per period [money], ascending. Shape [n], n > 0.
 * @param level 0 <= level <= 1.
 * @see Hyndman & Fan (1996), Sample quantiles in statistical packages, American Statistician 50, 361-365.
 */
export function valueAtRisk(losses: Float64Array, level: number): number {
  const rank = Math.ceil(losses.length * level * ROUNDING);
  return losses[Math.min(Math.max(rank, 1), losses.length) - 1]!;
}

/**
 * Tail value at risk: the mean of the worst `1 - level` share of periods.
 *
 * The period on the boundary counts with the fraction of it that lies in the tail. The short cut
 * "mean of the losses above VaR" drops that fraction and is wrong when losses tie at VaR,
 * as they do when many periods are free of loss.
 *
 * @param losses Loss per period [money], ascending. Shape [n], n > 0.
 * @param level Confidence level, 0 <= level < 1. Level 0 gives the mean.
 * @returns TVaR [money], at least the VaR at the same level.
 * @see Acerbi & Tasche (2002), On the coherence of expected shortfall, J. Banking & Finance 26, 1487-1503.
 */
export function tailValueAtRisk(losses: Float64Array, level: number): number {
  const boundary = valueAtRisk(losses, level);
  let excess = 0;
  for (let k = losses.length - 1; k >= 0 && losses[k]! > boundary; k--) excess += losses[k]! - boundary;
  return boundary + excess / (losses.length * (1 - level));
}

/** How well the chance of a loss up to value at risk is known. */
export interface QuantileGround {
  readonly value: number;
  /** Where losses have a lump at the quantile: its lower edge, P(loss < VaR), lies nearer to the level than P(loss <= VaR). */
  readonly isLower: boolean;
  /** Half the width of the 95 % interval of that chance. */
  readonly spread: number;
  /** Effective clusters behind that chance, on its rarer side. */
  readonly effective: number;
}

/**
 * The ground on which a quantile stands. Where losses have a lump at the quantile, the chance that decides is that of the edge
 * of the lump which lies nearer to the level: from inside a lump that ends just there the other edge would say "for certain".
 */
export function quantileGround(sample: PeriodSample, level: number): QuantileGround {
  const { sorted, clusters, clusterSize } = sample;
  const value = valueAtRisk(sorted, level);
  const below = countBelow(sorted, value) / sorted.length;
  const upTo = countAtMost(sorted, value) / sorted.length;
  const isLower = level - below < upTo - level;
  const share = isLower ? below : upTo;
  const isBelow = (loss: number): boolean => (isLower ? !reaches(loss, value) : !exceeds(loss, value));
  const rarer = share <= 0.5;
  const { error, effective } = clusterMoments(sample, (loss) => (isBelow(loss) === rarer ? 1 : 0));
  if (share > 0 && share < 1) return { value, isLower, spread: studentQuantile(clusters) * error, effective };
  // Nothing lies on the other side, so far
  const unseen = ruleOfThree({ byWorld: clusterSize > 1, worlds: clusters, trials: sorted.length });
  return { value, isLower, spread: unseen, effective };
}

/** Quantiles of losses so much to either side of a level. */
function quantilesAround(sorted: Float64Array, level: number, spread: number): Interval {
  return {
    low: level > spread ? valueAtRisk(sorted, level - spread) : 0,
    high: level + spread < 1 ? valueAtRisk(sorted, level + spread) : Infinity,
  };
}

/**
 * The interval of a quantile: the losses that the interval of its chance reaches. A point is only told where it would stay one
 * if the chance were known half as well: an error of 0 ends a search.
 */
function quantileInterval(sorted: Float64Array, level: number, spread: number): Interval {
  const interval = quantilesAround(sorted, level, spread);
  return exceeds(interval.high, interval.low) ? interval : quantilesAround(sorted, level, 2 * spread);
}

/**
 * Value at risk with its 95 % interval: the losses that the interval of P(loss <= VaR) reaches (Woodruff 1952, by inversion
 * of the test: Francisco & Fuller 1991). It needs no density and no bandwidth; it is a point inside a lump of losses, and
 * holds both lumps where the level lies between two. The standard error is that of an even interval as wide.
 *
 * It is unreliable with fewer than 50 periods beyond, or fewer than 30 effective clusters behind its chance; not the latter
 * where the interval is a point.
 *
 * @see Woodruff (1952), Confidence intervals for medians and other position measures, JASA 47, 635-646.
 * @see Francisco & Fuller (1991), Quantile estimation with a complex survey design, Annals of Statistics 19, 454-469.
 */
export function valueAtRiskEstimate(sample: PeriodSample, level: number): Estimate {
  const { sorted, clusters } = sample;
  const { value, spread, effective } = quantileGround(sample, level);
  const interval = quantileInterval(sorted, level, spread);
  const isPoint = !exceeds(interval.high, interval.low);
  const beyond = sorted.length * Math.min(level, 1 - level);
  const isUnreliable = beyond < FEWEST_EXCEEDANCES || (effective < FEWEST_EFFECTIVE && !isPoint);
  const seen = Math.min(interval.high, sorted.at(-1)!) - interval.low;
  const error = clusters > 1 ? seen / (2 * studentQuantile(clusters)) : Infinity;
  return estimate(value, error, isUnreliable, interval);
}

/**
 * Tail value at risk with its standard error by the influence function VaR + (loss - VaR)+ / (1 - level), and a 95 % interval
 * that reckons with skewness.
 *
 * Inside a lump of losses that ends near the level nothing exceeds value at risk; there the error is that of what exceeds the
 * lower end of its interval.
 *
 * @see Manistre & Hancock (2005), Variance of the CTE estimator, North American Actuarial Journal 9, 129-156.
 */
export function tailValueAtRiskEstimate(
  sample: PeriodSample,
  level: number,
  unseen: Unseen = NOTHING_UNSEEN,
): Estimate {
  const { sorted } = sample;
  const { value: boundary, spread } = quantileGround(sample, level);
  const tied = (countAtMost(sorted, boundary) - countBelow(sorted, boundary)) / sorted.length;
  const from = tied > spread ? quantileInterval(sorted, level, spread).low : boundary;
  const share = 1 - level;
  const moments = clusterMoments(sample, (loss) => (loss > from ? (loss - from) / share : 0));
  const value = tailValueAtRisk(sorted, level);
  const { low, high } = skewedInterval(value, moments);
  const hasExcess = moments.mean > 0;
  const isUnreliable =
    sorted.length * share < FEWEST_EXCEEDANCES ||
    (hasExcess && moments.effective < FEWEST_EFFECTIVE) ||
    isMostlyUnseen(unseen.squaredError / (share * share), moments.error * moments.error);
  const furthest = Math.max(high, value + unseen.mean / share);
  return estimate(value, moments.error, isUnreliable, { low, high: furthest });
}
