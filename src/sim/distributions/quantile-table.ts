/**
 * Quantiles as piecewise quintics in z, the normal quantile of the probability.
 *
 * On the scale of a curve, quantiles are smooth in z. Each grid point has the value and two derivatives, which follow
 * from the density; with steps of 1/8 the error is below 1e-8 for laws of ordinary shape (a cubic would need four times
 * as many points). All tables have the same length, so that one law can overwrite another.
 */
import { exp } from '../random/elementary.ts';
import { normalCdf } from '../random/normal.ts';
import type { Curve } from './distribution.ts';
import { HALF_LOG_TWO_PI } from './special/gamma-function.ts';

/** Ends of the grid: normal quantiles of 52-bit draws stay within 8.21. */
const REACH = 8.25;
const STEPS_PER_UNIT = 8;
const STEP = 1 / STEPS_PER_UNIT;
const PIECES = 2 * REACH * STEPS_PER_UNIT;
/** Numbers per point: value, first derivative and half the second, in steps of the grid. */
const POINT = 3;

/** Numbers per table. */
const QUANTILE_TABLE_LENGTH = (PIECES + 1) * POINT;

/** The quantiles of a curve. Shape [133 * 3]. */
export function quantileTable(curve: Curve): Float64Array {
  const table = new Float64Array(QUANTILE_TABLE_LENGTH);
  let near: number | undefined;
  for (let point = 0; point <= PIECES; point++) {
    const z = point * STEP - REACH;
    const y = curve.y(normalCdf(z), normalCdf(-z), near);
    // dy/dz = density of z / density of y
    const rate = exp(-0.5 * z * z - HALF_LOG_TWO_PI - curve.logDensity(y));
    const first = STEP * rate;
    const halfSecond = 0.5 * STEP * STEP * rate * (-z - rate * curve.slope(y));
    table.set([y, first, halfSecond], point * POINT);
    near = y + first + halfSecond;
  }
  return table;
}

/** The quantile at z on the table's scale; beyond the grid, that at its end. */
export function quantileFromTable(tables: Float64Array, start: number, z: number): number {
  let steps = (z + REACH) * STEPS_PER_UNIT;
  if (!(steps > 0)) steps = 0;
  else if (steps > PIECES) steps = PIECES;
  const floor = steps | 0;
  const piece = floor < PIECES ? floor : PIECES - 1;
  const t = steps - piece;
  const at = start + piece * POINT;
  const y = tables[at]!;
  const first = tables[at + 1]!;
  const second = tables[at + 2]!;
  // What the parabola of the left point misses at the right one: in value, first derivative and half the second.
  const value = tables[at + 3]! - y - first - second;
  const slope = tables[at + 4]! - first - 2 * second;
  const bend = tables[at + 5]! - second;
  const cubic = 10 * value - 4 * slope + bend;
  const quartic = -15 * value + 7 * slope - 2 * bend;
  const quintic = 6 * value - 3 * slope + bend;
  return y + t * (first + t * (second + t * (cubic + t * (quartic + t * quintic))));
}
