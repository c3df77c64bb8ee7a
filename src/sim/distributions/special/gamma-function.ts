/** The gamma function by its logarithm, and pieces of it that keep their accuracy for large arguments. */
import { log, log1p, log1pRest } from '../../random/elementary.ts';

/** log(2 pi) / 2. */
export const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * The error of Stirling's formula: log(x!) - log(sqrt(2 pi x) (x / e)^x), for real x > 0.
 *
 * Its asymptotic series from 15 upward, below that by recurrence.
 */
export function stirlingError(x: number): number {
  let sum = 0;
  let at = x;
  while (at < 15) {
    sum += (at + 0.5) * log1p(1 / at) - 1;
    at += 1;
  }
  const s = 1 / (at * at);
  const series = 1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156)));
  return sum + (1 / 12 - s * (1 / 360 - s * series)) / at;
}

/**
 * Logarithm of the gamma function, x > 0; error below 1e-14, absolute near the zeros at 1 and 2, otherwise relative.
 */
export function logGamma(x: number): number {
  return stirlingError(x) + (x - 0.5) * log(x) - x + HALF_LOG_TWO_PI;
}

/**
 * Deviance x log(x / m) + m - x, accurate where x is near m.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function deviance(x: number, m: number): number {
  const ratio = m / x;
  return ratio > 0.8 && ratio < 1.3 ? x * log1pRest((m - x) / x) : x * (ratio - 1 - log(ratio));
}
