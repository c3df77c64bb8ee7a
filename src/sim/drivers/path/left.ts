/**
 * What is left of a spell met at random: the law with density P(lasts > x) / m, m the mean of `lasts`.
 *
 * Its distribution function G is tabulated, in means, at quantiles of the length; between two of them x is a cubic of G
 * with the slopes m / P(lasts > x) at both ends, which are those on the inside where the length has atoms there.
 *
 * @see Cox (1962), Renewal Theory, ch. 5: recurrence times.
 */
import { normalCdf } from '../../random/normal.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { LEFT_POINT } from '../tables.ts';

/** Normal quantiles of the grid. */
const REACH = 8;
const STEPS_PER_UNIT = 32;

/** Abscissas and weights of Gauss and Legendre's rule with 8 points on (-1, 1), by symmetry. */
const ABSCISSAS = [0.18343464249564978, 0.525532409916329, 0.7966664774136267, 0.9602898564975362];
const WEIGHTS = [0.3626837833783622, 0.3137066458778874, 0.22238103445337445, 0.10122853629037626];

/** Just below a point, where an atom at it does not count yet. */
const BELOW = 1 - 4e-16;

function integral(of: (x: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let sum = 0;
  ABSCISSAS.forEach((at, i) => {
    sum += WEIGHTS[i]! * (of(middle - half * at) + of(middle + half * at));
  });
  return half * sum;
}

/**
 * The table of a length: for each point G, x in means, and the slopes of x there, of the piece that begins and of the
 * one that ends. Shape [points * LEFT_POINT].
 *
 * @param law Of the length, with a finite mean above 0.
 */
export function leftTable(law: Distribution): Float64Array {
  const { mean } = law;
  const above = (x: number): number => Math.max(0, 1 - law.cdf(x));
  const points = [0];
  for (let step = -REACH * STEPS_PER_UNIT; step <= REACH * STEPS_PER_UNIT; step++) {
    const x = law.quantile(normalCdf(step / STEPS_PER_UNIT));
    if (x > points.at(-1)! * (1 + 1e-12) && x < Infinity) points.push(x);
  }
  const table = new Float64Array(points.length * LEFT_POINT);
  let g = 0;
  points.forEach((x, i) => {
    if (i > 0) g += integral(above, points[i - 1]!, x) / mean;
    table.set([g, x / mean, slopeOf(above(x)), slopeOf(above(x * BELOW))], i * LEFT_POINT);
  });
  // What the last point leaves is rounding.
  for (let i = 0; i < points.length; i++) table[i * LEFT_POINT]! /= g;
  return table;
}

/** Steepest slope of a point, where next to nothing lasts longer. */
const STEEPEST = 1e18;

function slopeOf(above: number): number {
  return above > 1 / STEEPEST ? 1 / above : STEEPEST;
}

/**
 * The quantile of what is left, in means of the length.
 *
 * @param from,to The state's points in the table.
 * @param u In (0, 1).
 */
export function leftOf(table: Float64Array, from: number, to: number, u: number): number {
  let low = from;
  let high = to - 1;
  if (high <= low) return 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle * LEFT_POINT]! <= u) low = middle;
    else high = middle;
  }
  const a = low * LEFT_POINT;
  const b = high * LEFT_POINT;
  const width = table[b]! - table[a]!;
  const rise = table[b + 1]! - table[a + 1]!;
  if (!(width > 0)) return table[a + 1]!;
  const t = (u - table[a]!) / width;
  // Hermite's cubic; slopes within three times the chord's keep it rising.
  const steepest = 3 * rise;
  const start = Math.min(table[a + 2]! * width, steepest);
  const end = Math.min(table[b + 3]! * width, steepest);
  return table[a + 1]! + t * (start + t * (3 * rise - 2 * start - end + t * (start + end - 2 * rise)));
}
