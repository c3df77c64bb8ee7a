import type { HistogramCells } from './block.ts';

/** Collects cells, world by world. They are counted where they are merged: sorting them first costs more than it saves. */
export interface HistogramBuffer {
  /** What follows belongs to `world`; worlds ascend. */
  begin(world: number): void;
  add(cell: number): void;
  /** All that was added; the buffer is empty again. */
  take(): HistogramCells;
  /** Takes the memory of cells that nobody reads any more. */
  takeBack(cells: HistogramCells): void;
}

const FIRST_CAPACITY = 4096;

export function makeHistogramBuffer(): HistogramBuffer {
  let cells: Int32Array = new Int32Array(FIRST_CAPACITY);
  let length = 0;
  let worlds: number[] = [];
  let starts: number[] = [];

  return {
    begin: (world) => {
      if (worlds.at(-1) === world) return;
      worlds.push(world);
      starts.push(length);
    },
    add: (cell) => {
      if (length === cells.length) {
        const longer = new Int32Array(2 * length);
        longer.set(cells);
        cells = longer;
      }
      cells[length++] = cell;
    },
    take: () => {
      const world = Int32Array.from(worlds);
      const start = Int32Array.from([...starts, length]);
      const taken = { world, start, cell: cells.subarray(0, length) };
      cells = new Int32Array(FIRST_CAPACITY);
      length = 0;
      worlds = [];
      starts = [];
      return taken;
    },
    takeBack: ({ cell }) => {
      if (length === 0 && cell.buffer.byteLength > cells.byteLength) cells = new Int32Array(cell.buffer);
    },
  };
}
