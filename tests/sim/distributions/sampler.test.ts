import { describe, expect, test } from 'vitest';
import {
  constantOf,
  isConstantRow,
  makeSampler,
  makeSamplerBuilder,
  quantileOfRow,
} from '../../../src/sim/distributions/sampler.ts';
import { distributionOf } from '../../../src/sim/distributions/distribution-of.ts';
import { constant, formula, interval, quantity } from '../../fixtures/model-builder.ts';

const none = new Float64Array(0);
const logit = (x: number): number => Math.log(x / (1 - x));

describe('rows', () => {
  test('of equal laws are one, whatever their text and sources; others are not', () => {
    const builder = makeSamplerBuilder();
    const row = builder.add(interval(1, 10, 'hours', 'varies'));
    expect(builder.add({ ...interval(1, 10, 'hours', 'varies'), text: 'x', sources: ['s'] })).toBe(row);
    expect(builder.add(interval(1, 10, 'hours', 'uncertain'))).toBe(row);
    expect(builder.add(interval(1, 11, 'hours', 'varies'))).not.toBe(row);
    expect(builder.add(interval(1, 10, 'hours', 'varies'), 0)).not.toBe(row);
    expect(builder.add({ ...interval(1, 10, 'hours', 'varies'), max: 9 })).not.toBe(row);
    expect(builder.beta(2, 3)).toBe(builder.beta(2, 3));
    expect(builder.beta(2, 3)).not.toBe(builder.beta(2, 4));
    expect(builder.slot(1)).not.toBe(builder.slot(2));
    expect(builder.normal(0, 1)).toBe(builder.normal(0, 1));
  });

  test('with the same law but other shifts share its table', () => {
    const builder = makeSamplerBuilder();
    const share = interval(0.4, 0.7, 'share', 'varies');
    const row = builder.add(share);
    const { length } = builder.table().tables;
    const shifted = builder.add(share, 0);
    const again = builder.add(share, 1);
    expect(new Set([row, shifted, again]).size).toBe(3);
    expect(builder.table().tables).toHaveLength(length);
    expect(length * 8).toBeLessThanOrEqual(4096);
  });

  test('of laws with a table can be written over each other', () => {
    const [a, b] = [makeSamplerBuilder(), makeSamplerBuilder()];
    a.add(interval(0.4, 0.7, 'share', 'varies'));
    b.add(quantity({ kind: 'gamma', shape: 2, scale: 3 }, 'hours', 'varies', { max: 20 }));
    const table = a.table();
    const sampler = makeSampler(table, none);
    const next = b.table();
    for (const key of ['kind', 'params', 'tables', 'shift', 'share'] as const) table[key].set(next[key]);
    const fresh = makeSampler(next, none);
    for (const word of [0, 5, 1 << 30, -5]) expect(sampler.sample(0, word)).toBe(fresh.sample(0, word));
  });

  test('of a formula are refused', () => {
    expect(() => makeSamplerBuilder().add(formula([{ op: 'hours' }], 'hours'))).toThrow(RangeError);
  });
});

describe('a constant row', () => {
  test('is known as such, and nothing else is', () => {
    const builder = makeSamplerBuilder();
    const [three, zero] = [builder.add(constant(3, 'hours')), builder.add(constant(0, 'share'))];
    const drawn = builder.add(interval(1, 2, 'hours', 'varies'));
    const slot = builder.slot(0);
    const table = builder.table();
    const slots = Float64Array.of(8);
    const sampler = makeSampler(table, slots);
    expect([three, zero, drawn, slot].map((row) => isConstantRow(table, row))).toEqual([true, true, false, false]);
    expect([three, zero, drawn, slot].map((row) => constantOf(table, row))).toEqual([3, 0, NaN, NaN]);
    expect([three, zero, drawn, slot].map((row) => sampler.constant(row))).toEqual([3, 0, NaN, NaN]);
    expect([sampler.sample(three, 77), quantileOfRow(table, slots, zero, 0.3), sampler.sample(slot, 5)]).toEqual([
      3, 0, 8,
    ]);
  });
});

describe('a shift drawn once per world', () => {
  const slots = Float64Array.of(0, 0);
  const builder = makeSamplerBuilder();
  const hours = interval(1, 10, 'hours', 'varies');
  const share = interval(0.4, 0.7, 'share', 'varies');
  const rows = { hours: builder.add(hours, 1), share: builder.add(share, 1), plain: builder.add(hours) };
  const table = builder.table();
  const sampler = makeSampler(table, slots);

  test('of a positive quantity is one of its logarithm, of a share one of its logit', () => {
    for (const shift of [-2, 0, 0.7]) {
      slots[1] = shift;
      for (const p of [0.001, 0.3, 0.999]) {
        const x = distributionOf(hours).quantile(p);
        const y = distributionOf(share).quantile(p);
        expect(Math.abs(quantileOfRow(table, slots, rows.hours, p) / (x * Math.exp(shift)) - 1)).toBeLessThan(1e-12);
        expect(logit(quantileOfRow(table, slots, rows.share, p))).toBeCloseTo(logit(y) + shift, 7);
        expect(quantileOfRow(table, slots, rows.plain, p)).toBeCloseTo(x, 11);
      }
    }
  });

  test('keeps a share between 0 and 1', () => {
    slots[1] = 900;
    expect(sampler.sample(rows.share, 1234)).toBeLessThanOrEqual(1);
    slots[1] = -900;
    expect(sampler.sample(rows.share, 1234)).toBeGreaterThanOrEqual(0);
  });
});

test('a slot row follows its slot', () => {
  const builder = makeSamplerBuilder();
  const row = builder.slot(1);
  const slots = Float64Array.of(4, 5);
  const table = builder.table();
  const sampler = makeSampler(table, slots);
  expect(sampler.sample(row, 0)).toBe(5);
  slots[1] = 6;
  expect(quantileOfRow(table, slots, row, 0.1)).toBe(6);
});

test('a normal row has its mean and deviation, one without deviation is its mean', () => {
  const builder = makeSamplerBuilder();
  const sampler = makeSampler(builder.table(), none);
  expect(() => sampler.sample(0, 0)).toThrow(RangeError);
  const [row, still] = [builder.normal(2, 3), builder.normal(2, 0)];
  const filled = makeSampler(builder.table(), none);
  expect(quantileOfRow(builder.table(), none, row, 0.975)).toBeCloseTo(2 + 3 * 1.959963984540054, 13);
  expect(filled.constant(still)).toBe(2);
});

test('bounds of truncation hold for every word', () => {
  const builder = makeSamplerBuilder();
  const row = builder.add({ ...interval(1, 10, 'hours', 'varies'), min: 2, max: 8 });
  const table = builder.table();
  const sampler = makeSampler(table, none);
  for (const word of [0, 1, 2, 100, -100, -2, -1]) {
    expect(sampler.sample(row, word)).toBeGreaterThanOrEqual(2);
    expect(sampler.sample(row, word)).toBeLessThanOrEqual(8);
  }
  expect([1e-300, 1 - 2 ** -53].map((p) => quantileOfRow(table, none, row, p))).toEqual([
    expect.closeTo(2, 12),
    expect.closeTo(8, 12),
  ]);
});
