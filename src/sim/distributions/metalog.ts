/** The three-term metalog on a scale: logarithmic for values above 0, logit for values in (0, 1). */
import { exp, log1p } from '../random/elementary.ts';
import { continuousLaw } from './continuous.ts';
import type { FittedLaw, Scale, Tails } from './distribution.ts';
import { fromScale, toScale } from './scale.ts';
import { logistic, logit } from './special/logistic.ts';
import { momentsOf } from './special/moments.ts';
import type { Moments } from './special/moments.ts';

/** |skew| / spread from which the quantiles of a three-term metalog are not monotone (Keelin 2016). */
const STEEPEST_SKEW = 1.66711;

/** Logit of .95. */
const LOGIT_95 = 2.9444389791664403;

/** Coefficients: quantiles on the scale are mid + L (spread + skew (p - 1/2)), L the logit of p. */
export interface MetalogCoefficients {
  readonly mid: number;
  readonly spread: number;
  readonly skew: number;
}

/**
 * Coefficients from the 5th, 50th and 95th percentile on the scale; undefined when no metalog has them: the median is
 * in the outer eighth of the interval.
 */
export function metalogThrough(low: number, mid: number, high: number): MetalogCoefficients | undefined {
  const spread = (high - low) / (2 * LOGIT_95);
  const skew = (high + low - 2 * mid) / (0.9 * LOGIT_95);
  return Math.abs(skew) < STEEPEST_SKEW * spread ? { mid, spread, skew } : undefined;
}

/**
 * Moments of the exponential of a metalog: their integrals over the logit.
 *
 * The upper tail is a power of x; where it is too heavy, a moment is infinite.
 */
export function expMetalogMoments(y: (logitOfP: number) => number, upperTail: number): Moments {
  const moment = (order: number): number => {
    const decay = 1 - order * upperTail;
    if (decay <= 0.001) return Number.POSITIVE_INFINITY;
    let sum = 0;
    for (let l = -60; l <= 45 / decay; l += 0.25) {
      sum += exp(order * y(l) - Math.abs(l) - 2 * log1p(exp(-Math.abs(l)))) * 0.25;
    }
    return sum;
  };
  const mean = moment(1);
  const second = moment(2);
  return { mean, variance: second === Number.POSITIVE_INFINITY ? second : second - mean * mean };
}

/**
 * @param scale `log` or `logit`.
 * @see Keelin (2016), The metalog distributions, Decision Analysis 13, 243-277, doi:10.1287/deca.2016.0338.
 */
export function metalogLaw(scale: Scale, { mid, spread, skew }: MetalogCoefficients): FittedLaw {
  const y = (l: number): number => mid + l * (spread + 0.5 * skew * (logistic(l) - logistic(-l)));
  const slope = (l: number): number => {
    const p = logistic(l);
    const q = logistic(-l);
    return spread + skew * (0.5 * (p - q) + p * q * l);
  };

  /** The logit of the probability below a value on the scale: Newton's method within a bracket. */
  function logitBelow(value: number): number {
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    let l = (value - mid) / spread;
    let stride = 1;
    for (let round = 0; round < 200; round++) {
      const off = value - y(l);
      if (off === 0) return l;
      if (off > 0) low = l;
      else high = l;
      let next = l + off / slope(l);
      if (next > low && next < high) {
        if (Math.abs(next - l) <= 1e-9 * (1 + Math.abs(l))) return next;
      } else if (high - low < Number.POSITIVE_INFINITY) {
        next = 0.5 * (low + high);
      } else {
        next = off > 0 ? l + stride : l - stride;
        stride *= 2;
      }
      l = next;
    }
    return l;
  }

  const tails = (x: number): Tails => {
    const l = logitBelow(toScale(scale, x));
    return { lower: logistic(l), upper: logistic(-l) };
  };
  const inverse = (p: number, q: number): number => fromScale(scale, y(p < q ? logit(p) : -logit(q)));
  return continuousLaw({
    form: { kind: 'metalog', scale, mid, spread, skew },
    low: 0,
    high: scale === 'log' ? Number.POSITIVE_INFINITY : 1,
    tails,
    inverse,
    moments: () => (scale === 'log' ? expMetalogMoments(y, spread + 0.5 * skew) : momentsOf(inverse)),
  });
}
