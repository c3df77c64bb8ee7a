/** The beta law, on (0, 1) or stretched over another interval. */
import { log } from '../random/elementary.ts';
import { continuousLaw, requirePositive } from './continuous.ts';
import type { Curve, FittedLaw } from './distribution.ts';
import { betaTails, logBeta, logBetaKernel } from './special/incomplete-beta.ts';
import { invertTails, normalQuantileOf } from './special/invert-tails.ts';
import { logistic } from './special/logistic.ts';

/** Beyond this, on a logit scale, the law is a power of x or 1 - x to the last bit. */
const POWER_BEYOND = 40;

/** The logit of a beta law's place in (low, low + width). */
function betaCurve(a: number, b: number, low: number, width: number): Curve {
  const logOfBeta = logBeta(a, b);
  const kernel = (y: number): number => {
    if (y < -POWER_BEYOND) return a * y - logOfBeta;
    if (y > POWER_BEYOND) return -b * y - logOfBeta;
    return logBetaKernel(a, b, logistic(y), logistic(-y));
  };

  return {
    scale: 'logit',
    low,
    width,
    y: (p, q, near) => {
      const lowerPower = (log(p) + log(a) + logOfBeta) / a;
      if (lowerPower < -POWER_BEYOND) return lowerPower;
      const upperPower = (log(q) + log(b) + logOfBeta) / b;
      if (upperPower < -POWER_BEYOND) return -upperPower;
      const roughly = log(a / b) + normalQuantileOf(p, q) * Math.sqrt(1 / a + 1 / b);
      const start = near ?? Math.max(-POWER_BEYOND, Math.min(POWER_BEYOND, roughly));
      return invertTails(p, q, (y) => betaTails(a, b, logistic(y), logistic(-y)), kernel, start);
    },
    logDensity: kernel,
    slope: (y) => a * logistic(-y) - b * logistic(y),
  };
}

/**
 * @param a Weight of the upper end.
 * @param b Weight of the lower end.
 * @param low Lower end of the interval.
 * @param high Upper end of the interval.
 */
export function betaLaw(a: number, b: number, low = 0, high = 1): FittedLaw {
  requirePositive('beta', 'a', a);
  requirePositive('beta', 'b', b);
  const width = high - low;
  const curve = betaCurve(a, b, low, width);
  const n = a + b;
  return continuousLaw({
    form: { kind: 'curve', curve, low, high },
    low,
    high,
    tails: (x) => betaTails(a, b, (x - low) / width, (high - x) / width),
    inverse: (p, q) => low + width * logistic(curve.y(p, q)),
    moments: () => ({ mean: low + width * (a / n), variance: width * width * (a / n) * (b / n) * (1 / (n + 1)) }),
    curve,
  });
}
