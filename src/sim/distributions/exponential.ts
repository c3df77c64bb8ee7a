/** The exponential law: memoryless. */
import { exp, expm1, log, log1p } from '../random/elementary.ts';
import { continuousLaw, requirePositive } from './continuous.ts';
import type { FittedLaw } from './distribution.ts';
import { weibullCurve } from './weibull.ts';

export function exponentialLaw(mean: number): FittedLaw {
  requirePositive('exponential', 'mean', mean);
  return continuousLaw({
    form: { kind: 'row', sample: 'exponential', params: [mean] },
    low: 0,
    high: Number.POSITIVE_INFINITY,
    tails: (x) => ({ lower: -expm1(-x / mean), upper: exp(-x / mean) }),
    inverse: (p, q) => -mean * (p < q ? log1p(-p) : log(q)),
    moments: () => ({ mean, variance: mean * mean }),
    curve: weibullCurve(1, mean),
  });
}
