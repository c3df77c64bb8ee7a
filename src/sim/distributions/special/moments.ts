/** Mean and variance by quadrature over the quantiles. */
import { logistic } from './logistic.ts';

const REACH = 60;
/** Step that is fine enough for quantiles that are smooth in the logit. */
const SMOOTH = 1 / 4;
/** Step for quantiles with a kink: the rule's error is second order there, about 1e-6. */
export const BENT: number = 1 / 64;

/** Mean and variance of a law. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Moments of the law with these quantiles: the integral over p, by the trapezoidal rule over the logit of p.
 *
 * The weight p (1 - p) falls exponentially at both ends, where the rule converges faster than any power of the step.
 * For laws whose quantiles grow more slowly than a small power of 1 / p. Non-finite values are left out.
 *
 * @param inverse Quantile of p below and q above.
 * @param step Of the logit; `BENT` where the quantiles are not smooth.
 */
export function momentsOf(inverse: (p: number, q: number) => number, step: number = SMOOTH): Moments {
  let weights = 0;
  let mean = 0;
  let squares = 0;
  // Running mean and sum of squares (West 1979): no cancellation where the spread is small.
  for (let y = -REACH; y <= REACH; y += step) {
    const p = logistic(y);
    const q = logistic(-y);
    const x = inverse(p, q);
    if (!Number.isFinite(x)) continue;
    const weight = p * q;
    weights += weight;
    const off = x - mean;
    mean += (off * weight) / weights;
    squares += weight * off * (x - mean);
  }
  return { mean, variance: squares / weights };
}

/** Both moments, computed when first needed. */
export function lazyMoments(find: () => Moments): () => Moments {
  let found: Moments | undefined;
  return () => (found ??= find());
}
