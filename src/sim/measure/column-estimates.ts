/** Estimates of means and ratios from the sums of the columns. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Columns } from '../kernel/columns.ts';
import { denominatorsOf } from '../accumulate/denominators.ts';
import type { Measured } from '../accumulate/accumulator.ts';

/** Estimates from columns of what has been measured. */
export interface ColumnEstimates {
  /** Mean per trial. */
  mean(column: number): Estimate;
  /** The column over its denominator (`denominatorsOf`), by sums over all trials; null when the denominator is 0. */
  ratio(column: number): Estimate | null;
}

/**
 * Standard errors rest on clusters of equal size: worlds, or trials where nothing is uncertain. With C clusters, S a
 * cluster's sum and D its denominator, the error of the sum is sqrt(C / (C - 1) sum (S - mean S)^2); that of the ratio
 * r = sum S / sum D is sqrt(C / (C - 1) sum (S - r D)^2) / sum D (delta method).
 *
 * @see Cochran (1977), Sampling Techniques, 3rd ed., sections 6.3-6.4 (ratios) and 9A (clusters).
 */
export function columnEstimates(measured: Measured, columns: Columns): ColumnEstimates {
  const { sum, square, cross } = measured.columns;
  const denominator = denominatorsOf(columns);
  const { clusters, trials } = measured;

  /** From the sum of squared residuals of clusters; rounding may leave it just below 0. */
  const errorOfSum = (squares: number): number =>
    clusters > 1 ? Math.sqrt((Math.max(0, squares) * clusters) / (clusters - 1)) : 0;

  return {
    mean: (column) => {
      const total = sum[column]!;
      return estimate(total / trials, errorOfSum(square[column]! - (total * total) / clusters) / trials);
    },
    ratio: (column) => {
      const of = denominator[column]!;
      const below = of < 0 ? 0 : sum[of]!;
      if (below === 0) return null;
      const r = sum[column]! / below;
      const squares = square[column]! - 2 * r * cross[column]! + r * r * square[of]!;
      return estimate(r, errorOfSum(squares) / below);
    },
  };
}
