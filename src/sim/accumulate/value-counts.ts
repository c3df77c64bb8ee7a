/**
 * How often each number occurred, item by item: exactly while an item has few distinct numbers, then in bins.
 *
 * Numbers that have occurred more than once by then stay exact, so that lumps (an outage that always lasts ten hours)
 * are distinguished from their surroundings.
 */
import { makeBlockPool } from './block-pool.ts';
import { BIN_SHIFT, BINS_PER_OCTAVE, type LogBins } from './log-bins.ts';

export interface ValueCounts {
  /** Counts the numbers of pairs (`Samples.pairs`) from place `from` to before `to`. */
  addAll(pairs: Int32Array, from: number, to: number): void;
  /** Counts what was counted elsewhere with the same bins: a number, or a bin by its lower edge. */
  addMany(item: number, value: number, isBin: boolean, times: number): void;
  /** Visits non-empty items, each once. */
  forEachItem(visit: (item: number) => void): void;
  /** Visits the counts of an item: exact numbers, then bins by their lower edge, ascending. */
  forEach(item: number, visit: (value: number, isBin: boolean, times: number) => void): void;
  clear(): void;
  /** Bytes kept. */
  bytes(): number;
}

/** Distinct numbers of an item that are counted one by one. */
const MOST_EXACT = 64;
/** Of these, how many stay when there are more: they are looked up for each number. */
const MOST_KEPT = 8;

/**
 * Relative difference that rounding to single precision makes between numbers of one origin, and their digits without
 * it.
 */
const SAME = 2.5e-7;
const DIGITS = 7;

// Places in the row of an item
const ROW_BITS = 3;
/** Number of its exact numbers, and their block, the same in both pools; 0 for none. */
const EXACT = 0;
const NUMBERS = 1;
/**
 * Where bin 0 of all numbers would be among the cells; the bins that have a cell, from the first to before the last.
 */
const BASE = 2;
const FIRST_BIN = 3;
const BINS = 4;
/** 1 when it is on the list of non-empty items. */
const LISTED = 5;

const doubles = (length: number): Float64Array => new Float64Array(length);
const ints = (length: number): Int32Array => new Int32Array(length);

export function makeValueCounts(items: number, bins: LogBins): ValueCounts {
  const rows = ints(items << ROW_BITS);
  const listed: number[] = [];
  const numbers = makeBlockPool(doubles);
  const timesOfNumbers = makeBlockPool(ints);
  const cells = makeBlockPool(ints);
  // The pools' current arrays
  let [number, times, cell] = [numbers.cells(), timesOfNumbers.cells(), cells.cells()];

  function list(item: number): void {
    rows[(item << ROW_BITS) + LISTED] = 1;
    listed.push(item);
  }

  /** Extends the cells of the item of the row by whole octaves to include the bin. */
  function reach(at: number, bin: number): void {
    const before = rows[at + BINS]!;
    const octave = Math.floor(bin / BINS_PER_OCTAVE) * BINS_PER_OCTAVE;
    const firstBefore = rows[at + FIRST_BIN]!;
    const first = before === 0 ? octave : Math.min(firstBefore, octave);
    const end = before === 0 ? octave + BINS_PER_OCTAVE : Math.max(firstBefore + before, octave + BINS_PER_OCTAVE);
    const block = cells.take(end - first);
    cell = cells.cells();
    if (before > 0) {
      const from = rows[at + BASE]! + firstBefore;
      cell.copyWithin(block + firstBefore - first, from, from + before);
      cells.giveBack(from, before);
    }
    rows[at + BASE] = block - first;
    rows[at + FIRST_BIN] = first;
    rows[at + BINS] = end - first;
  }

  function addToBin(at: number, bin: number, count: number): void {
    const beyond = bin - rows[at + FIRST_BIN]!;
    if (beyond < 0 || beyond >= rows[at + BINS]!) reach(at, bin);
    cell[rows[at + BASE]! + bin]! += count;
  }

  /** Moves everything into bins except numbers that occurred more than once, and of these only the most frequent. */
  function spill(at: number): void {
    const first = rows[at + NUMBERS]!;
    const known = Array.from({ length: rows[at + EXACT]! }, (_, k) => ({
      value: number[first + k]!,
      count: times[first + k]!,
    })).toSorted((a, b) => b.count - a.count || a.value - b.value);
    let kept = 0;
    for (const { value, count } of known) {
      if (count > 1 && kept < MOST_KEPT) {
        number[first + kept] = value;
        times[first + kept] = count;
        kept++;
      } else addToBin(at, bins.bin(value), count);
    }
    rows[at + EXACT] = kept;
    if (kept === 0) free(at);
  }

  /** Frees the block of exact numbers of the item of the row. */
  function free(at: number): void {
    const block = rows[at + NUMBERS]!;
    rows[at + EXACT] = 0;
    rows[at + NUMBERS] = 0;
    if (block === 0) return;
    numbers.giveBack(block, MOST_EXACT);
    timesOfNumbers.giveBack(block, MOST_EXACT);
  }

  function add(item: number, value: number, count: number): void {
    const at = item << ROW_BITS;
    if (rows[at + LISTED] === 0) list(item);
    const known = rows[at + EXACT]!;
    let first = rows[at + NUMBERS]!;
    const slack = value * SAME;
    for (let k = first; k < first + known; k++) {
      const away = number[k]! - value;
      if (away > slack || away < -slack) continue;
      times[k]! += count;
      return;
    }
    if (rows[at + BINS]! > 0) {
      addToBin(at, bins.bin(value), count);
      return;
    }
    if (known === MOST_EXACT) {
      spill(at);
      addToBin(at, bins.bin(value), count);
      return;
    }
    if (known === 0) {
      first = numbers.take(MOST_EXACT);
      timesOfNumbers.take(MOST_EXACT);
      [number, times] = [numbers.cells(), timesOfNumbers.cells()];
      rows[at + NUMBERS] = first;
    }
    number[first + known] = Number(value.toPrecision(DIGITS));
    times[first + known] = count;
    rows[at + EXACT] = known + 1;
  }

  return {
    addAll: (pairs, from, to) => {
      const values = new Float32Array(pairs.buffer, pairs.byteOffset, pairs.length);
      const { origin } = bins;
      for (let k = from; k < to; k += 2) {
        const at = pairs[k]! << ROW_BITS;
        const bin = (pairs[k + 1]! >> BIN_SHIFT) - origin;
        const beyond = bin - rows[at + FIRST_BIN]!;
        if (rows[at + EXACT] === 0 && beyond >= 0 && beyond < rows[at + BINS]!) cell[rows[at + BASE]! + bin]!++;
        else add(pairs[k]!, values[k + 1]!, 1);
      }
    },
    addMany: (item, value, isBin, count) => {
      if (!isBin) {
        add(item, value, count);
        return;
      }
      const at = item << ROW_BITS;
      if (rows[at + LISTED] === 0) list(item);
      if (rows[at + BINS] === 0) spill(at);
      addToBin(at, bins.bin(value), count);
    },
    forEachItem: (visit) => listed.forEach(visit),
    forEach: (item, visit) => {
      const at = item << ROW_BITS;
      const first = rows[at + NUMBERS]!;
      for (let k = first; k < first + rows[at + EXACT]!; k++) visit(number[k]!, false, times[k]!);
      const end = rows[at + FIRST_BIN]! + rows[at + BINS]!;
      for (let bin = rows[at + FIRST_BIN]!; bin < end; bin++) {
        const count = cell[rows[at + BASE]! + bin]!;
        if (count > 0) visit(bins.edge(bin), true, count);
      }
    },
    clear: () => {
      for (const item of listed) {
        const at = item << ROW_BITS;
        free(at);
        if (rows[at + BINS]! > 0) cells.giveBack(rows[at + BASE]! + rows[at + FIRST_BIN]!, rows[at + BINS]!);
        rows[at + BINS] = 0;
        rows[at + LISTED] = 0;
      }
      listed.length = 0;
    },
    bytes: () => rows.byteLength + number.byteLength + times.byteLength + cell.byteLength,
  };
}
