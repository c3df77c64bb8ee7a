/** Forms the sums of a unit, trial by trial, beside the kernel. */
import type { CompiledModel } from '../kernel/compiled-model.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { TRIALS_PER_UNIT, type BlockResult, type HistogramCells, type UnitSums } from './block.ts';
import { ROW, ROW_BITS, type Columns } from '../kernel/columns.ts';
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
  takeHistograms(): { readonly longest: HistogramCells; readonly first: HistogramCells };
  /** Takes the memory of a result that nobody reads any more, to write the next ones into it. */
  takeBack(result: BlockResult): void;
}

/** Memory for the sums of a unit. */
type SumsRoom = Pick<UnitSums, 'index' | 'sum' | 'square' | 'cross'>;

const sumsRoom = (length: number): SumsRoom => ({
  index: new Int32Array(length),
  sum: new Float64Array(length),
  square: new Float64Array(length),
  cross: new Float64Array(length),
});

/** Units whose memory is kept: those of the blocks that may be on their way, and no more. */
const MOST_SPARE = 16;

/** Columns of a bucket, as a binary logarithm: their sums fit into the second cache. */
const BUCKET_BITS = 11;

/** Buckets up to which all of their sums do. */
const FEW_BUCKETS = 8;

/** Numbers that wait to be added up, at first and at most. */
const FIRST_WAITING = 1 << 12;
const MOST_WAITING = 1 << 20;

/**
 * In models of many columns what the trials of a unit say is noted in a row, and added up bucket by bucket when the unit ends, since
 * each trial touches other columns, and memory that no cache holds costs more than the addition. The order of the additions
 * to one column is that of the trials all the same.
 */
export function makeUnitAccumulator(model: CompiledModel, columns: Columns): UnitAccumulator {
  const periods = model.periods;
  const denominator = denominatorsOf(columns);
  const bins = hoursBinsOf(model.nodeIds.length);
  const { count: binsPerNode, bin } = bins;
  const { nodeDownHours: firstOfNodes, perNode } = columns;
  const inRow = ROW;
  /** Columns between these have no denominator. */
  const lastAlone = columns.loss;
  const firstSize = columns.cascadeSize;
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
  const areFew = buckets <= FEW_BUCKETS;
  const isUsed = new Uint8Array(buckets);
  const starts = new Int32Array(buckets + 1);

  const spare: SumsRoom[] = [];

  let world = 0;
  let firstTrial = 0;
  let trials = 0;
  let loss = new Float64Array(0);
  let largest = new Float64Array(0);

  const addTo = (column: number, x: number): void => {
    if (seen[column] === 0) {
      seen[column] = 1;
      isUsed[column >> BUCKET_BITS] = 1;
      touched++;
    }
    sum[column]! += x;
    square[column]! += x * x;
  };

  /** The pairs that wait, by bucket, in order within each. */
  const byBucket = (): Float64Array => {
    if (sorted.length < noted.length) sorted = new Float64Array(noted.length);
    const from = noted;
    const to = sorted;
    const end = 2 * waiting;
    starts.fill(0);
    for (let at = 0; at < end; at += 2) starts[((from[at]! | 0) >> BUCKET_BITS) + 1]!++;
    for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!;
    for (let at = 0; at < end; at += 2) {
      const bucket = (from[at]! | 0) >> BUCKET_BITS;
      const place = 2 * starts[bucket]!++;
      to[place] = from[at]!;
      to[place + 1] = from[at + 1]!;
    }
    return to;
  };

  const addUp = (): void => {
    if (waiting === 0) return;
    const pairs = byBucket();
    const end = 2 * waiting;
    for (let at = 0; at < end; at += 2) addTo(pairs[at]! | 0, pairs[at + 1]!);
    waiting = 0;
  };

  /** Where pairs are noted, with room for so many more. */
  const roomFor = (more: number): Float64Array => {
    if (waiting > 0 && waiting + more > MOST_WAITING) addUp();
    let length = noted.length;
    while (length < 2 * (waiting + more)) length *= 2;
    if (length === noted.length) return noted;
    const longer = new Float64Array(length);
    longer.set(noted);
    noted = longer;
    return noted;
  };

  /** Adds a number at once where `notes` is null; else notes it from `next` on. Gives where the next one is noted. */
  const put = (column: number, x: number, notes: Float64Array | null, next: number): number => {
    if (notes === null) {
      addTo(column, x);
      return next;
    }
    notes[next] = column;
    notes[next + 1] = x;
    return next + 2;
  };

  /** Puts what the nodes' rows say. */
  const addRows = (kernel: Kernel, rows: number, notes: Float64Array | null, from: number): number => {
    const nodes = kernel.touchedNode;
    const values = kernel.rows;
    let next = from;
    for (let k = 0; k < rows; k++) {
      const node = nodes[k]!;
      const row = k << ROW_BITS;
      const first = firstOfNodes + perNode * node;
      for (let place = 0; place < perNode; place++) {
        const x = values[row + place]!;
        if (x !== 0) next = put(first + place, x, notes, next);
      }
      if (values[row + inRow.longestOutage] === 0) continue;
      longestHours.add(node * binsPerNode + bin(values[row + inRow.longestOutage]!));
      firstHours.add(node * binsPerNode + bin(values[row + inRow.firstOutage]!));
    }
    return next;
  };

  const addTrial = (kernel: Kernel): void => {
    const value = kernel.columns;
    const touchedThere = kernel.touched;
    const touchedHere = kernel.touchedColumns();
    const rows = kernel.touchedNodes();
    const notes = areFew ? null : roomFor(touchedHere + rows * perNode);
    let next = 2 * waiting;
    for (let k = 0; k < touchedHere; k++) {
      const column = touchedThere[k]!;
      const x = value[column]!;
      next = put(column, x, notes, next);
      if (column > lastAlone && column < firstSize) continue;
      const of = denominator[column]!;
      if (of >= 0) cross[column]! += x * value[of]!;
    }
    waiting = addRows(kernel, rows, notes, next) >> 1;
    const at = trials * periods;
    for (let period = 0; period < periods; period++) {
      loss[at + period] = kernel.periodLoss[period]!;
      largest[at + period] = kernel.periodLargest[period]!;
    }
    trials++;
  };

  /** Sums of the columns that were touched, ascending; they begin at 0 again. */
  const takeSums = (): SumsRoom => {
    addUp();
    const kept = spare.pop();
    // Some more than are needed now, so that the next unit finds room too.
    const room = kept !== undefined && kept.index.length >= touched ? kept : sumsRoom(touched + (touched >> 3));
    const taken = {
      index: room.index.subarray(0, touched),
      sum: room.sum.subarray(0, touched),
      square: room.square.subarray(0, touched),
      cross: room.cross.subarray(0, touched),
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
    takeBack: (result) => {
      for (const unit of result.units) {
        if (spare.length === MOST_SPARE) break;
        spare.push({
          index: new Int32Array(unit.index.buffer),
          sum: new Float64Array(unit.sum.buffer),
          square: new Float64Array(unit.square.buffer),
          cross: new Float64Array(unit.cross.buffer),
        });
      }
      longestHours.takeBack(result.longest);
      firstHours.takeBack(result.first);
    },
  };
}
