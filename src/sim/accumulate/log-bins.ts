/** Bins for positive numbers of single precision: equal steps within each octave, read off the bits of the number. */

/** Bits of the position within an octave: a bin is at most 0.8 % wide. */
const STEP_BITS = 7;

/** Bins in an octave. */
export const BINS_PER_OCTAVE: number = 1 << STEP_BITS;

const EXPONENT_BIAS = 127;
const MANTISSA_BITS = 23;

/** The bits of a number, shifted right by this, are its bin, counted from bin 0 at `origin`. */
export const BIN_SHIFT: number = MANTISSA_BITS - STEP_BITS;

export interface LogBins {
  readonly octaves: number;
  readonly count: number;
  /** Index of bin 0 among the bins of all numbers. */
  readonly origin: number;
  /** Index of the bin that holds `value` > 0; values beyond the ends count in the end bins. */
  bin(value: number): number;
  /** Lower edge of a bin; for bin `count` the upper edge of the last. */
  edge(bin: number): number;
}

/**
 * Bins from 2^first to 2^last.
 *
 * A bin is the top bits of the number, so the same number falls into the same bin everywhere.
 *
 * @param first At least -126.
 * @param last At most 127.
 */
export function makeLogBins(first: number, last: number): LogBins {
  const octaves = last - first;
  const count = octaves * BINS_PER_OCTAVE;
  const origin = (EXPONENT_BIAS + first) * BINS_PER_OCTAVE;
  const number = new Float32Array(1);
  const bits = new Int32Array(number.buffer);
  return {
    octaves,
    count,
    origin,
    bin: (value) => {
      number[0] = value;
      const bin = (bits[0]! >> BIN_SHIFT) - origin;
      return bin < 0 ? 0 : bin >= count ? count - 1 : bin;
    },
    edge: (bin) => {
      bits[0] = (bin + origin) << BIN_SHIFT;
      return number[0]!;
    },
  };
}
