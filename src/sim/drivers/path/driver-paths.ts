/** Paths of drivers alone, without a kernel: for what follows from the drivers that a model states. */
import type { Sampler } from '../../distributions/sampler.ts';
import { makeDraws } from '../../random/draws.ts';
import { streamKeys } from '../../random/key.ts';
import { makeCalendar } from '../../kernel/ground/calendar.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import { makeWorld } from '../../kernel/ground/world.ts';
import { driversOf, type DriverTables } from '../tables.ts';
import type { PathLog } from './log.ts';
import { greatestOf, makePath } from './make-path.ts';

export interface DriverPaths {
  readonly tables: DriverTables;
  /** Makes the path of a trial the current one. Quickest for trials of a world in order. */
  make(world: number, trial: number): void;
  /** Of the current trial. */
  readonly log: PathLog;
  /** Whether the correlations of the current world clash. */
  readonly clashes: () => boolean;
  /** Values of the current world. Shape [slots]. */
  readonly slots: Float64Array;
  readonly sampler: Sampler;
}

/**
 * The same paths as those of simulated trials under the seed.
 *
 * @throws RangeError for a model without drivers.
 */
export function makeDriverPaths(model: CompiledModel, seed: string): DriverPaths {
  const tables = driversOf(model);
  if (tables === undefined) throw new RangeError('the model has no drivers');
  const id = new Int32Array(2);
  const world = makeWorld(model, streamKeys(seed, model.streamLabels), id);
  const { slots, sampler } = world;
  const path = makePath({
    tables,
    horizonHours: model.horizonHours,
    calendar: makeCalendar(model),
    greatest: greatestOf(model),
    samplers: model.samplers,
    sampler,
    slots,
    draws: makeDraws(streamKeys(seed, tables.labels)),
  });
  let entered = -1;
  return {
    tables,
    slots,
    sampler,
    log: path.log,
    clashes: path.clashes,
    make: (w, trial) => {
      if (w !== entered) world.enter(w);
      entered = w;
      id[0] = w;
      id[1] = trial;
      path.make(w, trial);
    },
  };
}
