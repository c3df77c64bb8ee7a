import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/results/estimate.ts';
import { knowsEnough, parseUntil, type Until } from '../../../src/sim/session/until.ts';

describe('parseUntil', () => {
  test.each([
    ['2% of tvar99', { relative: 0.02, of: 'tvar99' }],
    [' 0.5 %  of mean ', { relative: 0.005, of: 'mean' }],
  ])('reads %j', (text, until) => {
    expect(parseUntil(text)).toEqual({ ok: true, value: until });
  });

  test.each(['', '2 of mean', '2% of var90', '0% of mean', '100% of mean', '-1% of mean', '2% of toString'])(
    'refuses %j, saying what would be right',
    (text) => {
      const read = parseUntil(text);
      expect(read.ok ? '' : read.problems[0]?.remedy).toMatch(/2% of (tvar99|var95)/);
    },
  );
});

describe('knowsEnough', () => {
  const loss = {
    mean: estimate(100, 2),
    valueAtRisk: { '0.95': estimate(0, 0), '0.99': estimate(100, 2.01) },
    tailValueAtRisk: { '0.95': estimate(100, 1, true), '0.99': estimate(100, 1) },
  };
  const worlds = (count: number) => ({ byWorld: true, worlds: count });
  const until = (of: Until['of']): Until => ({ relative: 0.02, of });

  test('is true up to the share asked for, and false beyond it', () => {
    expect(knowsEnough(loss, until('mean'), worlds(100))).toBe(true);
    expect(knowsEnough(loss, until('var99'), worlds(100))).toBe(false);
    expect(knowsEnough(loss, until('tvar99'), worlds(100))).toBe(true);
  });

  test('is false for an estimate of nothing and for an unreliable one', () => {
    expect(knowsEnough(loss, until('var95'), worlds(100))).toBe(false);
    expect(knowsEnough(loss, until('tvar95'), worlds(100))).toBe(false);
  });

  test('is false for few of several worlds, but not for the only one', () => {
    expect(knowsEnough(loss, until('mean'), worlds(29))).toBe(false);
    expect(knowsEnough(loss, until('mean'), worlds(30))).toBe(true);
    expect(knowsEnough(loss, until('mean'), { byWorld: false, worlds: 1 })).toBe(true);
  });
});
