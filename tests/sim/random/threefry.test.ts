import { describe, expect, test } from 'vitest';
import { threefry4x32 } from '../../../src/sim/random/threefry.ts';

/** Random123, `kat_vectors`: generator, counter, key, result. */
const KNOWN = [
  '00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 9c6ca96a e17eae66 fc10ecd4 5256a7d8',
  'ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 2a881696 57012287 f6c7446e a16a6732',
  '243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 59cd1dbb b8879579 86b5d00c ac8b6d84',
];

describe('Threefry4x32-20', () => {
  test.each(KNOWN)('gives the known answer %s', (line) => {
    const words = line.split(' ').map((word) => Number.parseInt(word, 16));
    const [c0, c1, c2, c3, k0, k1, k2, k3] = words as [number, number, number, number, number, number, number, number];
    const out = new Uint32Array(4);
    threefry4x32(k0, k1, k2, k3, c0, c1, c2, c3, out);
    expect([...out]).toEqual(words.slice(8));
  });
});
