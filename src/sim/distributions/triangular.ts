/** The triangular law. */
import { constantLaw } from './constant.ts';
import { continuousLaw, requireAscending } from './continuous.ts';
import type { FittedLaw } from './distribution.ts';

export function triangularLaw(low: number, mode: number, high: number): FittedLaw {
  requireAscending('triangular', low, mode, high);
  if (low === high) return constantLaw(low);
  const width = high - low;
  const rise = width * (mode - low);
  const fall = width * (high - mode);
  return continuousLaw({
    form: { kind: 'triangular', low, mode, high },
    low,
    high,
    tails: (x) => {
      if (x < mode) {
        const lower = ((x - low) * (x - low)) / rise;
        return { lower, upper: 1 - lower };
      }
      const upper = ((high - x) * (high - x)) / fall;
      return { lower: 1 - upper, upper };
    },
    inverse: (p, q) => (p * width < mode - low ? low + Math.sqrt(p * rise) : high - Math.sqrt(q * fall)),
    moments: () => {
      const [a, b] = [mode - low, high - mode];
      return { mean: low + (a + width) / 3, variance: (a * a + a * b + b * b) / 18 };
    },
  });
}
