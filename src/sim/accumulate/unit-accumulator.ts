/** Forms the sums of a unit, trial by trial, beside the kernel. */
import type { CompiledModel } from '../kernel/compiled-model.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { TRIALS_PER_UNIT, type HistogramCounts, type UnitSums } from './block.ts';
import type { Columns } from '../kernel/columns.ts';
import { denominatorsOf } from './denominators.ts';
import { makeHistogramBuffer } from './histogram-buffer.ts';
import { hoursBinsOf } from './hours-bins.ts';

export interface UnitAccumulator {
  /** Begins a unit of at most `capacity` trials, 1 to TRIALS_PER_UNIT. */
  begin(world: number, firstTrial: number, capacity: number): void;
  /** Adds the trial that the kernel has just simulated. */
  addTrial(kernel: Kernel): void;
  endUnit(): UnitSums;
  /** Histograms of all trials since they were last taken. */
  takeHistograms(): { readonly longest: HistogramCounts; readonly first: HistogramCounts };
}

/** Columns to each that was touched from which sorting is quicker. */
const SCARCE = 16;

export function makeUnitAccumulator(model: CompiledModel, columns: Columns): UnitAccumulator {
  const periods = model.periods;
  const denominator = denominatorsOf(columns);
  const bins = hoursBinsOf(model.nodeIds.length);
  const longestHours = makeHistogramBuffer();
  const firstHours = makeHistogramBuffer();

  const sum = new Float64Array(columns.count);
  const square = new Float64Array(columns.count);
  const cross = new Float64Array(columns.count);
  const seen = new Uint8Array(columns.count);
  const index = new Int32Array(columns.count);
  let touched = 0;

  let world = 0;
  let firstTrial = 0;
  let trials = 0;
  let loss = new Float64Array(0);
  let largest = new Float64Array(0);

  const begin = (ofWorld: number, first: number, capacity: number): void => {
    if (capacity < 1 || capacity > TRIALS_PER_UNIT) throw new RangeError(`a unit of ${capacity} trials`);
    world = ofWorld;
    firstTrial = first;
    trials = 0;
    for (let k = 0; k < touched; k++) {
      const column = index[k]!;
      sum[column] = 0;
      square[column] = 0;
      cross[column] = 0;
      seen[column] = 0;
    }
    touched = 0;
    loss = new Float64Array(capacity * periods);
    largest = new Float64Array(capacity * periods);
    longestHours.begin(world);
    firstHours.begin(world);
  };

  const addTrial = (kernel: Kernel): void => {
    const value = kernel.columns;
    const touchedHere = kernel.touchedColumns();
    for (let k = 0; k < touchedHere; k++) {
      const column = kernel.touched[k]!;
      const x = value[column]!;
      if (seen[column] === 0) {
        seen[column] = 1;
        index[touched++] = column;
      }
      sum[column]! += x;
      square[column]! += x * x;
      const of = denominator[column]!;
      if (of >= 0) cross[column]! += x * value[of]!;
    }
    const at = trials * periods;
    for (let period = 0; period < periods; period++) {
      loss[at + period] = kernel.periodLoss[period]!;
      largest[at + period] = kernel.periodLargest[period]!;
    }
    const down = kernel.downNodes();
    for (let k = 0; k < down; k++) {
      const node = kernel.downNode[k]!;
      longestHours.add(node * bins.count + bins.bin(kernel.longestOutageHours[node]!));
      firstHours.add(node * bins.count + bins.bin(kernel.firstOutageHours[node]!));
    }
    trials++;
  };

  /** The columns touched. Where they are many, reading all flags in a row is quicker than sorting. */
  const ascending = (): Int32Array => {
    if (touched * SCARCE < seen.length) return index.slice(0, touched).sort();
    const columnsTouched = new Int32Array(touched);
    let next = 0;
    for (let column = 0; column < seen.length; column++) if (seen[column] === 1) columnsTouched[next++] = column;
    return columnsTouched;
  };

  const endUnit = (): UnitSums => {
    const columnsTouched = ascending();
    const picked = (from: Float64Array): Float64Array => {
      const values = new Float64Array(touched);
      for (let k = 0; k < touched; k++) values[k] = from[columnsTouched[k]!]!;
      return values;
    };
    return {
      world,
      firstTrial,
      trials,
      index: columnsTouched,
      sum: picked(sum),
      square: picked(square),
      cross: picked(cross),
      loss: loss.length === trials * periods ? loss : loss.slice(0, trials * periods),
      largest: largest.length === trials * periods ? largest : largest.slice(0, trials * periods),
    };
  };

  return {
    begin,
    addTrial,
    endUnit,
    takeHistograms: () => ({ longest: longestHours.take(), first: firstHours.take() }),
  };
}
