/** The Poisson law of a count, scaled by a unit. */
import { exp, log } from '../random/elementary.ts';
import { requirePositive } from './continuous.ts';
import { discreteLaw } from './discrete.ts';
import type { FittedLaw } from './distribution.ts';

/** Logarithm of the density relative to the mode below which a count is left out: no 52-bit draw reaches it. */
const LEAST = -40;

/** @param mean Of the count. @param unit Value of a count of one. @throws RangeError unless both are positive. */
export function poissonLaw(mean: number, unit: number): FittedLaw {
  requirePositive('poisson', 'mean', mean);
  requirePositive('poisson', 'unit', unit);
  const values: number[] = [];
  const weights: number[] = [];
  let logWeight = -mean;
  let sum = 0;
  for (let count = 0; ; count++) {
    const weight = logWeight > LEAST ? exp(logWeight) : 0;
    // Beyond this, the sum is 1 to the last bit.
    if (count > mean && weight < 4e-16 * sum) return discreteLaw(values, weights);
    if (weight > 0) {
      values.push(count * unit);
      weights.push(weight);
      sum += weight;
    }
    logWeight += log(mean) - log(count + 1);
  }
}
