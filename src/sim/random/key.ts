/** Keys of streams: from the phrase of a seed and the label of a stream. */
import seedrandom from 'seedrandom';
import { threefry4x32 } from './threefry.ts';

/** Purposes below this are fixed numbers. */
const FIXED_PURPOSES = 256;

/**
 * A 128-bit hash of a text: its UTF-16 code units, two per word and eight per block, then its length.
 *
 * Davies-Meyer with Threefry4x32-20 as the block cipher: each block of text is the key that encrypts the state, and the
 * result is added to the state without carry. The length at the end distinguishes texts that differ only in trailing
 * zeros.
 */
export function labelHash(label: string): Uint32Array {
  const state = Uint32Array.of(0x6c61_6265, 0x6c20_6f66, 0x2061_2073, 0x7472_6561);
  const out = new Uint32Array(4);
  const block = new Uint32Array(4);
  const absorb = (m0: number, m1: number, m2: number, m3: number): void => {
    block[0] = m0;
    block[1] = m1;
    block[2] = m2;
    block[3] = m3;
    threefry4x32(block, 0, state[0]!, state[1]!, state[2]!, state[3]!, out);
    for (let i = 0; i < 4; i++) state[i]! ^= out[i]!;
  };
  const unit = (at: number): number => (at < label.length ? label.charCodeAt(at) : 0);
  const pair = (at: number): number => unit(at) | (unit(at + 1) << 16);
  for (let at = 0; at < label.length; at += 8) absorb(pair(at), pair(at + 2), pair(at + 4), pair(at + 6));
  absorb(label.length, 0, 0, -1);
  return state;
}

/**
 * The key of a seed phrase. Shape [4]. Every text is a seed, including the empty one and `0`.
 *
 * seedrandom gets the phrase's hash, not the phrase: given the phrase it treats `a` and `aa` as the same seed, and
 * drops the upper byte of each character.
 */
export function seedKey(seed: string): Uint32Array {
  const phrase = Array.from(labelHash(seed), (word) => word.toString(16).padStart(8, '0')).join('');
  const generator = seedrandom(phrase);
  return Uint32Array.from({ length: 4 }, () => generator.int32());
}

/**
 * Keys of streams under a seed, in the order of their labels. Shape [labels * 4].
 *
 * The label's hash, encrypted under the seed's key: a label's key does not depend on the other labels.
 */
export function streamKeys(seed: string, labels: readonly string[]): Uint32Array {
  const key = seedKey(seed);
  const keys = new Uint32Array(labels.length * 4);
  labels.forEach((label, i) => {
    const [c0, c1, c2, c3] = labelHash(label);
    threefry4x32(key, 0, c0!, c1!, c2!, c3!, keys.subarray(4 * i, 4 * i + 4));
  });
  return keys;
}

/** The purpose of a draw from a name: a 32-bit word of at least 256, since smaller numbers are fixed purposes. */
export function purposeWord(name: string): number {
  const word = labelHash(name)[0]!;
  return word < FIXED_PURPOSES ? word + FIXED_PURPOSES : word;
}
