/** How failures multiply: outages by generation, and outages a cascade. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { SnowballGrowth } from '../../results/snowball/growth.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import { errorOfSum } from '../../sim/measure/errors/ratio.ts';
import type { Futures, FuturesOptions } from '../../sim/session/futures.ts';
import { MOST_GENERATIONS } from './read-generations.ts';

export interface Generations extends SnowballGrowth {
  /** Outages of each generation, in all the trials looked at; the last is the last that was seen. */
  readonly outages: readonly number[];
}

/** Ratio of two sums with its error by cluster. */
function ratioOf(above: Float64Array, below: Float64Array): Estimate {
  const clusters = above.length;
  const [a, b] = [above, below].map((of) => of.reduce((sum, each) => sum + each, 0)) as [number, number];
  const r = a / b;
  let [size, squares, residuals] = [0, 0, 0];
  above.forEach((each, cluster) => {
    const own = below[cluster]!;
    size += own;
    squares += own * own;
    residuals += (each - r * own) * (each - r * own);
  });
  const error = errorOfSum(residuals, clusters) / b;
  return estimate(r, error, effectiveNumber(size, squares) < FEWEST_EFFECTIVE);
}

/**
 * Outages by generation. R of a generation is how many outages of the next one each of it sets off. Over all generations the ratio is
 * 1 - 1 / (outages a cascade), below 1 whatever the network, so outages a cascade are told instead: it is no threshold.
 *
 * Errors are clustered by world, by trial where there is one.
 *
 * @param trials Numbers of trials, ascending: those of the tail, for example.
 * @returns Null where no node has an outage.
 * @see Harris (1963), The Theory of Branching Processes, Springer, chapter I (mean of a generation, total progeny).
 */
export async function generationsOf(
  futures: Futures,
  trials: Int32Array,
  options: FuturesOptions = {},
): Promise<Generations | null> {
  const { worlds, trialsPerWorld } = futures.sample;
  const parts = await futures.read<null, Float64Array>('generations', trials, null, options);
  const clusterOf = (trial: number): number => (worlds > 1 ? Math.floor(trial / trialsPerWorld) : trial);
  const numberOf = new Map([...new Set(Array.from(trials, clusterOf))].map((cluster, number) => [cluster, number]));
  // Clusters of which no trial is looked at add nothing to a ratio.
  const counts = Array.from({ length: MOST_GENERATIONS + 1 }, () => new Float64Array(numberOf.size));
  let entry = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += MOST_GENERATIONS, entry++) {
      const cluster = numberOf.get(clusterOf(trials[entry]!))!;
      for (let k = 0; k < MOST_GENERATIONS; k++) counts[k]![cluster]! += part[at + k]!;
    }
  }
  const totals = counts.map((of) => of.reduce((sum, each) => sum + each, 0));
  const last = totals.findLastIndex((total) => total > 0);
  const all = new Float64Array(numberOf.size);
  for (const of of counts) of.forEach((each, cluster) => (all[cluster]! += each));
  if (last < 0) return null;
  return {
    outages: totals.slice(0, last + 1),
    ratios: Array.from({ length: last }, (_, generation) => ratioOf(counts[generation + 1]!, counts[generation]!)),
    outagesPerCascade: ratioOf(all, counts[0]!),
  };
}
