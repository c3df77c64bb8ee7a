import type { HistogramCounts } from './block.ts';

/** Collects cells, world by world, and counts them when they are taken. */
export interface HistogramBuffer {
  /** What follows belongs to `world`; worlds ascend. */
  begin(world: number): void;
  add(cell: number): void;
  /** Counts of all that was added, and forgets it. */
  take(): HistogramCounts;
  /** Takes the memory of counts that nobody reads any more. */
  takeBack(counts: HistogramCounts): void;
}

const FIRST_CAPACITY = 4096;

/** Digits of the sort: 2^11 counters stay in the cache nearest to the core. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

export function makeHistogramBuffer(): HistogramBuffer {
  let cells = new Int32Array(FIRST_CAPACITY);
  let length = 0;
  let worlds: number[] = [];
  let ends: number[] = [];

  const begin = (world: number): void => {
    if (worlds.at(-1) === world) return;
    if (worlds.length > 0) ends.push(length);
    worlds.push(world);
  };

  let spare = new Int32Array(FIRST_CAPACITY);
  const counters = new Int32Array(DIGITS + 1);
  // What is taken is written here: rows that grow by pushing are rubbish by the megabyte.
  let distinct: Int32Array = new Int32Array(0);
  let counted: Int32Array = new Int32Array(0);

  /** Sorts a stretch of cells by counting, digit by digit: several times as fast as comparing. */
  const sort = (from: number, end: number): Int32Array => {
    if (end - from < DIGITS) return cells.subarray(from, end).sort();
    if (spare.length < cells.length) spare = new Int32Array(cells.length);
    let source = cells.subarray(from, end);
    let target = spare.subarray(from, end);
    const count = end - from;
    let largest = 0;
    for (let i = 0; i < count; i++) if (source[i]! > largest) largest = source[i]!;
    for (let shift = 0; shift < 32 && largest >> shift > 0; shift += DIGIT_BITS) {
      const given = source;
      const ordered = target;
      counters.fill(0);
      for (let i = 0; i < count; i++) counters[((given[i]! >> shift) & (DIGITS - 1)) + 1]!++;
      for (let digit = 1; digit < DIGITS; digit++) counters[digit]! += counters[digit - 1]!;
      for (let i = 0; i < count; i++) {
        const cell = given[i]!;
        ordered[counters[(cell >> shift) & (DIGITS - 1)]!++] = cell;
      }
      source = ordered;
      target = given;
    }
    return source;
  };

  const add = (cell: number): void => {
    if (length === cells.length) {
      const longer = new Int32Array(2 * length);
      longer.set(cells);
      cells = longer;
    }
    cells[length++] = cell;
  };

  /** Puts each value of a sorted row, and how often it stands there, into `distinct` and `counted` from `at` on; where that ends. */
  const countEqual = (sorted: Int32Array, at: number): number => {
    const values = distinct;
    const counts = counted;
    const length = sorted.length;
    let next = at;
    for (let index = 0; index < length; next++) {
      const value = sorted[index]!;
      const first = index;
      while (index < length && sorted[index] === value) index++;
      values[next] = value;
      counts[next] = index - first;
    }
    return next;
  };

  const take = (): HistogramCounts => {
    if (worlds.length > 0) ends.push(length);
    if (distinct.length < length) {
      distinct = new Int32Array(cells.length);
      counted = new Int32Array(cells.length);
    }
    const world: number[] = [];
    const start = [0];
    let from = 0;
    let next = 0;
    for (const [run, end] of ends.entries()) {
      if (end > from) {
        next = countEqual(sort(from, end), next);
        world.push(worlds[run]!);
        start.push(next);
      }
      from = end;
    }
    length = 0;
    worlds = [];
    ends = [];
    const taken = {
      world: Int32Array.from(world),
      start: Int32Array.from(start),
      cell: distinct.subarray(0, next),
      count: counted.subarray(0, next),
    };
    distinct = new Int32Array(0);
    counted = new Int32Array(0);
    return taken;
  };

  const takeBack = (counts: HistogramCounts): void => {
    distinct = new Int32Array(counts.cell.buffer);
    counted = new Int32Array(counts.count.buffer);
  };

  return { begin, add, take, takeBack };
}
