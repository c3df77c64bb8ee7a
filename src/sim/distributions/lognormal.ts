/** The lognormal law. */
import { exp, expm1, log } from '../random/elementary.ts';
import { constantLaw } from './constant.ts';
import { continuousLaw, requirePositive } from './continuous.ts';
import type { FittedLaw } from './distribution.ts';
import { normalLaw, normalTails } from './normal.ts';

/**
 * @param mu Mean of the logarithm.
 * @param sigma Standard deviation of the logarithm; 0 gives the constant.
 */
export function lognormalLaw(mu: number, sigma: number): FittedLaw {
  if (sigma === 0) return constantLaw(exp(mu));
  requirePositive('lognormal', 'sigma', sigma);
  const { curve } = normalLaw(mu, sigma);
  if (curve === undefined) throw new RangeError('a normal law has a curve');
  return continuousLaw({
    form: { kind: 'lognormal', mu, sigma },
    low: 0,
    high: Number.POSITIVE_INFINITY,
    tails: (x) => normalTails((log(x) - mu) / sigma),
    inverse: (p, q) => exp(curve.y(p, q)),
    moments: () => {
      const mean = exp(mu + 0.5 * sigma * sigma);
      return { mean, variance: mean * mean * expm1(sigma * sigma) };
    },
    curve: { ...curve, scale: 'log' },
  });
}
