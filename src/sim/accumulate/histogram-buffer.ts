import type { HistogramCounts } from './block.ts';

/** Collects cells, world by world, and counts them when they are taken. */
export interface HistogramBuffer {
  /** What follows belongs to `world`; worlds ascend. */
  begin(world: number): void;
  add(cell: number): void;
  /** Counts of all that was added, and forgets it. */
  take(): HistogramCounts;
}

const FIRST_CAPACITY = 4096;

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

  const add = (cell: number): void => {
    if (length === cells.length) {
      const longer = new Int32Array(2 * length);
      longer.set(cells);
      cells = longer;
    }
    cells[length++] = cell;
  };

  const take = (): HistogramCounts => {
    if (worlds.length > 0) ends.push(length);
    const world: number[] = [];
    const start = [0];
    const cell: number[] = [];
    const count: number[] = [];
    let from = 0;
    for (const [run, end] of ends.entries()) {
      if (end > from) {
        const sorted = cells.subarray(from, end).sort();
        for (let index = 0; index < sorted.length;) {
          const value = sorted[index]!;
          const first = index;
          while (index < sorted.length && sorted[index] === value) index++;
          cell.push(value);
          count.push(index - first);
        }
        world.push(worlds[run]!);
        start.push(cell.length);
      }
      from = end;
    }
    length = 0;
    worlds = [];
    ends = [];
    return {
      world: Int32Array.from(world),
      start: Int32Array.from(start),
      cell: Int32Array.from(cell),
      count: Int32Array.from(count),
    };
  };

  return { begin, add, take };
}
