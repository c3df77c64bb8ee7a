/** Truncation: a law conditional on its value being within bounds. */
import { exp, log } from '../random/elementary.ts';
import { normalCdf } from '../random/normal.ts';
import { continuousLaw } from './continuous.ts';
import { discreteLaw } from './discrete.ts';
import type { Curve, FittedLaw, Form } from './distribution.ts';
import { BENT, momentsOf } from './special/moments.ts';
import type { Moments } from './special/moments.ts';
import { mixtureLaw } from './mixture.ts';
import { uniformLaw } from './uniform.ts';

/** Probability between two points, from the tails that avoid cancellation. */
function between(law: FittedLaw, min: number, max: number): number {
  const [a, b] = [law.tails(min), law.tails(max)];
  return a.lower > 0.5 ? a.upper - b.upper : b.lower - a.lower;
}

/** @throws RangeError when the law never gives a value within the bounds. */
export function truncatedLaw(law: FittedLaw, min: number, max: number): FittedLaw {
  const { form } = law;
  if (form.kind === 'constant' || form.kind === 'discrete') return truncatedDiscrete(law, form, min, max);
  if (min <= law.low && max >= law.high) return law;
  if (law.parts !== undefined) return truncatedMixture(law.parts, min, max);
  const low = Math.max(min, law.low);
  const high = Math.min(max, law.high);
  const inside = low < high ? between(law, low, high) : 0;
  if (!(inside > 0))
    throw new RangeError(`${form.kind === 'row' ? form.sample : form.kind}: no value lies within ${min} and ${max}`);
  if (form.kind === 'uniform') return uniformLaw(low, high);

  const below = law.tails(low).lower;
  const above = law.tails(high).upper;
  const inverse = (p: number, q: number): number =>
    Math.min(high, Math.max(low, law.inverse(below + inside * p, above + inside * q)));
  const parts = {
    low,
    high,
    tails: (x: number) => {
      const lower = between(law, low, x) / inside;
      const upper = between(law, x, high) / inside;
      return lower < upper ? { lower, upper: 1 - lower } : { lower: 1 - upper, upper };
    },
    inverse,
    moments: () => {
      if (form.kind === 'lognormal') return truncatedLognormal(form, low, high, inside);
      const hasHeavyTail = form.kind === 'metalog' || (form.kind === 'curve' && form.curve.scale === 'log');
      if (hasHeavyTail && high === Number.POSITIVE_INFINITY) return upperPart(law, below, inside);
      return law.curve === undefined ? momentsOf(inverse, BENT) : momentsOf(inverse);
    },
  };
  if (law.curve === undefined)
    return continuousLaw({ ...parts, form: { kind: 'cut', of: form, below, inside, above } });
  const curve = truncatedCurve(law.curve, below, above, inside);
  return continuousLaw({ ...parts, form: { kind: 'curve', curve, low, high }, curve });
}

/** Each part within the bounds, with the weight that remains. */
function truncatedMixture(parts: NonNullable<FittedLaw['parts']>, min: number, max: number): FittedLaw {
  const kept = parts.flatMap(({ weight, law }) => {
    const isDiscrete = law.form.kind === 'constant' || law.form.kind === 'discrete';
    const [low, high] = [Math.max(min, law.low), Math.min(max, law.high)];
    const left = low > high ? 0 : isDiscrete ? law.cdf(max) - law.cdf(before(min)) : between(law, low, high);
    return left > 0 ? [{ weight: weight * left, law: truncatedLaw(law, min, max) }] : [];
  });
  if (kept.length === 0) throw new RangeError(`mixture: no value lies within ${min} and ${max}`);
  return mixtureLaw(kept);
}

/** A number just below another. */
const before = (x: number): number => (Number.isFinite(x) ? x - Math.abs(x) * Number.EPSILON - Number.MIN_VALUE : x);

function truncatedCurve(curve: Curve, below: number, above: number, inside: number): Curve {
  const logInside = log(inside);
  return {
    ...curve,
    y: (p, q, near) => curve.y(below + inside * p, above + inside * q, near),
    logDensity: (y) => curve.logDensity(y) - logInside,
  };
}

function truncatedDiscrete(
  law: FittedLaw,
  form: Extract<Form, { readonly kind: 'constant' | 'discrete' }>,
  min: number,
  max: number,
): FittedLaw {
  if (min <= law.low && max >= law.high) return law;
  const values = form.kind === 'constant' ? [form.value] : form.values;
  const cumulative = form.kind === 'constant' ? [1] : form.cumulative;
  const kept = values.map((value, i) => ({ value, weight: (cumulative[i] ?? 1) - (cumulative[i - 1] ?? 0) }));
  const inside = kept.filter(({ value }) => value >= min && value <= max);
  if (inside.length === 0) throw new RangeError(`${form.kind}: no value lies within ${min} and ${max}`);
  return discreteLaw(
    inside.map(({ value }) => value),
    inside.map(({ weight }) => weight),
  );
}

/** Moments of the truncated lognormal law: quadrature fails where the deviation is large. */
function truncatedLognormal(
  { mu, sigma }: Extract<Form, { readonly kind: 'lognormal' }>,
  low: number,
  high: number,
  inside: number,
): Moments {
  const [from, to] = [(log(low) - mu) / sigma, (log(high) - mu) / sigma];
  /** E[X^order], with X^order a density at a shifted normal. */
  const moment = (order: number): number => {
    const [a, b] = [from - order * sigma, to - order * sigma];
    const part = a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a);
    return (exp(order * mu + 0.5 * order * order * sigma * sigma) * part) / inside;
  };
  const mean = moment(1);
  return { mean, variance: moment(2) - mean * mean };
}

/** Moments of a law above a point: its own minus those of the part below. For a tail too heavy for quadrature. */
function upperPart(law: FittedLaw, below: number, inside: number): Moments {
  if (law.mean === Number.POSITIVE_INFINITY) return { mean: law.mean, variance: law.variance };
  const lower = momentsOf((p) => law.inverse(below * p, 1 - below * p), BENT);
  const mean = (law.mean - below * lower.mean) / inside;
  const square = (law.variance + law.mean * law.mean - below * (lower.variance + lower.mean * lower.mean)) / inside;
  return { mean, variance: square - mean * mean };
}
