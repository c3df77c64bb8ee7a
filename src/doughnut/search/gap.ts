/** By how much the best portfolio may be worse than the true best, told from groups of worlds. */
import type { View } from '../rings/view.ts';

const GROUPS = 10;
/** Student's 95 % quantile with nine degrees of freedom. */
const STUDENT = 1.8331129326536335;

export interface OptimalityGap {
  /** Mean over groups of what the best of each has less of total [money a year]. */
  readonly value: number;
  readonly standardError: number;
  /** The true gap lies below it in 95 of 100 such runs, as far as portfolios go that were tried. */
  readonly high: number;
}

/**
 * The gap of the best portfolio: in each of ten groups of worlds its mean total less the least of any tried. On average this is no
 * less than the true gap to the best of those tried.
 *
 * @param among Adequate portfolios, the best among them.
 * @returns Null with too few worlds to group.
 * @see Mak, Morton & Wood (1999), Monte Carlo bounding techniques for determining solution quality in stochastic programs, Operations
 *   Research Letters 24, 47-56. doi:10.1016/S0167-6377(98)00054-6
 */
export function optimalityGap({ set }: View, among: readonly number[], best: number): OptimalityGap | null {
  const worlds = set.weights.length;
  if (worlds < 2 * GROUPS) return null;
  const least = new Float64Array(GROUPS).fill(Infinity);
  const groupsOf = (portfolio: number): Float64Array => {
    const { whole, risk } = set.costs(portfolio);
    const sums = new Float64Array(GROUPS);
    const counts = new Float64Array(GROUPS);
    for (let world = 0; world < worlds; world++) {
      sums[world % GROUPS]! += whole[world]! + risk[world]!;
      counts[world % GROUPS]! += 1;
    }
    return sums.map((sum, group) => sum / counts[group]!);
  };
  for (const portfolio of among) {
    for (const [group, mean] of groupsOf(portfolio).entries()) least[group] = Math.min(least[group]!, mean);
  }
  const gaps = groupsOf(best).map((mean, group) => mean - least[group]!);
  const value = gaps.reduce((sum, gap) => sum + gap, 0) / GROUPS;
  const squares = gaps.reduce((sum, gap) => sum + (gap - value) * (gap - value), 0);
  const standardError = Math.sqrt(squares / (GROUPS - 1) / GROUPS);
  return { value, standardError, high: value + STUDENT * standardError };
}
