/** The regularised incomplete beta function. */
import { exp, log, log1p } from '../../random/elementary.ts';
import type { Tails } from '../distribution.ts';
import { deviance, HALF_LOG_TWO_PI, stirlingError } from './gamma-function.ts';

const MOST_TERMS = 1e6;
const TINY = 1e-300;

/** Logarithm of the beta function. */
export function logBeta(a: number, b: number): number {
  const n = a + b;
  // Of the powers only a log(a / n) + b log(b / n) remains: the large terms cancel.
  const powers = -a * log1p(b / a) - b * log1p(a / b) + 0.5 * log(n / a / b);
  return stirlingError(a) + stirlingError(b) - stirlingError(n) + HALF_LOG_TWO_PI + powers;
}

/** Logarithm of x^a y^b / B(a, b), y = 1 - x: the density of the logit of a beta law. */
export function logBetaKernel(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const rest = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return rest + 0.5 * log((a / n) * b) - HALF_LOG_TWO_PI;
}

/** The continued fraction of the incomplete beta function (by Lentz's method), for x below (a + 1) / (a + b + 2). */
function betaFraction(a: number, b: number, x: number): number {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const even = (n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 3e-16) break;
  }
  return fraction;
}

/**
 * P(X <= x) and P(X > x) of a beta law.
 *
 * @param x In [0, 1].
 * @param y 1 - x, without cancellation where it is small.
 */
export function betaTails(a: number, b: number, x: number, y: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (!(y > 0)) return { lower: 1, upper: 0 };
  const kernel = exp(logBetaKernel(a, b, x, y));
  if (x * (a + b + 2) < a + 1) {
    const lower = Math.min((kernel / a) * betaFraction(a, b, x), 1);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min((kernel / b) * betaFraction(b, a, y), 1);
  return { lower: 1 - upper, upper };
}
