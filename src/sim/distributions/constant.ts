/** A quantity that is a single number. */
import type { FittedLaw } from './distribution.ts';

export function constantLaw(value: number): FittedLaw {
  return {
    form: { kind: 'constant', value },
    mean: value,
    variance: 0,
    low: value,
    high: value,
    tails: (x) => (x < value ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 }),
    cdf: (x) => (x < value ? 0 : 1),
    quantile: () => value,
    inverse: () => value,
  };
}
