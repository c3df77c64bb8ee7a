/** The uniform law. */
import { constantLaw } from './constant.ts';
import { continuousLaw, requireAscending } from './continuous.ts';
import type { FittedLaw } from './distribution.ts';

export function uniformLaw(low: number, high: number): FittedLaw {
  requireAscending('uniform', low, high);
  if (low === high) return constantLaw(low);
  const width = high - low;
  return continuousLaw({
    form: { kind: 'uniform', low, high },
    low,
    high,
    tails: (x) => ({ lower: (x - low) / width, upper: (high - x) / width }),
    inverse: (p, q) => (p < q ? low + width * p : high - width * q),
    moments: () => ({ mean: low + 0.5 * width, variance: (width * width) / 12 }),
  });
}
