/** The distribution of a stated quantity, with truncation and widening. */
import type { Quantity } from '../../model/quantity.ts';
import { betaLaw } from './beta.ts';
import { constantLaw } from './constant.ts';
import { discreteLaw } from './discrete.ts';
import type { Distribution, FittedLaw } from './distribution.ts';
import { exponentialLaw } from './exponential.ts';
import { gammaLaw } from './gamma.ts';
import { intervalLaw, lognormalByMedian } from './interval.ts';
import { normalLaw } from './normal.ts';
import { metalogTermsLaw } from './metalog-terms.ts';
import { mixtureLaw } from './mixture.ts';
import { pertLaw, pertMomentsLaw } from './pert.ts';
import { poissonLaw } from './poisson.ts';
import { threePointLaw } from './three-point.ts';
import { triangularLaw } from './triangular.ts';
import { truncatedLaw } from './truncated.ts';
import { uniformLaw } from './uniform.ts';
import { weibullLaw } from './weibull.ts';

export type { Distribution } from './distribution.ts';

/** The law before truncation. */
function untruncated({
  law,
  dimension,
  timing,
  widening,
}: Pick<Quantity, 'law' | 'dimension' | 'timing' | 'widening'>): FittedLaw {
  const w = timing === 'uncertain' ? widening : 1;
  if (!(w >= 1)) throw new RangeError(`widening must be at least 1, not ${w}`);
  switch (law.kind) {
    case 'constant':
      return constantLaw(law.value);
    case 'interval':
      return intervalLaw(dimension, law.low, law.high, w);
    case 'threePoint':
      return threePointLaw(dimension, law.low, law.mid, law.high, w);
    case 'uniform':
      return uniformLaw(law.low, law.high);
    case 'triangular':
      return triangularLaw(law.low, law.mode, law.high);
    case 'pert':
      return pertLaw(law.low, law.mode, law.high);
    case 'normal':
      return normalLaw(law.mean, law.sd * w);
    case 'lognormal':
      return lognormalByMedian(law.median, law.sigma, w);
    case 'exponential':
      return exponentialLaw(law.mean);
    case 'gamma':
      return gammaLaw(law.shape, law.scale);
    case 'weibull':
      return weibullLaw(law.shape, law.scale);
    case 'beta':
      return betaLaw(law.a, law.b, 0, law.high);
    case 'discrete':
      return discreteLaw(law.values, law.weights);
    case 'pertMoments':
      return pertMomentsLaw(law.low, law.mode, law.high);
    case 'poisson':
      return poissonLaw(law.mean, law.unit);
    case 'metalog':
      return metalogTermsLaw(dimension, law.chances, law.values, w);
    case 'mixture':
      return mixtureLaw(
        law.parts.map(({ weight, law: part, min = -Infinity, max = Infinity }) => ({
          weight,
          law: truncatedLaw(untruncated({ law: part, dimension, timing, widening }), min, max),
        })),
      );
    case 'formula':
      throw new RangeError('a formula has no law of its own');
  }
}

/**
 * The law of a quantity, with its parameters fitted.
 *
 * Widening applies to what is uncertain: to intervals and three points about their median, and to the normal and
 * lognormal laws, which say the same in other words. The other laws stay as stated. Truncation bounds do not widen.
 *
 * @throws RangeError for a formula, for parameters out of range, and when no value is within the bounds.
 */
export function fittedLaw(quantity: Quantity): FittedLaw {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = quantity;
  return truncatedLaw(untruncated(quantity), min, max);
}

/** The distribution of a quantity: that of `fittedLaw`, for callers that only read it. */
export function distributionOf(quantity: Quantity): Distribution {
  return fittedLaw(quantity);
}
