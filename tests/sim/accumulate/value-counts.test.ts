import { describe, expect, test } from 'vitest';
import { makeLogBins } from '../../../src/sim/accumulate/log-bins.ts';
import { makeValueCounts, type ValueCounts } from '../../../src/sim/accumulate/value-counts.ts';
import { makeRandom } from '../../fixtures/random.ts';

const bins = makeLogBins(-20, 60);

type Entry = readonly [value: number, isBin: boolean, times: number];

function entriesOf(counts: ValueCounts, item: number): Entry[] {
  const entries: Entry[] = [];
  counts.forEach(item, (value, isBin, times) => entries.push([value, isBin, times]));
  return entries;
}

function pairsOf(item: number, values: readonly number[]): Int32Array {
  const pairs = new Int32Array(2 * values.length).fill(item);
  const numbers = new Float32Array(pairs.buffer);
  values.forEach((value, k) => {
    numbers[2 * k + 1] = value;
  });
  return pairs;
}

function countsOf(values: readonly number[], item = 0, items = 1): ValueCounts {
  const counts = makeValueCounts(items, bins);
  counts.addAll(pairsOf(item, values), 0, 2 * values.length);
  return counts;
}

describe('counts of numbers', () => {
  test('are exact for few different ones, whatever the last bits', () => {
    const times = [0, 1234.5, 8000.1, 8759.9];
    const lengths = times.flatMap((start) => [start + 10 - start, start + 10.1 - start]);
    expect(new Set(lengths).size).toBeGreaterThan(2);
    expect(entriesOf(countsOf(lengths), 0)).toEqual([
      [10, false, 4],
      [10.1, false, 4],
    ]);
  });

  test('stay exact for lumps among many others, which are counted in bins', () => {
    const random = makeRandom(3);
    const values = Array.from({ length: 5000 }, () => (random.chance(0.4) ? 10 : Math.fround(5 + 20 * random.unit())));
    const lump = values.filter((value) => value === 10).length;
    const entries = entriesOf(countsOf(values, 2, 4), 2);
    expect(entries[0]).toEqual([10, false, lump]);
    const binned = entries.slice(1);
    expect(binned.every(([, isBin]) => isBin)).toBe(true);
    expect(binned.reduce((sum, [, , times]) => sum + times, 0)).toBe(5000 - lump);
    for (const [low, , times] of binned) {
      const high = bins.edge(bins.bin(low) + 1);
      expect(values.filter((value) => value >= low && value < high && value !== 10).length).toBe(times);
    }
  });

  test('of a continuous law are all in bins, over any number of octaves', () => {
    const random = makeRandom(5);
    const values = Array.from({ length: 3000 }, () => 2 ** (40 * random.unit() - 10));
    const entries = entriesOf(countsOf(values), 0);
    expect(entries.every(([, isBin]) => isBin)).toBe(true);
    expect(entries.reduce((sum, [, , times]) => sum + times, 0)).toBe(3000);
    expect(entries.map(([low]) => low)).toEqual(entries.map(([low]) => low).toSorted((a, b) => a - b));
  });

  test('can be added to others, and cleared', () => {
    const random = makeRandom(7);
    const parts = Array.from({ length: 5 }, () =>
      Array.from({ length: 300 }, () => (random.chance(0.5) ? 3 : random.unit() * 9)),
    );
    const whole = makeValueCounts(2, bins);
    const current = makeValueCounts(2, bins);
    for (const part of parts) {
      current.addAll(pairsOf(1, part), 0, 2 * part.length);
      current.forEachItem((item) => {
        current.forEach(item, (value, isBin, times) => whole.addMany(item, value, isBin, times));
      });
      current.clear();
      expect(entriesOf(current, 1)).toEqual([]);
    }
    expect(entriesOf(whole, 0)).toEqual([]);
    expect(entriesOf(whole, 1)).toEqual(entriesOf(countsOf(parts.flat(), 1, 2), 1));
  });
});
