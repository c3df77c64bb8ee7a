/** The law of a stated central 90 % interval. */
import type { Dimension } from '../../model/quantity.ts';
import { liesBelowOne } from '../../model/quantity/laws/below-one.ts';
import { log } from '../random/elementary.ts';
import { betaThrough, Z_95 } from './beta-through.ts';
import { constantLaw } from './constant.ts';
import { requireAscending } from './continuous.ts';
import type { FittedLaw } from './distribution.ts';
import { lognormalLaw } from './lognormal.ts';
import { logit } from './special/logistic.ts';

/**
 * Lognormal for positive quantities, beta below 1; 5th and 95th percentile are met exactly.
 *
 * @param low 5th percentile, `high` 95th; where they are equal, the constant.
 * @param widening Factor w >= 1 on the interval, about its middle on the scale of the logarithm or the logit.
 * @throws RangeError when they are not within the bounds of the dimension.
 */
export function intervalLaw(dimension: Dimension, low: number, high: number, widening: number): FittedLaw {
  requireAscending('interval', low, high);
  if (low === high) return constantLaw(low);
  const belowOne = liesBelowOne(dimension, high);
  if (!(low > 0) || (belowOne && !(high < 1))) {
    throw new RangeError(`interval: ${low}..${high} does not lie within 0 and ${belowOne ? '1' : 'infinity'}`);
  }
  const [from, to] = belowOne ? [logit(low), logit(high)] : [log(low), log(high)];
  const mid = 0.5 * (from + to);
  const half = 0.5 * widening * (to - from);
  return belowOne ? betaThrough(mid - half, mid + half) : lognormalLaw(mid, half / Z_95);
}

/** The lognormal law by its median. */
export function lognormalByMedian(median: number, sigma: number, widening: number): FittedLaw {
  if (!(median > 0)) throw new RangeError(`lognormal: median must be positive, not ${median}`);
  return sigma === 0 ? constantLaw(median) : lognormalLaw(log(median), sigma * widening);
}
