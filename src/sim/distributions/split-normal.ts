/** Two halves of normal laws, joined at the median, on a scale. */
import { exp } from '../random/elementary.ts';
import { normalCdf } from '../random/normal.ts';
import { continuousLaw } from './continuous.ts';
import type { FittedLaw, Scale } from './distribution.ts';
import { fromScale, toScale } from './scale.ts';
import { normalQuantileOf } from './special/invert-tails.ts';
import type { Moments } from './special/moments.ts';
import { BENT, momentsOf } from './special/moments.ts';
import { normalTails } from './normal.ts';

/** Moments of exp(mid + below z) for z < 0 and exp(mid + above z) for z > 0. */
function logarithmicMoments(mid: number, below: number, above: number): Moments {
  const moment = (order: number): number => {
    const half = (sd: number, end: number): number => exp(order * mid + 0.5 * sd * sd) * normalCdf(end);
    return half(order * below, -order * below) + half(order * above, order * above);
  };
  const mean = moment(1);
  return { mean, variance: moment(2) - mean * mean };
}

/**
 * The law of mid + z below or above the median, z standard normal, mapped back from the scale.
 *
 * With the same deviation on both sides it is the lognormal or logit-normal law.
 *
 * @param scale `log` or `logit`.
 * @param below Standard deviation below the median, on the scale; `above` that above.
 */
export function splitNormalLaw(scale: Scale, mid: number, below: number, above: number): FittedLaw {
  const inverse = (p: number, q: number): number => {
    const z = normalQuantileOf(p, q);
    return fromScale(scale, mid + z * (z < 0 ? below : above));
  };
  return continuousLaw({
    form: { kind: 'split', scale, mid, below, above },
    low: 0,
    high: scale === 'log' ? Number.POSITIVE_INFINITY : 1,
    tails: (x) => {
      const off = toScale(scale, x) - mid;
      return normalTails(off / (off < 0 ? below : above));
    },
    inverse,
    moments: () => (scale === 'log' ? logarithmicMoments(mid, below, above) : momentsOf(inverse, BENT)),
  });
}
