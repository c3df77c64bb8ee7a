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

/** Columns of a bucket, as a binary logarithm: their sums fit into the second cache. */
const BUCKET_BITS = 11;

/** Buckets up to which all of their sums do. */
const FEW_BUCKETS = 8;

/** Numbers that wait to be added up, at first and at most. */
const FIRST_WAITING = 1 << 12;
const MOST_WAITING = 1 << 20;

/**
 * What the trials of a unit say is noted in a row, and added up when the unit ends: in models of many columns bucket by bucket, since
 * each trial touches other columns, and memory that no cache holds costs more than the addition. The order of the additions
 * to one column is that of the trials all the same.
 */
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
  let touched = 0;
  // Pairs of a column and its number in a trial, as noted and bucket by bucket
  let noted = new Float64Array(2 * FIRST_WAITING);
  let sorted = new Float64Array(0);
  let waiting = 0;
  const buckets = (columns.count >> BUCKET_BITS) + 1;
  const isUsed = new Uint8Array(buckets);
  const starts = new Int32Array(buckets + 1);

  let world = 0;
  let firstTrial = 0;
  let trials = 0;
  let loss = new Float64Array(0);
  let largest = new Float64Array(0);

  const addPairs = (pairs: Float64Array): void => {
    for (let at = 0; at < 2 * waiting; at += 2) {
      const column = pairs[at]! | 0;
      const x = pairs[at + 1]!;
      if (seen[column] === 0) {
        seen[column] = 1;
        isUsed[column >> BUCKET_BITS] = 1;
        touched++;
      }
      sum[column]! += x;
      square[column]! += x * x;
    }
    waiting = 0;
  };

  /** The pairs that wait, by bucket, in order within each. */
  const byBucket = (): Float64Array => {
    if (sorted.length < noted.length) sorted = new Float64Array(noted.length);
    starts.fill(0);
    for (let at = 0; at < 2 * waiting; at += 2) starts[((noted[at]! | 0) >> BUCKET_BITS) + 1]!++;
    for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!;
    for (let at = 0; at < 2 * waiting; at += 2) {
      const bucket = (noted[at]! | 0) >> BUCKET_BITS;
      const place = 2 * starts[bucket]!++;
      sorted[place] = noted[at]!;
      sorted[place + 1] = noted[at + 1]!;
    }
    return sorted;
  };

  const addUp = (): void => {
    addPairs(buckets <= FEW_BUCKETS ? noted : byBucket());
  };

  const makeRoom = (more: number): void => {
    if (waiting > 0 && waiting + more > MOST_WAITING) addUp();
    let length = noted.length;
    while (length < 2 * (waiting + more)) length *= 2;
    if (length === noted.length) return;
    const longer = new Float64Array(length);
    longer.set(noted);
    noted = longer;
  };

  const addTrial = (kernel: Kernel): void => {
    const value = kernel.columns;
    const touchedHere = kernel.touchedColumns();
    if (2 * (waiting + touchedHere) > noted.length) makeRoom(touchedHere);
    for (let k = 0; k < touchedHere; k++) {
      const column = kernel.touched[k]!;
      const x = value[column]!;
      noted[2 * waiting] = column;
      noted[2 * waiting + 1] = x;
      waiting++;
      if (column > columns.loss && column < columns.cascadeSize) continue;
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

  /** Sums of the columns that were touched, ascending; they begin at 0 again. */
  const takeSums = (): Pick<UnitSums, 'index' | 'sum' | 'square' | 'cross'> => {
    addUp();
    const taken = {
      index: new Int32Array(touched),
      sum: new Float64Array(touched),
      square: new Float64Array(touched),
      cross: new Float64Array(touched),
    };
    let next = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      if (isUsed[bucket] === 0) continue;
      isUsed[bucket] = 0;
      const end = Math.min((bucket + 1) << BUCKET_BITS, columns.count);
      for (let column = bucket << BUCKET_BITS; column < end; column++) {
        if (seen[column] === 0) continue;
        taken.index[next] = column;
        taken.sum[next] = sum[column]!;
        taken.square[next] = square[column]!;
        taken.cross[next] = cross[column]!;
        next++;
        sum[column] = 0;
        square[column] = 0;
        cross[column] = 0;
        seen[column] = 0;
      }
    }
    touched = 0;
    return taken;
  };

  const begin = (ofWorld: number, first: number, capacity: number): void => {
    if (capacity < 1 || capacity > TRIALS_PER_UNIT) throw new RangeError(`a unit of ${capacity} trials`);
    // Of a unit that was given up
    if (waiting > 0 || touched > 0) takeSums();
    world = ofWorld;
    firstTrial = first;
    trials = 0;
    loss = new Float64Array(capacity * periods);
    largest = new Float64Array(capacity * periods);
    longestHours.begin(world);
    firstHours.begin(world);
  };

  const endUnit = (): UnitSums => ({
    world,
    firstTrial,
    trials,
    ...takeSums(),
    loss: loss.length === trials * periods ? loss : loss.slice(0, trials * periods),
    largest: largest.length === trials * periods ? largest : largest.slice(0, trials * periods),
  });

  return {
    begin,
    addTrial,
    endUnit,
    takeHistograms: () => ({ longest: longestHours.take(), first: firstHours.take() }),
  };
}
