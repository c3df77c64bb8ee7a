/** The logistic function and its inverse. */
import { exp, log, log1p } from '../../random/elementary.ts';

/** 1 / (1 + e^-y); `logistic(-y)` is its complement, without cancellation. */
export function logistic(y: number): number {
  if (y < 0) {
    const e = exp(y);
    return e / (1 + e);
  }
  return 1 / (1 + exp(-y));
}

/** log(x / (1 - x)). */
export function logit(x: number): number {
  return x < 0.5 ? log(x) - log1p(-x) : log(x / (1 - x));
}
