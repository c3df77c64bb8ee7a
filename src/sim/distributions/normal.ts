/** The normal law. */
import { log } from '../random/elementary.ts';
import { normalCdf } from '../random/normal.ts';
import { constantLaw } from './constant.ts';
import { continuousLaw, requirePositive } from './continuous.ts';
import type { FittedLaw, Tails } from './distribution.ts';
import { HALF_LOG_TWO_PI } from './special/gamma-function.ts';
import { normalQuantileOf } from './special/invert-tails.ts';

/** Tails of the standard normal law. */
export function normalTails(z: number): Tails {
  return { lower: normalCdf(z), upper: normalCdf(-z) };
}

/** @param sd Standard deviation; 0 gives the constant. */
export function normalLaw(mean: number, sd: number): FittedLaw {
  if (sd === 0) return constantLaw(mean);
  requirePositive('normal', 'sd', sd);
  const y = (p: number, q: number): number => mean + sd * normalQuantileOf(p, q);
  const logScale = log(sd) + HALF_LOG_TWO_PI;
  return continuousLaw({
    form: { kind: 'row', sample: 'normal', params: [mean, sd] },
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    tails: (x) => normalTails((x - mean) / sd),
    inverse: y,
    moments: () => ({ mean, variance: sd * sd }),
    curve: {
      scale: 'identity',
      low: 0,
      width: 1,
      y,
      logDensity: (x) => -0.5 * ((x - mean) / sd) * ((x - mean) / sd) - logScale,
      slope: (x) => (mean - x) / (sd * sd),
    },
  });
}
