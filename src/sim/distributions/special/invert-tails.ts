/** Quantiles of laws for which only the distribution function has a formula. */
import { exp } from '../../random/elementary.ts';
import { normalQuantile } from '../../random/normal.ts';
import type { Tails } from '../distribution.ts';
import { HALF_LOG_TWO_PI } from './gamma-function.ts';

/** Normal quantile of a probability given by both tails. */
export function normalQuantileOf(p: number, q: number): number {
  return p < q ? normalQuantile(p) : -normalQuantile(q);
}

/**
 * The y with tails p and q.
 *
 * Newton's method on the normal quantile of the distribution function, which is nearly linear; bracketed, so that it
 * cannot diverge.
 *
 * @param tails Tails at y.
 * @param logDensity Logarithm of the density at y.
 * @param start A first guess.
 */
export function invertTails(
  p: number,
  q: number,
  tails: (y: number) => Tails,
  logDensity: (y: number) => number,
  start: number,
): number {
  const z = normalQuantileOf(p, q);
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let y = start;
  let stride = 1;
  for (let round = 0; round < 200; round++) {
    const { lower, upper } = tails(y);
    const here = normalQuantileOf(lower, upper);
    if (here < z) low = y;
    else high = y;
    // dy/dz = density of z / density of y
    const rate = exp(-0.5 * here * here - HALF_LOG_TWO_PI - logDensity(y));
    let next = y + (z - here) * rate;
    if (next > low && next < high) {
      if (Math.abs(z - here) < 1e-7 || Math.abs(next - y) <= 1e-16 * Math.abs(y)) return next;
    } else if (low > Number.NEGATIVE_INFINITY && high < Number.POSITIVE_INFINITY) {
      next = 0.5 * (low + high);
      if (next === low || next === high) return next;
    } else {
      if (here === z) return y;
      next = here < z ? y + stride : y - stride;
      stride *= 2;
    }
    y = next;
  }
  return y;
}
