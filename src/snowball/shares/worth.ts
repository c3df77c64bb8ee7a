/**
 * What a set of threats is worth: the tail mean of its futures, and what each cluster of futures moves it by. Shares are sums over thousands of
 * sets, so that is kept by cluster, and by batches of trials where there is one world.
 */
import { estimate, type Estimate } from '../../results/estimate.ts';
import { momentsOfMeans } from '../../sim/measure/errors/cluster-moments.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import { tailValueAtRisk, valueAtRisk } from '../../sim/measure/quantiles.ts';

/** Batches of trials that stand for clusters where there is one world, at most. */
const MOST_BATCHES = 1000;

/** Of how many periods, in which clusters, losses are. */
export interface Shape {
  /** Periods in all, by world, trial, period. */
  readonly periods: number;
  /** Worlds, or batches of trials where there is one world. */
  readonly clusters: number;
  readonly isBatched: boolean;
}

/** The shape of a run. */
export function shapeOf(run: {
  readonly losses: Float64Array;
  readonly worlds: number;
  readonly trialsPerWorld: number;
}): Shape {
  const isBatched = run.worlds === 1;
  const clusters = isBatched ? Math.min(run.trialsPerWorld, MOST_BATCHES) : run.worlds;
  return { periods: run.losses.length, clusters, isBatched };
}

/** Losses of some periods; those of all others are 0. */
export interface SomeLosses {
  /** Places among all periods. Shape [entries], in any order. */
  readonly place: ArrayLike<number>;
  /** Not negative. Shape [entries]. */
  readonly loss: ArrayLike<number>;
}

export interface Worth {
  readonly value: number;
  /** Mean influence of each cluster, h(L) = q + (L - q)+ / (1 - level), about the value. Shape [clusters]. */
  readonly influence: Float64Array;
}

/** The cluster of a period. */
const clusterOf = (place: number, { periods, clusters }: Shape): number => Math.floor((place * clusters) / periods);

/**
 * Tail value at risk with its influence by cluster.
 *
 * @param level Below 1; 0 gives the mean.
 * @see Manistre & Hancock (2005), Variance of the CTE estimator, North American Actuarial Journal 9, 129-156.
 */
export function worthOf({ place, loss }: SomeLosses, shape: Shape, level: number): Worth {
  const { periods, clusters } = shape;
  // Only the worst matter: what is not listed is 0, and stands below them.
  const sorted = Float64Array.from(loss).toSorted();
  const worst = new Float64Array(Math.min(periods, Math.max(sorted.length, Math.ceil(periods * (1 - level)) + 1)));
  worst.set(sorted, worst.length - sorted.length);
  const within = 1 - (periods * (1 - level)) / worst.length;
  const boundary = level === 0 ? 0 : valueAtRisk(worst, within);
  const influence = new Float64Array(clusters).fill(boundary);
  const size = periods / clusters;
  for (let entry = 0; entry < place.length; entry++) {
    const over = loss[entry]! - boundary;
    if (over > 0) influence[clusterOf(place[entry]!, shape)]! += over / (1 - level) / size;
  }
  return { value: tailValueAtRisk(worst, Math.max(0, within)), influence };
}

/** An estimate by what each cluster moves it; `unreliable` where few clusters do. */
export function estimateOf(value: number, influence: Float64Array, isBatched: boolean): Estimate {
  const { error, mean } = momentsOfMeans(influence);
  let [sum, squares] = [0, 0];
  for (const each of influence) {
    sum += Math.abs(each - mean);
    squares += (each - mean) * (each - mean);
  }
  const most = isBatched ? influence.length / 2 : Infinity;
  const isThin = error > 0 && effectiveNumber(sum, squares) < Math.min(FEWEST_EFFECTIVE, most);
  return estimate(value, error, isThin);
}

/** What a part is of a whole, X / T, by d - (X / T) h. Where the money is known badly the share may be known well. */
export function shareOf(part: Worth, whole: Worth, isBatched: boolean): Estimate {
  const share = whole.value === 0 ? 0 : part.value / whole.value;
  const influence = part.influence.map((d, cluster) => d - share * whole.influence[cluster]!);
  return estimateOf(
    share,
    influence.map((each) => (whole.value === 0 ? 0 : each / whole.value)),
    isBatched,
  );
}
