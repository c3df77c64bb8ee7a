/** Value at risk and tail value at risk, with standard errors. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import { countAtMost, errorOfMean, type PeriodSample } from './period-sample.ts';

/** Periods beyond a quantile below which it, and its standard error, are unreliable. */
export const FEWEST_EXCEEDANCES = 50;

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

/**
 * Value at risk with its standard error: that of P(loss <= VaR), taken to money by the quantiles one error to either
 * side. Unlike a density estimate it needs no bandwidth and gives 0 where the loss has a lump.
 *
 * @see Woodruff (1952), Confidence intervals for medians and other position measures, JASA 47, 635-646.
 */
export function valueAtRiskEstimate(sample: PeriodSample, level: number): Estimate {
  const { sorted } = sample;
  const value = valueAtRisk(sorted, level);
  const share = countAtMost(sorted, value) / sorted.length;
  const spread = share < 1 ? errorOfMean(sample, (loss) => (loss <= value ? 1 : 0)) : 0;
  const above = valueAtRisk(sorted, Math.min(1, level + spread));
  const below = valueAtRisk(sorted, Math.max(0, level - spread));
  const beyond = sorted.length * Math.min(level, 1 - level);
  return estimate(value, (above - below) / 2, beyond < FEWEST_EXCEEDANCES);
}

/**
 * Tail value at risk with its standard error by the influence function VaR + (loss - VaR)+ / (1 - level).
 *
 * @see Manistre & Hancock (2005), Variance of the CTE estimator, North American Actuarial Journal 9, 129-156.
 */
export function tailValueAtRiskEstimate(sample: PeriodSample, level: number): Estimate {
  const { sorted } = sample;
  const boundary = valueAtRisk(sorted, level);
  const error = errorOfMean(sample, (loss) => (loss > boundary ? (loss - boundary) / (1 - level) : 0));
  return estimate(tailValueAtRisk(sorted, level), error, sorted.length * (1 - level) < FEWEST_EXCEEDANCES);
}
