/** How far a quantity spreads on the scale of errors of assessment. */
import type { Quantity } from '../../model/quantity.ts';
import { fittedLaw } from './distribution-of.ts';
import { toScale } from './scale.ts';
import { BENT, momentsOf } from './special/moments.ts';
import { truncatedLaw } from './truncated.ts';

/**
 * Standard deviation of the logarithm of a quantity, of the logit for a share; 0 for a constant.
 *
 * Values without one (0 and below; a share of 1 and above) are left out: a shift on that scale does not move them.
 *
 * @throws RangeError as `fittedLaw` does, and when all values are left out.
 */
export function spreadOfLogarithm(quantity: Quantity): number {
  const stated = fittedLaw(quantity);
  if (stated.form.kind === 'constant') return 0;
  const share = quantity.dimension === 'share';
  const scale = share ? 'logit' : 'log';
  const law = truncatedLaw(stated, 0, share ? 1 : Number.POSITIVE_INFINITY);
  const { form, curve } = law;
  if (form.kind === 'constant') return 0;
  if (form.kind === 'discrete') {
    const places = form.values.map((value) => toScale(scale, value));
    const weights = form.cumulative.map((upTo, i) => upTo - (form.cumulative[i - 1] ?? 0));
    return weightedDeviation(places, weights);
  }
  if (form.kind === 'lognormal' && !share) return form.sigma;
  const direct = curve !== undefined && curve.scale === scale && curve.low === 0 && curve.width === 1;
  if (direct) return Math.sqrt(momentsOf((p, q) => curve.y(p, q)).variance);
  return Math.sqrt(momentsOf((p, q) => toScale(scale, law.inverse(p, q)), BENT).variance);
}

/** Standard deviation of the finite ones among weighted values. */
function weightedDeviation(values: readonly number[], weights: readonly number[]): number {
  const kept = values
    .map((value, i) => ({ value, weight: weights[i] ?? 0 }))
    .filter(({ value }) => Number.isFinite(value));
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return 0;
  const mean = kept.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  return Math.sqrt(kept.reduce((sum, { value, weight }) => sum + (value - mean) * (value - mean) * weight, 0) / total);
}
