/** Merges what the blocks of a run return, in the order of their units (`makeInOrder`). */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { BlockResult, Samples, UnitSums } from './block.ts';
import { TRIALS_PER_UNIT } from './block.ts';
import { makeClusterAdder, type ClusterSums } from './cluster-sums.ts';
import { makeColumnAdder, type ColumnSums } from './column-sums.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import { makeGrowable } from './growable.ts';
import { SAMPLE_BINS, sampleItems } from './sample-items.ts';
import { GROUPS, makeWorldCounts, type Distributions } from './world-counts.ts';

export interface AccumulatorPlan {
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /**
   * Columns whose sums are kept for each world; `watchableColumns` when absent. The limits of a model need only
   * `limitColumns`.
   */
  readonly watched?: Int32Array | undefined;
  /**
   * True where the run may end before its last world: worlds then take turns in the groups behind the standard errors
   * of outage quantiles; otherwise the groups are stretches of all planned worlds.
   */
  readonly interleaved?: boolean | undefined;
  /** Whether the harm of each trial is kept, for `harm`. */
  readonly harm?: boolean | undefined;
  /** Distinct columns whose sums are kept cluster by cluster, for `clusterSums`; none when absent. */
  readonly clustered?: Int32Array | undefined;
}

/** Sums of a watched column over the trials of each world, and of its square. Shapes [worlds]. */
export interface WorldSums {
  readonly sum: Float64Array;
  readonly square: Float64Array;
}

/**
 * What has been measured so far, as views that are valid until the next block is added.
 *
 * Only whole worlds count, or the trials of the first one while there is none.
 */
export interface Measured {
  /** Worlds that count. */
  readonly worlds: number;
  /** The group in which each counting world is counted (`samples`), 0..15. Shape [worlds]. */
  readonly groupOf: Int32Array;
  /** Trials in all, and in each world. */
  readonly trials: number;
  readonly trialsPerWorld: number;
  readonly periods: number;
  /** Independent clusters behind the standard errors: worlds when `byWorld`, otherwise trials. */
  readonly byWorld: boolean;
  readonly clusters: number;
  /** The model is uncertain but the figures come from one world only. */
  readonly givenThisWorld: boolean;
  /** Over the clusters. */
  readonly columns: ColumnSums;
  /** Counted loss by world, trial, period. Shape [trials * periods]. */
  readonly loss: Float64Array;
  /** Largest counted loss of one root event, likewise. */
  readonly largest: Float64Array;
  /** Of the numbers of `sampleItems`. */
  readonly samples: Distributions;
  /** @throws RangeError when the column is not watched. */
  ofWorlds(column: number): WorldSums;
}

export interface Accumulator {
  readonly plan: AccumulatorPlan;
  /**
   * Takes the next block, in order from 0. It keeps no reference to it, so its memory can be returned.
   *
   * @throws RangeError for any other.
   */
  add(block: BlockResult): void;
  /** Trials merged. */
  trialsDone(): number;
  /** Whole worlds merged. */
  worldsDone(): number;
  measured(): Measured;
  /** Sums of the columns in `clustered`. */
  clusterSums(): ClusterSums;
  /** Harm of each trial that was merged, by world, then trial; null where it is not kept. */
  harm(): Float64Array | null;
  /** Approximate bytes kept. */
  bytes(): number;
}

/** Numbers kept per column: sums by trial, by world and for the current world, and which of them it touched. */
const NUMBERS_OF_COLUMN = 12;

/** Columns that a limit could need world by world: breaches of watches, events that got through, harm. */
export function watchableColumns(model: CompiledModel, columns: Columns): Int32Array {
  const range = (first: number, length: number, step = 1): number[] =>
    Array.from({ length }, (_, index) => first + step * index);
  return Int32Array.from([
    ...range(columns.watch, model.watchHours.length),
    ...range(columns.threatGotThrough, model.threatIds.length, columns.perSource),
    ...range(columns.harmOver, model.harmLimitIds.length),
  ]);
}

export function makeAccumulator(model: CompiledModel, columns: Columns, plan: AccumulatorPlan): Accumulator {
  const { worlds, trialsPerWorld } = plan;
  const periods = model.periods;
  const sums = makeColumnAdder(columns);
  const samples = makeWorldCounts(sampleItems(model).count, SAMPLE_BINS, worlds, model.uncertain && worlds > 1);
  const loss = makeGrowable(worlds * trialsPerWorld * periods);
  const largest = makeGrowable(worlds * trialsPerWorld * periods);
  const harm = plan.harm === true ? makeGrowable(worlds * trialsPerWorld) : null;
  const watched = plan.watched ?? watchableColumns(model, columns);
  const watchedSum = makeGrowable(worlds * watched.length);
  const watchedSquare = makeGrowable(worlds * watched.length);

  const mostClusters = worlds > 1 ? worlds : Math.ceil(trialsPerWorld / TRIALS_PER_UNIT);
  const clusters = makeClusterAdder(plan.clustered ?? new Int32Array(0), columns, worlds, mostClusters);

  const groupOf = (ofWorld: number): number =>
    plan.interleaved === true ? ofWorld % GROUPS : Math.floor((ofWorld * GROUPS) / worlds);

  let nextBlock = 0;
  let world = 0;
  let trialsInWorld = 0;

  /** Counts the samples of the current world. */
  const addSamples = ({ world: worldOf, start, pairs }: Samples): void => {
    const run = worldOf.indexOf(world);
    if (run >= 0) samples.addAll(pairs, start[run]!, start[run + 1]!);
  };

  const endWorld = (): void => {
    watchedSum.append(Float64Array.from(watched, (column) => sums.unfinished.sum[column]!));
    watchedSquare.append(Float64Array.from(watched, (column) => sums.unfinished.square[column]!));
    sums.endWorld();
    clusters.endWorld();
    samples.endWorld(groupOf(world));
    world++;
    trialsInWorld = 0;
  };

  const addUnit = (unit: UnitSums): void => {
    if (unit.world !== world || unit.firstTrial !== trialsInWorld || trialsInWorld + unit.trials > trialsPerWorld) {
      throw new RangeError(`unit of trials from ${unit.firstTrial} of world ${unit.world} is out of order`);
    }
    sums.add(unit);
    clusters.add(unit);
    loss.append(unit.loss);
    largest.append(unit.largest);
    harm?.append(unit.harm.length === 0 ? new Float64Array(unit.trials) : unit.harm);
    trialsInWorld += unit.trials;
  };

  const add = (block: BlockResult): void => {
    if (block.block !== nextBlock) throw new RangeError(`block ${block.block} came in place of block ${nextBlock}`);
    nextBlock++;
    for (const [index, unit] of block.units.entries()) {
      addUnit(unit);
      if (block.units[index + 1]?.world === world) continue;
      addSamples(block.samples);
      if (trialsInWorld === trialsPerWorld) endWorld();
    }
  };

  const measured = (): Measured => {
    const whole = world > 0;
    const trials = whole ? world * trialsPerWorld : trialsInWorld;
    const byWorld = model.uncertain && world > 1;
    return {
      worlds: whole ? world : trials > 0 ? 1 : 0,
      groupOf: Int32Array.from({ length: whole ? world : trials > 0 ? 1 : 0 }, (_, each) => groupOf(each)),
      trials,
      trialsPerWorld: whole ? trialsPerWorld : trials,
      periods,
      byWorld,
      clusters: byWorld ? world : trials,
      givenThisWorld: model.uncertain && !byWorld,
      columns: byWorld ? sums.byWorld : whole ? sums.byTrial : sums.unfinished,
      loss: loss.view(0, trials * periods),
      largest: largest.view(0, trials * periods),
      samples: samples.distributions(whole),
      ofWorlds: (column) => {
        const at = watched.indexOf(column);
        if (at < 0) throw new RangeError(`column ${column} is not watched`);
        if (!whole) {
          const { sum, square } = sums.unfinished;
          return { sum: Float64Array.of(sum[column]!), square: Float64Array.of(square[column]!) };
        }
        const pick = (from: Float64Array): Float64Array =>
          Float64Array.from({ length: world }, (_, index) => from[index * watched.length + at]!);
        return {
          sum: pick(watchedSum.view(0, watchedSum.length)),
          square: pick(watchedSquare.view(0, watchedSquare.length)),
        };
      },
    };
  };

  return {
    plan,
    add,
    trialsDone: () => world * trialsPerWorld + trialsInWorld,
    worldsDone: () => world,
    measured,
    clusterSums: clusters.sums,
    harm: () => harm?.view(0, world > 0 ? world * trialsPerWorld : trialsInWorld) ?? null,
    bytes: () =>
      [loss, largest, watchedSum, watchedSquare, ...(harm === null ? [] : [harm])].reduce(
        (sum, { bytes }) => sum + bytes,
        0,
      ) +
      clusters.bytes() +
      samples.bytes() +
      columns.count * NUMBERS_OF_COLUMN * Float64Array.BYTES_PER_ELEMENT,
  };
}
