/**
 * What is left of a spell met at random: the law with density P(lasts > x) / m, m the mean of `lasts`.
 *
 * Its distribution function G is tabulated, in means, at quantiles of the length; between two of them G is a cubic of x
 * with the slopes P(lasts > x) at both ends, which are those on the inside where the length has atoms there. The cubic is
 * inverted: x as a cubic of G is far off in the tail, where x rises without bound.
 *
 * @see Cox (1962), Renewal Theory, ch. 5: recurrence times.
 */
import { normalCdf } from '../../random/normal.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { LEFT_POINT } from '../tables.ts';

/** Normal quantiles of the grid. */
const REACH = 8;
const STEPS_PER_UNIT = 64;

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
 * The table of a length: for each point G, x in means, and the slopes of G there, of the piece that begins and of the
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
    table.set([g, x / mean, above(x), above(x * BELOW)], i * LEFT_POINT);
  });
  // What the last point leaves is rounding.
  for (let i = 0; i < points.length; i++) table[i * LEFT_POINT]! /= g;
  return table;
}

/** Looks at a piece, at most: each halves it at least. */
const MOST_LOOKS = 60;

/** Where in (0, 1) a cubic that rises from 0, with the slopes `start` and `end`, to `rise`, is at `wanted`: Newton's steps, or halves. */
function whereOf(wanted: number, rise: number, start: number, end: number): number {
  const square = 3 * rise - 2 * start - end;
  const cube = start + end - 2 * rise;
  let [low, high] = [0, 1];
  let t = wanted / rise;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const off = t * (start + t * (square + t * cube)) - wanted;
    if (off > 0) high = t;
    else low = t;
    const next = t - off / (start + t * (2 * square + 3 * t * cube));
    const to = next > low && next < high ? next : (low + high) / 2;
    if (to === t) break;
    t = to;
  }
  return t;
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
  const rise = table[b]! - table[a]!;
  const width = table[b + 1]! - table[a + 1]!;
  if (!(rise > 0)) return table[a + 1]!;
  // Slopes within three times the chord's keep the cubic rising.
  const start = Math.min(table[a + 2]! * width, 3 * rise);
  const end = Math.min(table[b + 3]! * width, 3 * rise);
  return table[a + 1]! + width * whereOf(u - table[a]!, rise, start, end);
}
