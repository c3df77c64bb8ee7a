import { describe, expect, test } from 'vitest';
import { hoursBinsOf } from '../../../src/sim/accumulate/hours-bins.ts';
import { makeRandom } from '../../fixtures/random.ts';

describe('bins of hours', () => {
  test.each([
    [10, 1 / 128],
    [5000, 1 / 16],
    [20000, 1 / 4],
  ])(
    'with %i nodes a bin is at most the share %f of its lower edge wide, and holds what falls into it',
    (nodes, width) => {
      const bins = hoursBinsOf(nodes);
      const random = makeRandom(1);
      for (let k = 0; k < 2000; k++) {
        const hours = 2 ** (random.unit() * 29 - 9.5);
        const bin = bins.bin(hours);
        const [low, high] = [bins.edge(bin), bins.edge(bin + 1)];
        expect(low).toBeLessThanOrEqual(Math.fround(hours));
        expect(high).toBeGreaterThan(Math.fround(hours));
        expect(high - low).toBeLessThanOrEqual(width * low);
      }
    },
  );

  test('whole hours up to 128 are edges', () => {
    const bins = hoursBinsOf(10);
    for (let hours = 1; hours <= 128; hours++) expect(bins.edge(bins.bin(hours))).toBe(hours);
  });

  test('what is shorter or longer than the bins reach counts at the ends', () => {
    const bins = hoursBinsOf(10);
    expect(bins.bin(0)).toBe(0);
    expect(bins.bin(1e-9)).toBe(0);
    expect(bins.bin(1e9)).toBe(bins.count - 1);
    expect(bins.bin(Infinity)).toBe(bins.count - 1);
  });
});
