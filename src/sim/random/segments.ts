/** Functions of a 32-bit word as piecewise cubics, fine where the word is small: the tail of a distribution. */

/** Parts of an octave. */
const PARTS = 32;
/** Inner points of the Lobatto-Chebyshev cubic on [-1, 1]: its maximum error is the same between all four points. */
const INNER = Math.SQRT2 - 1;

/** Coefficients of the cubic through values at 0, (1 - c) / 2, (1 + c) / 2 and 1, with c = INNER. */
function cubicThrough(y0: number, y1: number, y2: number, y3: number, out: Float64Array, at: number): void {
  // On t in [-1, 1]: even part a + b t^2, odd part c t + d t^3.
  const inner = INNER * INNER;
  const b = (y0 + y3 - y1 - y2) / (2 * (1 - inner));
  const oddOuter = (y3 - y0) / 2;
  const oddInner = (y2 - y1) / (2 * INNER);
  const d = (oddOuter - oddInner) / (1 - inner);
  const c = oddOuter - d;
  // t = 2 x - 1. The value at x = 0 is used as is, so that neighbours meet.
  out[at] = y0;
  out[at + 1] = 2 * c - 4 * b + 6 * d;
  out[at + 2] = 4 * b - 12 * d;
  out[at + 3] = 8 * d;
}

/** Numbers in the table of one function. */
export const SEGMENT_TABLE_LENGTH: number = 33 * PARTS * 4;

/**
 * Tables of functions of words from 0 to 2^31 for `segmentValue`, one after another: 32 cubics per octave, continuous.
 *
 * @param functions Smooth between whole words.
 */
export function segmentTable(...functions: readonly ((word: number) => number)[]): Float64Array {
  const table = new Float64Array(functions.length * SEGMENT_TABLE_LENGTH);
  functions.forEach((value, f) => {
    const first = f * SEGMENT_TABLE_LENGTH;
    let octave = 1;
    let y0 = value(octave);
    for (let zeros = 31; zeros >= 1; zeros--) {
      const width = octave / PARTS;
      for (let part = 0; part < PARTS; part++) {
        const start = octave + part * width;
        const y1 = value(start + ((1 - INNER) / 2) * width);
        const y2 = value(start + ((1 + INNER) / 2) * width);
        const y3 = value(start + width);
        cubicThrough(y0, y1, y2, y3, table, first + (zeros * PARTS + part) * 4);
        y0 = y3;
      }
      octave *= 2;
    }
    table[first + 32 * PARTS * 4] = value(0);
  });
  return table;
}

/**
 * A function of a `segmentTable` at a word from 0 to 2^31 - 1.
 *
 * @param first Where the function's table begins.
 */
export function segmentValue(table: Float64Array, first: number, word: number): number {
  const zeros = Math.clz32(word);
  const shifted = word << zeros;
  const at = first + ((zeros * PARTS + ((shifted >>> 26) & 31)) << 2);
  const x = (shifted & 0x3ffffff) * (1 / 0x4000000);
  return table[at]! + x * (table[at + 1]! + x * (table[at + 2]! + x * table[at + 3]!));
}
