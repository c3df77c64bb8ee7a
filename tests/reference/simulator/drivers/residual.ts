/** What is left of a spell that is met at random: the law with density P(lasts > x) / m. DESIGN drivers D2. */
import type { Quantity } from '../../../../src/model/quantity.ts';
import { distributionOf, type Distribution } from '../../../../src/sim/distributions/distribution-of.ts';

/** Nodes and weights of Gauss and Legendre on -1..1, of five points, those above 0. */
const POINTS = [
  [0, 0.5688888888888889],
  [0.5384693101056831, 0.47862867049936647],
  [0.906179845938664, 0.23692688505618908],
] as const;

const PIECES = 2048;

function integral(f: (x: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const sum = POINTS.reduce(
    (total, [x, weight]) => total + weight * (x === 0 ? f(middle) : f(middle - half * x) + f(middle + half * x)),
    0,
  );
  return sum * half;
}

/** Quantile of what is left, of a law as it is stated. */
export function residualQuantile(quantity: Quantity): (u: number) => number {
  const law: Distribution = distributionOf(quantity);
  const survives = (x: number): number => 1 - law.cdf(x);
  // Pieces between quantiles, so that every jump is an end of one; the last go on where the tail is thin.
  const chances = Array.from({ length: PIECES }, (_, i) => (i + 0.5) / PIECES);
  const thin = Array.from({ length: 40 }, (_, i) => 1 - 2 ** -(11 + i));
  const cuts = [...new Set([0, Math.max(0, law.low), ...[...chances, ...thin].map((p) => law.quantile(p))])]
    .filter((cut) => Number.isFinite(cut))
    .toSorted((a, b) => a - b);
  const areas = cuts.slice(1).map((to, i) => integral(survives, cuts[i]!, to));
  const mean = areas.reduce((sum, area) => sum + area, 0);
  return (u) => {
    let left = u * mean;
    for (const [i, area] of areas.entries()) {
      if (left > area && i < areas.length - 1) {
        left -= area;
        continue;
      }
      let [low, high] = [cuts[i]!, cuts[i + 1]!];
      for (let halving = 0; halving < 60; halving++) {
        const middle = (low + high) / 2;
        if (integral(survives, cuts[i]!, middle) < left) low = middle;
        else high = middle;
      }
      return low;
    }
    return cuts[0]!;
  };
}
