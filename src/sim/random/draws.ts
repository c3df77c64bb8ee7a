/** Addressed draws: every draw of a simulation has an address, and its words depend on nothing else. */
import { threefry4x32 } from './threefry.ts';

const UNIT_32 = 1 / 4294967296;
const UNIT_52 = 1 / 4503599627370496;

/** Draws under the keys of a seed's streams. */
export interface Draws {
  /** Words of the last draw, 32 bits each, unsigned. Shape [4]. The next call overwrites them. */
  readonly word: Uint32Array;
  /**
   * Draws the four words at an address.
   *
   * @param stream Position of the label in the list that the keys were made from.
   * @param trialOrBlock Trial of the world, or address block of trials.
   * @param purpose What the draw is for: a small fixed number, or `purposeWord` of a name.
   */
  at(stream: number, world: number, trialOrBlock: number, index: number, purpose: number): void;
}

/** @param keys Shape [streams * 4], from `streamKeys`. Kept, not copied: new keys may be written into it. */
export function makeDraws(keys: Uint32Array): Draws {
  // In a separate buffer: V8 moves shorter arrays, and reloads their address at each access.
  const word = new Uint32Array(new ArrayBuffer(16));
  const block = threefry4x32;
  return {
    word,
    at: (stream, world, trialOrBlock, index, purpose) => {
      block(keys, stream << 2, world | 0, trialOrBlock | 0, index | 0, purpose | 0, word);
    },
  };
}

/** The middle of a word's cell of the unit interval, (word + 1/2) / 2^32: never 0 or 1. */
export function unitFromWord(word: number): number {
  return ((word >>> 0) + 0.5) * UNIT_32;
}

/**
 * An odd multiple of 2^-53 from the upper 52 bits of two words: never 0 or 1.
 *
 * With one more bit the greatest would round to 1.
 */
export function unitFromWords(high: number, low: number): number {
  return ((high >>> 0) * 1048576 + (low >>> 12) + 0.5) * UNIT_52;
}
