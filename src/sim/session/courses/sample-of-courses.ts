/** A portfolio's sample, put together from courses that were run under it or under others. */
import type { Limit, Model } from '../../../model/model.ts';
import { TRIALS_PER_UNIT, type UnitSums } from '../../accumulate/block.ts';
import { makeClusterAdder } from '../../accumulate/cluster-sums.ts';
import type { Measured, WorldSums } from '../../accumulate/accumulator.ts';
import { makeColumnAdder } from '../../accumulate/column-sums.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import type { Columns } from '../../kernel/ground/columns.ts';
import { judged } from '../../measure/appetite/judged.ts';
import { limitColumns } from '../../measure/appetite/limit-columns.ts';
import { glancedOf } from '../../measure/appetite/limit-readings.ts';
import { unseenColumns } from '../../measure/errors/unseen.ts';
import type { Sample } from '../simulate.ts';
import type { TailShare } from '../tail-shares.ts';
import type { KnownCourses } from './known-courses.ts';

/** What is known of a portfolio by its courses: bit for bit what a run of its own gives. */
export type CourseSample = Pick<
  Sample,
  | 'variant'
  | 'losses'
  | 'worlds'
  | 'trialsPerWorld'
  | 'periods'
  | 'columns'
  | 'clusters'
  | 'harm'
  | 'judged'
  | 'glanced'
>;

/** The columns by which limits are judged, and others that are asked for; ascending. */
export function columnsOfCourses(
  model: Model,
  compiled: CompiledModel,
  columns: Columns,
  more: readonly number[],
): Int32Array {
  const read = [...limitColumns(model, compiled, columns), ...unseenColumns({ model, compiled, columns }), ...more];
  return Int32Array.from(new Set(read)).sort();
}

/** What a sample is put together from. */
export interface Composition {
  readonly variant: Sample['variant'];
  /** As it was run: `variant.compiled`, or that with some ignorance at its mean. */
  readonly compiled: CompiledModel;
  readonly layout: Columns;
  readonly known: KnownCourses;
  /** Course of each trial, by world, then trial. */
  readonly courses: Int32Array;
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /** The columns that courses keep. */
  readonly kept: Int32Array;
  /** Of them those of `Sample.clusters`. */
  readonly clustered: Int32Array;
}

interface Sums {
  readonly losses: Float64Array;
  readonly measured: Measured;
  readonly clusters: Sample['clusters'];
  readonly harm: Sample['harm'];
}

const NO_NODES = { node: new Int32Array(), rows: new Float64Array() };

/** The columns that no course keeps: a figure that is read from them is no number, rather than a wrong one. */
function spoilOthers(sums: readonly Float64Array[], kept: Int32Array): void {
  for (const sum of sums) {
    const values = Float64Array.from(kept, (column) => sum[column]!);
    sum.fill(NaN);
    kept.forEach((column, place) => {
      sum[column] = values[place]!;
    });
  }
}

function sumsOf({ compiled, layout, known, courses, worlds, trialsPerWorld, kept, clustered }: Composition): Sums {
  const { periods } = compiled;
  const adder = makeColumnAdder(layout);
  const clusters = makeClusterAdder(
    clustered,
    layout,
    worlds,
    worlds > 1 ? worlds : Math.ceil(trialsPerWorld / TRIALS_PER_UNIT),
  );
  const losses = new Float64Array(courses.length * periods);
  const ofWorlds = Array.from(kept, (): WorldSums => ({
    sum: new Float64Array(worlds),
    square: new Float64Array(worlds),
  }));
  const harmColumn = layout.kind + compiled.bearers;
  const harm = clustered.includes(harmColumn) ? new Float64Array(courses.length) : null;
  const harmPlace = harm === null ? -1 : kept.indexOf(harmColumn);
  let trial = 0;
  const sum = new Float64Array(kept.length);
  const square = new Float64Array(kept.length);
  const cross = new Float64Array(kept.length);
  const take = (place: number, value: number): void => {
    sum[place]! += value;
    square[place]! += value * value;
    if (place === harmPlace) harm![trial] = value;
  };
  const none = new Float64Array();
  for (let world = 0; world < worlds; world++) {
    for (let firstTrial = 0; firstTrial < trialsPerWorld; firstTrial += TRIALS_PER_UNIT) {
      const trials = Math.min(TRIALS_PER_UNIT, trialsPerWorld - firstTrial);
      const first = world * trialsPerWorld + firstTrial;
      sum.fill(0);
      square.fill(0);
      for (let at = first; at < first + trials; at++) {
        trial = at;
        known.lossesInto(courses[at]!, losses, at * periods);
        known.eachCell(courses[at]!, take);
      }
      const of = { world, firstTrial, trials, index: kept, sum, square, cross, loss: none, largest: none, harm: none };
      const unit: UnitSums = { ...of, ...NO_NODES };
      adder.add(unit);
      clusters.add(unit);
    }
    kept.forEach((column, place) => {
      ofWorlds[place]!.sum[world] = adder.unfinished.sum[column]!;
      ofWorlds[place]!.square[world] = adder.unfinished.square[column]!;
    });
    adder.endWorld();
    clusters.endWorld();
  }
  const byWorld = compiled.uncertain && worlds > 1;
  const trials = worlds * trialsPerWorld;
  const columns = byWorld ? adder.byWorld : adder.byTrial;
  spoilOthers(byWorld ? [columns.sum, columns.square, adder.byWorld.cube] : [columns.sum, columns.square], kept);
  const measured: Measured = {
    worlds,
    trials,
    trialsPerWorld,
    periods,
    byWorld,
    clusters: byWorld ? worlds : trials,
    givenThisWorld: compiled.uncertain && !byWorld,
    columns,
    loss: losses,
    ofWorlds: (column) => {
      const place = kept.indexOf(column);
      if (place < 0) throw new RangeError(`column ${column} is not kept`);
      return ofWorlds[place]!;
    },
    get groupOf(): never {
      throw new Error('courses keep no outages');
    },
    get largest(): never {
      throw new Error('courses keep no events');
    },
    get samples(): never {
      throw new Error('courses keep no outages');
    },
  };
  return { losses, measured, clusters: clusters.sums(), harm };
}

/**
 * @param tailOf Simulates the worst periods again, for limits on shares of them; called where there are such limits. Without it they are not
 *   resolved.
 * @returns Null when that was cut short.
 */
export async function sampleOfCourses(
  composition: Composition,
  tailOf?: (run: Pick<Sample, 'losses' | 'worlds' | 'trialsPerWorld'>) => Promise<readonly TailShare[] | null>,
): Promise<CourseSample | null> {
  const { variant, compiled, layout, worlds, trialsPerWorld, clustered } = composition;
  const { model } = variant;
  const { losses, measured, clusters, harm } = sumsOf(composition);
  const wantsTail = tailOf !== undefined && model.limits.some(({ kind }) => kind === 'shareOfTail');
  const tail = wantsTail ? await tailOf({ losses, worlds, trialsPerWorld }) : null;
  if (wantsTail && tail === null) return null;
  return {
    variant,
    losses,
    worlds,
    trialsPerWorld,
    periods: compiled.periods,
    columns: clustered,
    clusters,
    harm,
    judged: (limits: readonly Limit[] = model.limits) =>
      judged({ model, compiled, columns: layout, measured }, limits, { tail, long: null }),
    glanced: glancedOf({ compiled, columns: layout, measured }),
  };
}
