/** A law of finitely many values. */
import type { FittedLaw } from './distribution.ts';
import { constantLaw } from './constant.ts';

/**
 * @param values In any order; equal ones are merged.
 * @param weights Shares of the values, up to a common factor; not negative. Shape as `values`.
 * @throws RangeError when the weights are invalid.
 */
export function discreteLaw(values: readonly number[], weights: readonly number[]): FittedLaw {
  const share = new Map<number, number>();
  values.forEach((value, i) => {
    const weight = weights[i] ?? NaN;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`discrete: ${weight} is no weight of ${value}`);
    }
    if (weight > 0) share.set(value, (share.get(value) ?? 0) + weight);
  });
  const atoms = [...share].toSorted(([a], [b]) => a - b);
  const total = atoms.reduce((sum, [, weight]) => sum + weight, 0);
  const [first] = atoms;
  const last = atoms.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('discrete: no value has a weight');
  if (atoms.length === 1) return constantLaw(first[0]);

  const sorted = atoms.map(([value]) => value);
  let sum = 0;
  const cumulative = atoms.map(([, weight], i) => {
    sum += weight;
    return i === atoms.length - 1 ? 1 : sum / total;
  });
  const cdf = (x: number): number => {
    const after = sorted.findIndex((value) => value > x);
    return after < 0 ? 1 : (cumulative[after - 1] ?? 0);
  };
  const quantile = (p: number): number => sorted[cumulative.findIndex((upTo) => upTo >= p)] ?? last[0];
  const mean = atoms.reduce((m, [value, weight]) => m + (value * weight) / total, 0);
  return {
    form: { kind: 'discrete', values: sorted, cumulative },
    mean,
    variance: atoms.reduce((v, [value, weight]) => v + ((value - mean) * (value - mean) * weight) / total, 0),
    low: first[0],
    high: last[0],
    cdf,
    tails: (x) => ({ lower: cdf(x), upper: 1 - cdf(x) }),
    quantile,
    inverse: (p) => quantile(p),
  };
}
