/** An array of numbers that grows up to a known length. */
export interface Growable {
  append(values: Float64Array): void;
  readonly length: number;
  /** Bytes allocated. */
  readonly bytes: number;
  /** The numbers from `first` to before `end`; valid until the next `append`. */
  view(first: number, end: number): Float64Array;
}

const FIRST_CAPACITY = 4096;

/** @param most Maximum length: room doubles up to it, so that little is allocated in vain. */
export function makeGrowable(most: number): Growable {
  let values = new Float64Array(Math.min(most, FIRST_CAPACITY));
  let length = 0;
  return {
    append: (more) => {
      const end = length + more.length;
      if (end > most) throw new RangeError(`${end} numbers where ${most} were planned`);
      if (end > values.length) {
        const longer = new Float64Array(Math.min(most, Math.max(end, 2 * values.length)));
        longer.set(values.subarray(0, length));
        values = longer;
      }
      values.set(more, length);
      length = end;
    },
    get length() {
      return length;
    },
    get bytes() {
      return values.byteLength;
    },
    view: (first, end) => values.subarray(first, end),
  };
}
