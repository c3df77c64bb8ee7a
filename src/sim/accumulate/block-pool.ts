/** Blocks of numbers, cut from one growing array. A block is named by its offset; no block is at 0. */
export interface BlockPool<T> {
  /** All blocks; a different array once the pool has grown. */
  cells(): T;
  /** Offset of a block with this many zeros. */
  take(length: number): number;
  giveBack(offset: number, length: number): void;
}

/** Initial room. */
const FIRST = 1024;

/** @param make Returns an array of zeros. */
export function makeBlockPool<T extends Int32Array | Float64Array>(make: (length: number) => T): BlockPool<T> {
  let cells = make(FIRST);
  let used = 1;
  const free = new Map<number, number[]>();
  return {
    cells: () => cells,
    take: (length) => {
      const freed = free.get(length)?.pop();
      if (freed !== undefined) return freed;
      if (used + length > cells.length) {
        const longer = make(Math.max(2 * cells.length, used + length));
        longer.set(cells);
        cells = longer;
      }
      used += length;
      return used - length;
    },
    giveBack: (offset, length) => {
      cells.fill(0, offset, offset + length);
      const known = free.get(length);
      if (known === undefined) free.set(length, [offset]);
      else known.push(offset);
    },
  };
}
