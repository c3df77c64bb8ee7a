/** Estimates of means and ratios from the sums of the columns. */
import { estimate, per, type Estimate } from '../../results/estimate.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import { denominatorsOf } from '../accumulate/denominators.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from './errors/effective.ts';
import { greatestOf } from './errors/greatest.ts';
import { errorOfSum, squaredResiduals } from './errors/ratio.ts';
import { neverSeen, ruleOfThree } from './errors/never-seen.ts';
import { intervalIfSkewed } from './errors/skewed-interval.ts';
import type { Ground } from './ground.ts';

/** Estimates from columns of what has been measured. */
export interface ColumnEstimates {
  /** Mean per trial. */
  mean(column: number): Estimate;
  /** Share of periods, of a column that counts each at most once; of trials where `periods` is 1. */
  chance(column: number, periods?: number): Estimate;
  /** The column over its denominator (`denominatorsOf`), by sums over all trials; null when the denominator is 0. */
  ratio(column: number): Estimate | null;
}

/** A part of a mean that is not settled is not settled either when its error is more than this share of the whole's. */
const SHARE_OF_ERROR = 0.1;

/** Relative error of sums below which clusters are alike. */
const ROUNDING = 1e-9;

/** True for columns of money that may hold rare and great amounts. */
function isMoney(columns: Columns, column: number): boolean {
  const { loss, lossAtStruck, kind, nodeDownHours, perNode, nodes, threatEvents, perSource, sources } = columns;
  if (column === loss || column === lossAtStruck || column === columns.lossAsUsual) return true;
  if (column >= kind && column < nodeDownHours) return true;
  if (column < nodeDownHours + perNode * nodes) {
    const place = (column - nodeDownHours) % perNode;
    return place === columns.nodeLossCaused - nodeDownHours || place === columns.nodeLossBorne - nodeDownHours;
  }
  const source = column - threatEvents;
  return source >= 0 && source < perSource * sources && source % perSource === columns.sourceLoss - threatEvents;
}

/**
 * Standard errors rest on clusters of equal size: worlds, or trials where nothing is uncertain (`errors/ratio.ts`). Fewer than 30
 * effective clusters, (sum S)^2 / sum S^2 with S a cluster's sum, make a figure unreliable, unless all clusters are alike. Of means over worlds that are skewed the
 * interval is told.
 *
 * @param unsettled Standard error of the mean loss of a trial where that is not settled.
 * @see Cochran (1977), Sampling Techniques, 3rd ed., sections 6.3-6.4 (ratios) and 9A (clusters).
 */
export function columnEstimates(
  { compiled, columns, measured }: Ground,
  unsettled: number = Infinity,
): ColumnEstimates {
  const { sum, square, cross, cube } = measured.columns;
  const denominator = denominatorsOf(columns);
  const greatest = greatestOf(compiled, columns);
  const { clusters, trials } = measured;

  /** @param error Of the sum over trials. */
  const isThin = (column: number, error: number): boolean => {
    if (clusters < 2) return true;
    const isAlike = error <= ROUNDING * Math.abs(sum[column]!);
    return !isAlike && effectiveNumber(sum[column]!, square[column]!) < FEWEST_EFFECTIVE;
  };

  /** Third standardised moment of the sums of clusters, where their cubes are kept. */
  const skewnessOf = (column: number): number => {
    if (cube === undefined) return 0;
    const m = sum[column]! / clusters;
    const second = square[column]! / clusters - m * m;
    const third = cube[column]! / clusters - 3 * m * (square[column]! / clusters) + 2 * m * m * m;
    return second > ROUNDING * m * m ? third / (second * Math.sqrt(second)) : 0;
  };

  const mean = (column: number): Estimate => {
    const total = sum[column]!;
    if (total === 0 && square[column] === 0) return neverSeen(measured, greatest[column]!);
    const ofSum = errorOfSum(square[column]! - (total * total) / clusters, clusters);
    const error = ofSum / trials;
    const isUnsettled = error > SHARE_OF_ERROR * unsettled && isMoney(columns, column);
    const interval = intervalIfSkewed(total / trials, { clusters, error, skewness: skewnessOf(column) });
    return estimate(total / trials, error, isThin(column, ofSum) || isUnsettled, interval);
  };

  return {
    mean,
    chance: (column, periods = 1) => {
      const known = per(mean(column), periods);
      const missed = Math.min(1, ruleOfThree(measured));
      if (known.value === 0) return { ...known, low: 0, high: missed };
      if (sum[column] === trials * periods) return estimate(1, missed / 3, false, { low: 1 - missed, high: 1 });
      return known;
    },
    ratio: (column) => {
      const of = denominator[column]!;
      const below = of < 0 ? 0 : sum[of]!;
      if (below === 0) return null;
      if (sum[column] === 0) return neverSeen({ byWorld: false, worlds: 1, trials: below }, 1);
      const r = sum[column]! / below;
      const error = errorOfSum(squaredResiduals(r, square[column]!, cross[column]!, square[of]!), clusters);
      return estimate(r, error / below, isThin(column, error));
    },
  };
}
