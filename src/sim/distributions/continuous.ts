/** What every continuous law derives from its tails and its inverse. */
import type { Curve, FittedLaw, Form, Tails } from './distribution.ts';
import type { Moments } from './special/moments.ts';
import { lazyMoments } from './special/moments.ts';

/** What a continuous law must supply. */
export interface ContinuousParts {
  readonly low: number;
  readonly high: number;
  /** Tails at a point inside the support. */
  tails(x: number): Tails;
  /** Quantile of p below and q above, both in (0, 1). */
  inverse(p: number, q: number): number;
  /** Called once, when a moment is first needed. */
  moments(): Moments;
  readonly form: Form;
  readonly curve?: Curve;
}

const NONE_BELOW: Tails = { lower: 0, upper: 1 };
const NONE_ABOVE: Tails = { lower: 1, upper: 0 };

export function continuousLaw({ low, high, form, curve, ...parts }: ContinuousParts): FittedLaw {
  const tails = (x: number): Tails => (x <= low ? NONE_BELOW : x >= high ? NONE_ABOVE : parts.tails(x));
  const inverse = (p: number, q: number): number => (p <= 0 ? low : q <= 0 ? high : parts.inverse(p, q));
  const moments = lazyMoments(() => parts.moments());
  return {
    get mean() {
      return moments().mean;
    },
    get variance() {
      return moments().variance;
    },
    low,
    high,
    tails,
    cdf: (x) => tails(x).lower,
    inverse,
    quantile: (p) => inverse(p, 1 - p),
    form,
    curve,
  };
}

/** @throws RangeError with the law and the value, unless the value is finite and greater than 0. */
export function requirePositive(law: string, name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${law}: ${name} must be positive, not ${value}`);
  }
}

/** @throws RangeError with the law and its values, unless they are finite and ascending. */
export function requireAscending(law: string, ...values: readonly number[]): void {
  const ascending = values.every((value, i) => Number.isFinite(value) && (i === 0 || value >= values[i - 1]!));
  if (!ascending) throw new RangeError(`${law}: ${values.join(', ')} are not ascending numbers`);
}
