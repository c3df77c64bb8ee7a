import { expect, test } from 'vitest';
import { threefry4x32 } from '../../../src/sim/random/threefry.ts';

/** Rows of the file kat_vectors of Random123: counter, key, expected. The last pair is made of digits of pi. */
const KNOWN_ANSWERS = [
  '00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 9c6ca96a e17eae66 fc10ecd4 5256a7d8',
  'ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 2a881696 57012287 f6c7446e a16a6732',
  '243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 59cd1dbb b8879579 86b5d00c ac8b6d84',
];

test.each(KNOWN_ANSWERS)('threefry4x32 20 %s', (row) => {
  const words = row.split(' ').map((word) => Number.parseInt(word, 16));
  const [c0, c1, c2, c3] = words;
  const expected = words.slice(8);
  const out = new Uint32Array(4);
  threefry4x32(Uint32Array.from(words.slice(4, 8)), 0, c0!, c1!, c2!, c3!, out);
  expect([...out]).toEqual(expected);
});

test('signed and unsigned words are the same words', () => {
  const signed = new Uint32Array(4);
  const unsigned = new Uint32Array(4);
  const keys = Uint32Array.of(0, -1, -2, -3, -4);
  threefry4x32(keys, 1, -5, -6, -7, -8, signed);
  const [c0, c1, c2, c3] = Uint32Array.of(-5, -6, -7, -8);
  threefry4x32(keys, 1, c0!, c1!, c2!, c3!, unsigned);
  expect(unsigned).toEqual(signed);
});
