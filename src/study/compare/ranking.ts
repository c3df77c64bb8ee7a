/** Variants in order of cost. */
import type { Difference, Ranking } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { PeriodSample } from '../../sim/measure/period-sample.ts';
import { lossDifference, meanInfluence } from '../../sim/measure/paired.ts';

/** Hours of a year. */
const YEAR = 8760;

/** Cost of a variant. */
export interface Priced {
  readonly name: string;
  readonly mean: Estimate;
  readonly spendPerYear: number | null;
  readonly losses: PeriodSample;
}

/** A difference of losses per period, converted to per year, plus a known sum. */
function perYear({ low, high, ...change }: Difference, factor: number, more: number): Difference {
  const moved = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : value * factor + more;
  return {
    ...change,
    value: change.value * factor + more,
    standardError: change.standardError * factor,
    unpairedError: change.unpairedError * factor,
    ...(low === undefined ? {} : { low: moved(low) }),
    ...(high === undefined ? {} : { high: moved(high) }),
  };
}

/**
 * Lowest first, each with its excess over the lowest on the same futures.
 *
 * @param isCase Events are given: losses are per case, and spend is not added to them.
 */
export function ranking(priced: readonly Priced[], periodHours: number, isCase: boolean): Ranking {
  const hasSpend = !isCase && priced.every(({ spendPerYear }) => spendPerYear !== null);
  const factor = isCase ? 1 : YEAR / periodHours;
  const spendOf = ({ spendPerYear }: Priced): number => (hasSpend ? (spendPerYear ?? 0) : 0);
  const costOf = (variant: Priced): number => variant.mean.value * factor + spendOf(variant);
  const sorted = priced.toSorted((a, b) => costOf(a) - costOf(b) || (a.name < b.name ? -1 : 1));
  const [lowest] = sorted;
  return {
    by: hasSpend ? 'loss and spend' : 'loss',
    variants: sorted.map((variant) => {
      const from = lowest ?? variant;
      const pair = { from: from.losses, to: variant.losses };
      const change = lossDifference(pair, from.mean, variant.mean, { from: meanInfluence, to: meanInfluence });
      return {
        name: variant.name,
        cost: costOf(variant),
        aboveLowest: perYear(change, factor, spendOf(variant) - spendOf(from)),
      };
    }),
  };
}
