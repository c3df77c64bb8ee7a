/** The gamma law. */
import { exp, log } from '../random/elementary.ts';
import { continuousLaw, requirePositive } from './continuous.ts';
import type { Curve, FittedLaw } from './distribution.ts';
import { logGamma } from './special/gamma-function.ts';
import { gammaTails, logGammaKernel } from './special/incomplete-gamma.ts';
import { invertTails, normalQuantileOf } from './special/invert-tails.ts';

/** Below this, on a logarithmic scale, the law is a power of x to the last bit. */
const POWER_BELOW = -40;

/** The logarithm of a gamma law. */
function gammaCurve(shape: number, scale: number): Curve {
  const logScale = log(scale);
  const logOfFactorial = logGamma(shape + 1);

  /** Wilson & Hilferty's approximation, or the power law where that fails. */
  function guess(p: number, q: number, power: number): number {
    const ninth = 1 / (9 * shape);
    const root = 1 - ninth + normalQuantileOf(p, q) * Math.sqrt(ninth);
    return root > 0.3 ? log(shape) + 3 * log(root) : power;
  }

  return {
    scale: 'log',
    low: 0,
    width: 1,
    y: (p, q, near) => {
      const power = (log(p) + logOfFactorial) / shape;
      if (power < POWER_BELOW) return logScale + power;
      const start = near === undefined ? guess(p, q, power) : near - logScale;
      const standard = invertTails(
        p,
        q,
        (y) => gammaTails(shape, exp(y)),
        (y) => logGammaKernel(shape, exp(y)),
        start,
      );
      return logScale + standard;
    },
    logDensity: (y) => {
      const standard = y - logScale;
      if (standard < POWER_BELOW) return shape * standard + log(shape) - logOfFactorial;
      return logGammaKernel(shape, exp(standard));
    },
    slope: (y) => shape - exp(y - logScale),
  };
}

export function gammaLaw(shape: number, scale: number): FittedLaw {
  requirePositive('gamma', 'shape', shape);
  requirePositive('gamma', 'scale', scale);
  const curve = gammaCurve(shape, scale);
  return continuousLaw({
    form: { kind: 'curve', curve, low: 0, high: Number.POSITIVE_INFINITY },
    low: 0,
    high: Number.POSITIVE_INFINITY,
    tails: (x) => gammaTails(shape, x / scale),
    inverse: (p, q) => exp(curve.y(p, q)),
    moments: () => ({ mean: shape * scale, variance: shape * scale * scale }),
    curve,
  });
}
