/** The law of a stated 5th, 50th and 95th percentile. */
import type { Dimension } from '../../model/quantity.ts';
import { Z_95 } from './beta-through.ts';
import { constantLaw } from './constant.ts';
import { requireAscending } from './continuous.ts';
import type { FittedLaw } from './distribution.ts';
import { liesBelowOne } from '../../model/quantity/laws/below-one.ts';
import { metalogLaw, metalogThrough } from './metalog.ts';
import { toScale } from './scale.ts';
import { splitNormalLaw } from './split-normal.ts';

/**
 * A three-term metalog, logarithmic for positive quantities, logit below 1; all three points are met exactly.
 *
 * Where the median is so near one end that no metalog fits, two halves of a normal law on the same scale, which fit
 * exactly too.
 *
 * @param widening Factor w >= 1 on both distances from the median, on that scale.
 * @throws RangeError when the points are not ascending within the bounds of the dimension.
 */
export function threePointLaw(
  dimension: Dimension,
  low: number,
  mid: number,
  high: number,
  widening: number,
): FittedLaw {
  requireAscending('three points', low, mid, high);
  if (low === high) return constantLaw(mid);
  const belowOne = liesBelowOne(dimension, high);
  if (!(low > 0 && low < mid && mid < high) || (belowOne && !(high < 1))) {
    throw new RangeError(
      `three points: ${low}, ${mid}, ${high} are not ascending within 0 and ${belowOne ? 1 : 'infinity'}`,
    );
  }
  const scale = belowOne ? 'logit' : 'log';
  const median = toScale(scale, mid);
  const below = (median - toScale(scale, low)) * widening;
  const above = (toScale(scale, high) - median) * widening;
  const metalog = metalogThrough(median - below, median, median + above);
  if (metalog !== undefined) return metalogLaw(scale, metalog);
  return splitNormalLaw(scale, median, below / Z_95, above / Z_95);
}
