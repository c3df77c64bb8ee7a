/** What paths of drivers have been in some of a run's trials, period by period, beside what these lost: no kernel is needed. */
import type { Measured } from '../../accumulate/accumulator.ts';
import { makeDriverPaths } from '../../drivers/path/driver-paths.ts';
import { driversOf } from '../../drivers/tables.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import type { Batched } from './batches.ts';

/** Trials that are read, at most. */
const MOST = 20_000;

const BATCHES = 20;

export interface PathReading extends Batched {
  /** Counted loss of each period. Shape [periods]. */
  readonly loss: Float64Array;
  /** 1 where a state is in force at some time of a period. Shape [states][periods]. */
  readonly seen: readonly Uint8Array[];
  /** Mean of each index over a period. Shape [indices][periods]. */
  readonly mean: readonly Float64Array[];
  /** Values that each index takes, and for how long. */
  readonly values: readonly {
    readonly value: Float64Array;
    readonly hours: Float64Array;
    /** Period in which it begins. */
    readonly period: Int32Array;
  }[];
}

/** Values of an index as they come. */
interface Growing {
  readonly value: number[];
  readonly hours: number[];
  readonly period: number[];
}

/**
 * Reads the first trials of each world, or of the only one.
 *
 * @returns Null where there are no drivers.
 */
export function readPaths(compiled: CompiledModel, seed: string, measured: Measured): PathReading | null {
  if (driversOf(compiled) === undefined) return null;
  const { periods: perTrial, periodHours, horizonHours } = compiled;
  const { worlds, trialsPerWorld, byWorld } = measured;
  const paths = makeDriverPaths(compiled, seed);
  const { log, tables } = paths;
  const { counts, turnTime, turnWhat, turnSpell, turnValue, spellState } = log;
  const drivers = tables.driverIds.length;
  const indices = tables.indexIds.length;
  const read = Math.min(worlds, MOST);
  const each = Math.min(trialsPerWorld, Math.max(1, Math.floor(MOST / read)));
  const periods = read * each * perTrial;
  const clusters = byWorld ? read : read * each;
  const batches = Math.min(BATCHES, clusters);

  const loss = new Float64Array(periods);
  const batch = new Uint8Array(periods);
  const seen = tables.stateIds.map(() => new Uint8Array(periods));
  const mean = tables.indexIds.map(() => new Float64Array(periods));
  const values = tables.indexIds.map((): Growing => ({ value: [], hours: [], period: [] }));
  const since = new Float64Array(drivers + indices);
  const state = new Int32Array(drivers);
  const value = new Float64Array(indices);

  function stay(what: number, until: number, first: number): void {
    const from = since[what]!;
    since[what] = until;
    if (!(until > from)) return;
    if (what >= drivers) {
      const { value: of, hours, period } = values[what - drivers]!;
      of.push(value[what - drivers]!);
      hours.push(until - from);
      period.push(first + Math.min(perTrial - 1, Math.floor(from / periodHours)));
    } else if (state[what]! < 0) return;
    for (let p = Math.min(perTrial - 1, Math.floor(from / periodHours)); p < perTrial; p++) {
      const begin = p * periodHours;
      if (p > 0 && begin >= until) return;
      if (what < drivers) {
        seen[state[what]!]![first + p] = 1;
        continue;
      }
      const end = p === perTrial - 1 ? horizonHours : begin + periodHours;
      const hours = Math.min(until, end) - Math.max(from, begin);
      mean[what - drivers]![first + p]! += (hours / (end - begin)) * value[what - drivers]!;
    }
  }

  let first = 0;
  for (let world = 0; world < read; world++) {
    for (let trial = 0; trial < each; trial++, first += perTrial) {
      const from = (world * trialsPerWorld + trial) * perTrial;
      loss.set(measured.loss.subarray(from, from + perTrial), first);
      const cluster = byWorld ? world : world * each + trial;
      batch.fill(Math.floor((cluster * batches) / clusters), first, first + perTrial);
      paths.make(world, trial);
      since.fill(0);
      state.fill(-1);
      value.fill(1);
      for (let t = 0; t < counts[1]!; t++) {
        const what = turnWhat[t]!;
        stay(what, Math.min(turnTime[t]!, horizonHours), first);
        if (what >= drivers) value[what - drivers] = turnValue[t]!;
        else state[what] = turnSpell[t]! < 0 ? -1 : spellState[turnSpell[t]!]!;
      }
      for (let what = 0; what < since.length; what++) stay(what, horizonHours, first);
    }
  }
  return {
    periods,
    batches,
    batch,
    loss,
    seen,
    mean,
    values: values.map((of) => ({
      value: Float64Array.from(of.value),
      hours: Float64Array.from(of.hours),
      period: Int32Array.from(of.period),
    })),
  };
}
