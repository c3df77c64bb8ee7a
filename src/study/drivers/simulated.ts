/** What paths of the drivers alone show: how often states are in force, and what they make of other figures. */
import type { Drivers } from '../../model/drivers.ts';
import type { Model } from '../../model/model.ts';
import type { Estimate } from '../../results/estimate.ts';
import { compileModel } from '../../sim/compile/compile-model.ts';
import { makeDriverPaths } from '../../sim/drivers/path/driver-paths.ts';
import type { MovedFigure } from './moved-figures.ts';

const WORLDS = 250;
const TRIALS = 40;
const SEED = 'ringfence';

/** A sum per world. */
interface Tally {
  readonly perWorld: Float64Array;
}

const tally = (): Tally => ({ perWorld: new Float64Array(WORLDS) });

function add({ perWorld }: Tally, world: number, amount: number): void {
  perWorld[world] = (perWorld[world] ?? 0) + amount;
}

/** Mean over worlds of a sum, divided, with its standard error over worlds. */
function estimateOf({ perWorld }: Tally, by: number): Estimate {
  const mean = perWorld.reduce((sum, one) => sum + one, 0) / WORLDS;
  const square = perWorld.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return { value: mean / by, standardError: Math.sqrt(square / (WORLDS * (WORLDS - 1))) / by };
}

const totalOf = ({ perWorld }: Tally): number => perWorld.reduce((sum, one) => sum + one, 0);

/** Of a state: `driver.state`. */
export interface SimulatedState {
  readonly shareOfTime: Estimate;
  readonly seenInPeriod: Estimate;
  readonly atStart: Estimate;
}

export interface Simulated {
  /** By `driver.state`. */
  readonly states: ReadonlyMap<string, SimulatedState>;
  /** Beside the figures asked for: the mean factor, and that in each state, by `driver.state`. */
  readonly figures: readonly { readonly mean: Estimate; readonly inState: ReadonlyMap<string, number> }[];
  readonly indices: ReadonlyMap<string, { readonly mean: Estimate; readonly low: number; readonly high: number }>;
  readonly clashingWorlds: number;
  readonly trials: number;
}

/**
 * Simulates the drivers of a model, under the scenario in force.
 *
 * What a factor is does not depend on the path of the drivers, so each counts with its mean; an index counts as it moves.
 */
export function simulateDrivers(model: Model, drivers: Drivers, figures: readonly MovedFigure[]): Simulated {
  const { horizonHours, periodHours } = model;
  const paths = makeDriverPaths(compileModel(model), SEED);
  const { log } = paths;
  const ids = drivers.states.flatMap(({ id, states }) => states.map((state) => `${id}.${state.id}`));
  const count = drivers.states.length;
  const periods = Math.max(1, Math.round(horizonHours / periodHours));
  const [time, seen, start] = [ids.map(tally), ids.map(tally), ids.map(tally)];
  const means = figures.map(tally);
  const inState = figures.map(() => new Float64Array(ids.length));
  const indexMeans = drivers.indices.map(tally);
  const indexValues: number[][] = drivers.indices.map(() => []);
  let clashing = 0;

  /** State in force of each driver, -1 for none, and values of indices. */
  const inForce = new Int32Array(count);
  const value = new Float64Array(drivers.indices.length);
  const lastSeen = new Int32Array(ids.length);

  const factorOf = ({ byState, byIndex }: MovedFigure): number => {
    let factor = 1;
    for (const state of inForce) if (state >= 0) factor *= byState[state] ?? 1;
    for (const { index, power } of byIndex) factor *= Math.pow(value[index] ?? 1, power);
    return factor;
  };

  /** Counts a stretch in which nothing changes. */
  function countStretch(world: number, from: number, to: number): void {
    if (!(to > from)) return;
    const hours = to - from;
    for (const state of inForce) {
      if (state < 0) continue;
      const tallied = time[state];
      if (tallied !== undefined) add(tallied, world, hours);
      const begins = from === 0 ? start[state] : undefined;
      if (begins !== undefined) add(begins, world, 1);
      const last = Math.min(periods - 1, Math.floor((to - 1e-9) / periodHours));
      for (let period = Math.floor(from / periodHours); period <= last; period++) {
        if ((lastSeen[state] ?? -1) >= period) continue;
        lastSeen[state] = period;
        const one = seen[state];
        if (one !== undefined) add(one, world, 1);
      }
    }
    figures.forEach((figure, f) => {
      const factor = factorOf(figure);
      const mean = means[f];
      if (mean !== undefined) add(mean, world, factor * hours);
      for (const state of inForce) {
        const sums = inState[f];
        if (state >= 0 && sums !== undefined) sums[state] = (sums[state] ?? 0) + factor * hours;
      }
    });
    value.forEach((one, i) => {
      const mean = indexMeans[i];
      if (mean !== undefined) add(mean, world, one * hours);
    });
  }

  for (let world = 0; world < WORLDS; world++) {
    for (let trial = 0; trial < TRIALS; trial++) {
      paths.make(world, trial);
      inForce.fill(-1);
      lastSeen.fill(-1);
      value.fill(1);
      const turns = log.counts[1] ?? 0;
      let from = 0;
      for (let t = 0; t < turns; t++) {
        const at = Math.min(horizonHours, log.turnTime[t] ?? 0);
        if (at > from) {
          countStretch(world, from, at);
          from = at;
        }
        const what = log.turnWhat[t] ?? 0;
        if (what >= count) value[what - count] = log.turnValue[t] ?? 1;
        else {
          const spell = log.turnSpell[t] ?? -1;
          inForce[what] = spell < 0 ? -1 : (log.spellState[spell] ?? -1);
        }
      }
      countStretch(world, from, horizonHours);
      value.forEach((one, i) => indexValues[i]?.push(one));
    }
    if (drivers.correlations.length > 0 && paths.clashes()) clashing++;
  }

  const timeOf = (state: number): number => {
    const tallied = time[state];
    return tallied === undefined ? 0 : totalOf(tallied);
  };
  const of = (list: readonly Tally[], i: number, by: number): Estimate => estimateOf(list[i] ?? tally(), by);
  return {
    trials: WORLDS * TRIALS,
    clashingWorlds: clashing / WORLDS,
    states: new Map(
      ids.map((id, s) => [
        id,
        {
          shareOfTime: of(time, s, TRIALS * horizonHours),
          seenInPeriod: of(seen, s, TRIALS * periods),
          atStart: of(start, s, TRIALS),
        },
      ]),
    ),
    figures: figures.map((_, f) => ({
      mean: of(means, f, TRIALS * horizonHours),
      inState: new Map(
        ids.flatMap((id, s): [string, number][] => {
          const hours = timeOf(s);
          return hours > 0 ? [[id, (inState[f]?.[s] ?? 0) / hours]] : [];
        }),
      ),
    })),
    indices: new Map(
      drivers.indices.map(({ id }, i) => {
        const sorted = (indexValues[i] ?? []).toSorted((a, b) => a - b);
        const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 1;
        return [id, { mean: of(indexMeans, i, TRIALS * horizonHours), low: at(0.05), high: at(0.95) }];
      }),
    ),
  };
}
