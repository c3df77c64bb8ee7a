/** Probability, mean and share of a chain, with errors by world. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import { FEWEST_EXCEEDANCES } from '../../sim/measure/errors/effective.ts';

/** What a chain costs in one period of the tail. */
export interface TailCost {
  /** Cluster of the period: its world, or its trial where there is one world. */
  readonly cluster: number;
  /** Of the period in the tail, at most 1. */
  readonly weight: number;
  /** Along the chain, and in all [money]. */
  readonly cost: number;
  readonly loss: number;
}

export interface ChainFigures {
  readonly probability: Estimate;
  readonly meanLoss: Estimate;
  readonly shareOfTail: Estimate;
}

/**
 * Figures of a chain. The sum of probability x mean over chains that share out the loss is (1 - a) T.
 *
 * Errors are those of ratios of sums over clusters; where the tail begins is taken as known, which moves a share only
 * in the second order.
 *
 * @param tail All periods of the tail.
 * @param periods Of the run. @param clusters Of the run.
 * @see Cochran (1977), Sampling Techniques, 3rd ed., section 6.
 */
export function chainFigures(tail: readonly TailCost[], periods: number, clusters: number): ChainFigures {
  let [count, cost, loss, seen] = [0, 0, 0, 0];
  for (const one of tail) {
    loss += one.weight * one.loss;
    if (!(one.cost > 0)) continue;
    seen++;
    count += one.weight;
    cost += one.weight * one.cost;
  }
  const probability = count / periods;
  const mean = count > 0 ? cost / count : 0;
  const share = loss > 0 ? cost / loss : 0;
  /** Root of the sum of squares of what clusters contribute; `rest` is what each of those without a period here does. */
  const spread = (of: (one: TailCost) => number, rest: number): number => {
    const sums = new Map<number, number>();
    for (const one of tail) sums.set(one.cluster, (sums.get(one.cluster) ?? rest) + of(one));
    const squares = [...sums.values()].reduce((sum, value) => sum + value * value, 0);
    const others = (clusters - sums.size) * rest * rest;
    return clusters > 1 ? Math.sqrt(((squares + others) * clusters) / (clusters - 1)) : Infinity;
  };
  const costs = (one: TailCost): number => (one.cost > 0 ? one.weight : 0);
  const unreliable = seen < FEWEST_EXCEEDANCES;
  return {
    probability: estimate(probability, spread(costs, -count / clusters) / periods, unreliable),
    meanLoss: estimate(mean, count > 0 ? spread((one) => costs(one) * (one.cost - mean), 0) / count : 0, unreliable),
    shareOfTail: estimate(
      share,
      loss > 0 ? spread((one) => one.weight * (one.cost - share * one.loss), 0) / loss : 0,
      unreliable,
    ),
  };
}
