/** The Weibull law. */
import { exp, expm1, log, log1p } from '../random/elementary.ts';
import { continuousLaw, requirePositive } from './continuous.ts';
import type { Curve, FittedLaw } from './distribution.ts';
import { logGamma } from './special/gamma-function.ts';

/** The logarithm of a Weibull law: log scale + G / shape, G a standard Gumbel value. */
export function weibullCurve(shape: number, scale: number): Curve {
  const logScale = log(scale);
  const hazard = (y: number): number => exp(shape * (y - logScale));
  return {
    scale: 'log',
    low: 0,
    width: 1,
    y: (p, q) => logScale + log(-(p < q ? log1p(-p) : log(q))) / shape,
    logDensity: (y) => log(shape) + shape * (y - logScale) - hazard(y),
    slope: (y) => shape * (1 - hazard(y)),
  };
}

/** P(X > x) = exp(-(x / scale)^shape). */
export function weibullLaw(shape: number, scale: number): FittedLaw {
  requirePositive('weibull', 'shape', shape);
  requirePositive('weibull', 'scale', scale);
  const curve = weibullCurve(shape, scale);
  const logScale = log(scale);
  return continuousLaw({
    form: { kind: 'row', sample: 'weibull', params: [logScale, 1 / shape] },
    low: 0,
    high: Number.POSITIVE_INFINITY,
    tails: (x) => {
      const hazard = exp(shape * (log(x) - logScale));
      return { lower: -expm1(-hazard), upper: exp(-hazard) };
    },
    inverse: (p, q) => exp(curve.y(p, q)),
    moments: () => {
      const first = logGamma(1 + 1 / shape);
      const excess = expm1(logGamma(1 + 2 / shape) - 2 * first);
      const mean = scale * exp(first);
      return { mean, variance: mean * mean * excess };
    },
    curve,
  });
}
