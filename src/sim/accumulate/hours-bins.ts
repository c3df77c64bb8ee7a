/** Bins for lengths of time: equal steps within each octave, read off the bits of the number. */

/** 2^-10 hours, 3.5 seconds. What is shorter counts there. */
const FIRST_OCTAVE = -10;
/** 2^20 hours, 120 years. What is longer counts in the last bin. */
const LAST_OCTAVE = 20;
const EXPONENT_BIAS = 127;
const MANTISSA_BITS = 23;

export interface HoursBins {
  readonly count: number;
  /** Bins in an octave, a power of two. */
  readonly perOctave: number;
  /** Number of the bin that holds `hours` > 0 (rounded to single precision). */
  bin(hours: number): number;
  /** Lower edge of the bin, hours; of bin `count` the upper edge of the last. */
  edge(bin: number): number;
}

/** Bits of the position within an octave: 128 bins up to 1,000 nodes, so that tables of all nodes stay small. */
const bitsFor = (nodes: number): number => (nodes <= 1000 ? 7 : nodes <= 8000 ? 4 : 2);

/**
 * Bins as fine as so many nodes allow. With 128 to an octave a bin is at most 0.8 % wide.
 *
 * A bin is the top bits of the number in single precision, so the same number falls into the same bin everywhere.
 */
export function hoursBinsOf(nodes: number): HoursBins {
  const bits = bitsFor(nodes);
  const perOctave = 1 << bits;
  const shift = MANTISSA_BITS - bits;
  const count = (LAST_OCTAVE - FIRST_OCTAVE) * perOctave;
  const first = (EXPONENT_BIAS + FIRST_OCTAVE) * perOctave;
  const float = new Float32Array(1);
  const pattern = new Int32Array(float.buffer);
  return {
    count,
    perOctave,
    bin: (hours) => {
      float[0] = hours;
      const bin = (pattern[0]! >> shift) - first;
      return bin < 0 ? 0 : bin >= count ? count - 1 : bin;
    },
    edge: (bin) => {
      pattern[0] = (bin + first) << shift;
      return float[0]!;
    },
  };
}
