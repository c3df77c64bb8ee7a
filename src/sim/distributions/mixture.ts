/** Mixtures: a value comes from each part with the part's weight. */
import type { FittedLaw, Form, Tails } from './distribution.ts';

export interface WeighedLaw {
  readonly weight: number;
  readonly law: FittedLaw;
}

/**
 * @param parts At least one; weights up to a common factor.
 * @throws RangeError when no part has weight.
 */
export function mixtureLaw(parts: readonly WeighedLaw[]): FittedLaw {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError('mixture: no part has weight');
  const weighed = parts.filter(({ weight }) => weight > 0).map(({ weight, law }) => ({ weight: weight / total, law }));
  const [only] = weighed;
  if (weighed.length === 1 && only !== undefined) return only.law;
  const low = Math.min(...weighed.map(({ law }) => law.low));
  const high = Math.max(...weighed.map(({ law }) => law.high));
  const sum = (of: (law: FittedLaw) => number): number =>
    weighed.reduce((all, { weight, law }) => all + weight * of(law), 0);
  const tails = (x: number): Tails => ({
    lower: Math.min(
      1,
      sum((law) => law.tails(x).lower),
    ),
    upper: Math.min(
      1,
      sum((law) => law.tails(x).upper),
    ),
  });

  /** By bisection between the quantiles of the parts. */
  function inverse(p: number, q: number): number {
    if (p <= 0) return low;
    if (q <= 0) return high;
    const ends = weighed.map(({ law }) => law.inverse(p, q));
    let from = Math.min(...ends);
    let to = Math.max(...ends);
    const reached = (x: number): boolean => (p < q ? tails(x).lower >= p : tails(x).upper <= q);
    if (reached(from)) return from;
    for (let round = 0; round < 200; round++) {
      const middle = 0.5 * (from + to);
      if (!(middle > from && middle < to)) break;
      if (reached(middle)) to = middle;
      else from = middle;
    }
    return to;
  }

  const mean = sum((law) => law.mean);
  const form: Form = { kind: 'mixture', parts: weighed.map(({ weight, law }) => ({ weight, form: law.form })) };
  return {
    form,
    mean,
    get variance() {
      return sum((law) => law.variance + (law.mean - mean) * (law.mean - mean));
    },
    low,
    high,
    cdf: (x) => tails(x).lower,
    tails,
    quantile: (p) => inverse(p, 1 - p),
    inverse,
    parts: weighed,
  };
}
