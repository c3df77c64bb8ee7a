/** The generator, against the known answers of its authors. */
import { threefry4x32 } from '../../sim/random/threefry.ts';
import type { ExactRow, Group } from './row.ts';

/**
 * Rows of the file kat_vectors of Random123 for 20 rounds: counter, key, expected. The last pair consists of digits of
 * pi.
 */
const KNOWN_ANSWERS = [
  [
    'zeros',
    '00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 9c6ca96a e17eae66 fc10ecd4 5256a7d8',
  ],
  [
    'ones',
    'ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 2a881696 57012287 f6c7446e a16a6732',
  ],
  ['pi', '243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 59cd1dbb b8879579 86b5d00c ac8b6d84'],
] as const;

const rows = KNOWN_ANSWERS.map(([name, row]): ExactRow => {
  const words = row.split(' ').map((word) => Number.parseInt(word, 16));
  const expected = words.slice(8);
  return {
    id: `threefry-${name}`,
    what: 'words of Threefry4x32-20 that agree',
    source: 'Random123; Salmon et al. 2011',
    exact: expected.length,
    of: () => {
      const [c0, c1, c2, c3, ...key] = words;
      const out = new Uint32Array(4);
      threefry4x32(Uint32Array.from(key.slice(0, 4)), 0, c0!, c1!, c2!, c3!, out);
      return out.filter((word, i) => word === expected[i]).length;
    },
  };
});

export const generators: Group = { title: 'Generators', simulated: [], exact: rows };
