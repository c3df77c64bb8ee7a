import { describe, expect, test } from 'vitest';
import { makeDraws, unitFromWord, unitFromWords } from '../../../src/sim/random/draws.ts';
import { streamKeys } from '../../../src/sim/random/key.ts';

type Address = [stream: number, world: number, trial: number, index: number, purpose: number];

const draws = makeDraws(streamKeys('draws', ['a', 'b', 'c', 'd']));

function wordsAt(address: Address): number[] {
  draws.at(...address);
  return [...draws.word];
}

describe('a draw', () => {
  test('depends on its address only, not on the draws before', () => {
    const first = wordsAt([1, 2, 3, 4, 5]);
    wordsAt([0, 0, 0, 0, 0]);
    expect(wordsAt([1, 2, 3, 4, 5])).toEqual(first);
  });

  test('changes with every part of its address', () => {
    const addresses: Address[] = [
      [0, 0, 0, 0, 0],
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 1],
      [0, 0, 0, 0, 0xffffffff],
    ];
    expect(new Set(addresses.map((address) => wordsAt(address).join(' '))).size).toBe(addresses.length);
  });

  test('follows keys that are written into its array', () => {
    const keys = streamKeys('one', ['a']);
    const followed = makeDraws(keys);
    keys.set(streamKeys('other', ['a']));
    followed.at(0, 1, 2, 3, 4);
    const other = makeDraws(streamKeys('other', ['a']));
    other.at(0, 1, 2, 3, 4);
    expect(followed.word).toEqual(other.word);
  });
});

/** Upper bound of a chi-square variable that is passed with chance 1e-6 (Wilson & Hilferty 1931). */
function chiSquareBound(degrees: number): number {
  const ninth = 2 / (9 * degrees);
  return degrees * (1 - ninth + 4.753 * Math.sqrt(ninth)) ** 3;
}

describe.each<[string, (i: number) => Address]>([
  ['stream', (i) => [i & 3, i >> 2, 0, 0, 1]],
  ['world', (i) => [0, i, 0, 0, 1]],
  ['trial', (i) => [0, 7, i, 0, 1]],
  ['index', (i) => [0, 7, 7, i, 1]],
  ['purpose', (i) => [0, 7, 7, 7, i]],
])('words along %s', (_part, address) => {
  const count = 1 << 16;

  test('fill 256 bins evenly, by upper and by lower byte', () => {
    const bins = Array.from({ length: 8 }, () => new Uint32Array(256));
    for (let i = 0; i < count; i++) {
      const words = wordsAt(address(i));
      words.forEach((word, w) => {
        bins[2 * w]![word >>> 24]!++;
        bins[2 * w + 1]![word & 255]!++;
      });
    }
    const expected = count / 256;
    for (const bin of bins) {
      const chiSquare = bin.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      expect(chiSquare).toBeLessThan(chiSquareBound(255));
    }
  });

  test('do not go with their neighbours', () => {
    let previous = 0.5;
    let sum = 0;
    let within = 0;
    for (let i = 0; i < count; i++) {
      const [a, b] = wordsAt(address(i)).map(unitFromWord);
      sum += (a! - 0.5) * (previous - 0.5);
      within += (a! - 0.5) * (b! - 0.5);
      previous = a!;
    }
    // Products have mean 0 and standard deviation 1/12; five deviations of their sum.
    expect(Math.abs(sum)).toBeLessThan((5 / 12) * Math.sqrt(count));
    expect(Math.abs(within)).toBeLessThan((5 / 12) * Math.sqrt(count));
  });
});

describe('unit values', () => {
  test('of one word are the middles of cells, never 0 or 1', () => {
    expect(unitFromWord(0)).toBe(2 ** -33);
    expect(unitFromWord(0xffffffff)).toBe(1 - 2 ** -33);
    expect(unitFromWord(-1)).toBe(1 - 2 ** -33);
    expect(unitFromWord(0x80000000) + unitFromWord(0x7fffffff)).toBe(1);
  });

  test('of two words are odd multiples of 2^-53, never 0 or 1', () => {
    expect(unitFromWords(0, 0)).toBe(2 ** -53);
    expect(unitFromWords(0xffffffff, 0xffffffff)).toBe(1 - 2 ** -53);
    expect(unitFromWords(0x80000000, 0)).toBe(0.5 + 2 ** -53);
    expect(unitFromWords(0, 1 << 12)).toBe(3 * 2 ** -53);
  });
});
