import { describe, expect, test } from 'vitest';
import { makeShareSums, tailOf } from '../../../src/sim/measure/tail.ts';

/** A small generator of uniform numbers, for made-up losses. */
function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('tailOf', () => {
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

  test('takes the worst twentieth', () => {
    const losses = Float64Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1);
    const tail = tailOf(losses);
    expect([...tail.place].map((place) => losses[place]!).toSorted((a, b) => a - b)).toEqual([96, 97, 98, 99, 100]);
    expect([...tail.place]).toEqual([...tail.place].toSorted((a, b) => a - b));
    expect([...tail.weight]).toEqual([1, 1, 1, 1, 1]);
  });

  test('shares the rest of the tail among those that tie at its boundary', () => {
    const losses = Float64Array.from({ length: 60 }, (_, index) => (index < 1 ? 9 : index < 5 ? 7 : 1));
    const tail = tailOf(losses);
    expect([...tail.place]).toEqual([0, 1, 2, 3, 4]);
    expect([...tail.weight]).toEqual([1, 0.5, 0.5, 0.5, 0.5]);
    expect([...tail.boundary]).toEqual([0, 1, 1, 1, 1]);
  });

  test('takes the part of a period that is left when the tail is no whole number of them', () => {
    const tail = tailOf(Float64Array.from({ length: 50 }, (_, index) => index + 1));
    expect([...tail.place]).toEqual([47, 48, 49]);
    expect(sum(tail.weight)).toBeCloseTo(2.5, 12);
    expect(tail.weight[0]).toBe(0.5);
  });

  test('leaves out what is free of loss', () => {
    const losses = new Float64Array(100);
    losses[17] = 3;
    expect([...tailOf(losses).place]).toEqual([17]);
    expect(tailOf(new Float64Array(100)).place).toHaveLength(0);
  });
});

describe('makeShareSums', () => {
  test('gives each node its part of the loss', () => {
    const sums = makeShareSums(3);
    sums.period(10, 1, false);
    sums.cause(0, 4, false);
    sums.cause(1, 6, false);
    sums.endCluster();
    sums.period(20, 0.5, false);
    sums.cause(0, 10, false);
    sums.endCluster();
    expect(sums.shares(40).map((share) => share.value)).toEqual([14 / 20, 6 / 20, 0]);
  });

  test('has no share of no loss', () => {
    const sums = makeShareSums(1);
    sums.endCluster();
    expect(sums.shares(10)).toEqual([{ value: 0, standardError: 0 }]);
  });

  /**
   * The first node strikes seldom and hard, and worlds differ in how often and in how bad the rest is: what lies at the
   * boundary of the tail has another make-up than the tail, and worlds differ in how much of it they have. The spread of
   * the share over many made-up runs is known only by making them; the mean reported standard error must agree.
   */
  test('has a standard error that is the spread of the share over runs', () => {
    const uniform = uniforms(20_261);
    const [runs, worlds, trials] = [400, 40, 100];
    const shares: number[] = [];
    const errors: number[] = [];
    for (let run = 0; run < runs; run++) {
      const first = new Float64Array(worlds * trials);
      const losses = new Float64Array(worlds * trials);
      for (let world = 0; world < worlds; world++) {
        const chance = 0.06 * uniform();
        const scale = 0.2 + uniform();
        for (let at = world * trials; at < (world + 1) * trials; at++) {
          first[at] = uniform() < chance ? 5 + uniform() : 0;
          losses[at] = first[at]! - Math.log(1 - uniform()) * scale;
        }
      }
      const tail = tailOf(losses);
      const sums = makeShareSums(1);
      tail.place.forEach((place, entry) => {
        const previous = entry > 0 ? Math.floor(tail.place[entry - 1]! / trials) : 0;
        if (entry > 0 && Math.floor(place / trials) !== previous) sums.endCluster();
        sums.period(losses[place]!, tail.weight[entry]!, tail.boundary[entry] === 1);
        sums.cause(0, first[place]! * tail.weight[entry]!, tail.boundary[entry] === 1);
      });
      sums.endCluster();
      const [share] = sums.shares(worlds);
      shares.push(share!.value);
      errors.push(share!.standardError);
    }
    const mean = (values: readonly number[]): number =>
      values.reduce((total, value) => total + value, 0) / values.length;
    const spread = Math.sqrt((mean(shares.map((share) => (share - mean(shares)) ** 2)) * runs) / (runs - 1));
    const reported = Math.sqrt(mean(errors.map((error) => error * error)));
    // The spread of n normal values is known to 1 / sqrt(2 (n - 1)); 40 clusters lose a few per cent to non-linearity.
    expect(Math.abs(reported / spread - 1)).toBeLessThan(3 / Math.sqrt(2 * (runs - 1)) + 1 / worlds);
  });
});
