import { describe, expect, test } from 'vitest';
import { makeLogBins } from '../../../src/sim/accumulate/log-bins.ts';
import { makeRandom } from '../../fixtures/random.ts';

const bins = makeLogBins(-20, 60);

describe('logarithmic bins', () => {
  test('hold what falls into them, and are at most .8 % of their lower edge wide', () => {
    const random = makeRandom(1);
    for (let k = 0; k < 5000; k++) {
      const value = Math.fround(2 ** (random.unit() * 79 - 19.5));
      const bin = bins.bin(value);
      const [low, high] = [bins.edge(bin), bins.edge(bin + 1)];
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThan(value);
      expect(high - low).toBeLessThanOrEqual(low / 128);
      expect(bins.bin(low)).toBe(bin);
    }
  });

  test('have whole numbers up to 128 as edges', () => {
    for (let value = 1; value <= 128; value++) expect(bins.edge(bins.bin(value))).toBe(value);
  });

  test('count what lies beyond their ends there', () => {
    for (const low of [1e-300, 1e-9]) expect(bins.bin(low)).toBe(0);
    for (const high of [1e30, Infinity]) expect(bins.bin(high)).toBe(bins.count - 1);
  });
});
