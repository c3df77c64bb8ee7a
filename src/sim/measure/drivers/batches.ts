/** Figures that have no closed form for their error: the spread of the figure over batches. */
import { estimate, type Estimate } from '../../../results/estimate.ts';

/** Periods in batches that are independent of each other. */
export interface Batched {
  readonly periods: number;
  readonly batches: number;
  /** Batch of each period. Shape [periods]. */
  readonly batch: Uint8Array;
}

/** Fewest batches whose spread says anything. */
const FEWEST = 5;

/**
 * A figure of all periods, with the standard error by batch means: the deviation of the figure over batches, divided by the
 * square root of their number.
 *
 * @param figure Of the periods given, ascending; null where they have none.
 * @returns Null where all periods together have none.
 * @see Law & Kelton (2000), Simulation Modeling and Analysis, 3rd ed., section 9.5.3.
 */
export function batched(
  { periods, batches, batch }: Batched,
  figure: (of: Int32Array) => number | null,
): Estimate | null {
  const all = Int32Array.from({ length: periods }, (_, at) => at);
  const value = figure(all);
  if (value === null) return null;
  const found: number[] = [];
  for (let b = 0; b < batches; b++) {
    const one = figure(all.filter((at) => batch[at] === b));
    if (one !== null) found.push(one);
  }
  const n = found.length;
  if (n < 2) return estimate(value, Infinity, true);
  const mean = found.reduce((sum, one) => sum + one, 0) / n;
  const square = found.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return estimate(value, Math.sqrt(square / (n * (n - 1))), n < FEWEST);
}

/** Ranks from 1, those of equals their mean. Shape of `values`. */
function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, at) => at).sort((a, b) => values[a]! - values[b]! || a - b);
  const found = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let at = first; at < end; at++) found[order[at]!] = (first + end + 1) / 2;
    first = end;
  }
  return found;
}

/**
 * Spearman's rank correlation, equals at their mean rank; 0 where one of the two does not vary.
 *
 * @see Kendall & Gibbons (1990), Rank Correlation Methods, 5th ed., chapter 3.
 */
export function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (a.length + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [u, v] = [x[at]! - middle, y[at]! - middle];
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
