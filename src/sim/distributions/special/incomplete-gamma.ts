/** The regularised incomplete gamma function. */
import { exp, log } from '../../random/elementary.ts';
import type { Tails } from '../distribution.ts';
import { deviance, HALF_LOG_TWO_PI, stirlingError } from './gamma-function.ts';

const MOST_TERMS = 1e6;

/** Logarithm of x^a e^-x / Gamma(a): the density of log X of a gamma law of scale 1. */
export function logGammaKernel(a: number, x: number): number {
  return 0.5 * log(a) - HALF_LOG_TWO_PI - stirlingError(a) - deviance(a, x);
}

/**
 * P(X <= x) and P(X > x) of a gamma law of shape a > 0 and scale 1.
 *
 * Its series below a + 1, Legendre's continued fraction above (by Lentz's method).
 */
export function gammaTails(a: number, x: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const kernel = exp(logGammaKernel(a, x));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = Math.min(kernel * sum, 1);
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 3e-16) break;
  }
  const upper = Math.min(kernel * fraction, 1);
  return { lower: 1 - upper, upper };
}
