/** From where to where the values of a quantity usually lie: close enough for judging what a formula makes of them. */
import type { Law, Quantity } from '../quantity.ts';
import { liesBelowOne } from './laws/below-one.ts';
import { recordOf } from './laws/laws.ts';

/** Normal quantile of .95: the ends of an interval. */
const Z_95 = 1.6448536269514722;

/** Two ends and a value between them. */
export interface Range {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** The point `z` standard deviations along the way from a median to a 95th (or 5th) percentile, on a scale on which it is straight. */
function along(median: number, end: number, z: number, isShare: boolean): number {
  const to = (x: number): number => (isShare ? Math.log(x / (1 - x)) : Math.log(x));
  const y = to(median) + (z / Z_95) * (to(end) - to(median));
  return isShare ? 1 / (1 + Math.exp(-y)) : Math.exp(y);
}

function middleOf(law: Law, low: number, high: number): number {
  if (low === high) return low;
  if (law.kind === 'discrete') return law.values[law.weights.indexOf(Math.max(...law.weights))] ?? low;
  return low > 0 ? Math.sqrt(low) * Math.sqrt(high) : 0.5 * (low + high);
}

/**
 * About the quantiles that a normal law has `z` standard deviations below and above its median, and about the median. Laws with
 * ends of their own reach these from about 3 on.
 *
 * @returns Null for a formula, whose values are not known here.
 */
export function usualRange({ law, dimension, min, max, widening }: Quantity, z: number): Range | null {
  if (law.kind === 'formula') return null;
  const clamp = (x: number): number => Math.min(Math.max(x, min ?? x), max ?? x);
  const range = (low: number, mid: number, high: number): Range => ({
    low: clamp(low),
    mid: clamp(mid),
    high: clamp(high),
  });
  if (law.kind === 'interval' || law.kind === 'threePoint') {
    const isShare = liesBelowOne(dimension, law.high);
    const mid = law.kind === 'threePoint' ? law.mid : along(law.low, law.high, Z_95 / 2, isShare);
    const far = z * widening;
    return range(along(mid, law.low, far, isShare), mid, along(mid, law.high, far, isShare));
  }
  const [low, high] = recordOf(law).reach(law, z);
  return range(low, middleOf(law, low, high), high);
}
