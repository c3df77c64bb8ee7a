import { describe, expect, it, test } from 'vitest';
import { parseFallback } from '../../../src/model/quantity/parse-fallback.ts';
import { parseChance, parseCurve } from '../../../src/model/quantity/parse-limits.ts';
import { parseRecover } from '../../../src/model/quantity/parse-recover.ts';
import { parseTransfer } from '../../../src/model/quantity/parse-transfer.ts';
import { bad, context, good } from './context.ts';

describe('a layer of insurance', () => {
  it('says its limit, retention, share and waiting time', () => {
    expect(good(parseTransfer('£5m over £1m per event share 90% waiting 24 h (neso-2025)', context))).toEqual({
      limit: 5e6,
      over: 1e6,
      per: 'event',
      share: 0.9,
      waitingHours: 24,
    });
  });

  it('pays all from the first when it says no more', () => {
    expect(good(parseTransfer('£5m per year', context))).toEqual({
      limit: 5e6,
      over: 0,
      per: 'year',
      share: 1,
      waitingHours: 0,
    });
  });

  it('does not mind capitals', () => {
    expect(good(parseTransfer('£5m Over £1m per Year', context))).toMatchObject({ over: 1e6, per: 'year' });
  });

  test.each([
    ['£5m', 'transfer'],
    ['£0 per year', 'transfer'],
    ['£5m per event per year', 'twice'],
    ['£5m over 3 h per event', 'unit'],
    ['£5m per event only', 'word'],
    ['£1m..£5m per event', 'constant'],
  ])('refuses %s: %s', (text, code) => {
    expect(bad(parseTransfer(text, context)).code).toBe(code);
  });
});

describe('recovery and fallback', () => {
  it('gives a recovery its chance and its time, and the sources to both', () => {
    expect(good(parseRecover('50..90% in 2..10 h (ops-day)', context))).toMatchObject({
      chance: { law: { low: 0.5, high: 0.9 }, timing: 'uncertain', sources: ['ops-day'] },
      within: { law: { low: 2, high: 10 }, timing: 'varies', sources: ['ops-day'] },
    });
    expect(bad(parseRecover('50..90%', context)).code).toBe('recover');
  });

  it('gives a fallback its capacity and, when said, its time', () => {
    expect(good(parseFallback('45% after 30 min', context))).toMatchObject({
      fallback: { law: { value: 0.45 } },
      after: { law: { value: 0.5 } },
    });
    expect(good(parseFallback('45%', context)).after).toBeUndefined();
    expect(bad(parseFallback('45% after 40', context))).toMatchObject({ code: 'unit', offset: 10 });
  });
});

describe('limits', () => {
  it('takes a chance with or without its year', () => {
    expect(good(parseChance('5% per year', context))).toBe(0.05);
    expect(good(parseChance('0.2%', context))).toBe(0.002);
    expect(bad(parseChance('5% per month', context)).code).toBe('unit');
    expect(bad(parseChance('105%', context)).code).toBe('share');
  });

  it('takes the source of a chance', () => {
    expect(good(parseChance('5% per year (neso-2025)', context))).toBe(0.05);
    expect(good(parseChance('3.5% (ops-day)', context))).toBe(0.035);
    expect(bad(parseChance('5% per month (neso-2025)', context)).code).toBe('unit');
    expect(bad(parseChance('5% (no-such)', context)).code).toBe('unknown-name');
    expect(bad(parseChance('= 5%', context)).code).toBe('syntax');
  });

  it('takes a curve as a list or as a text', () => {
    const points = [
      { loss: 1e6, chance: 0.5 },
      { loss: 1e7, chance: 0.05 },
    ];
    expect(good(parseCurve(['£10m 5%', '£1m 50%'], context))).toEqual(points);
    expect(good(parseCurve('[£1m 50%, £10m 5%] per year', context))).toEqual(points);
  });

  it('refuses a curve that rises, has no points or no chances', () => {
    expect(bad(parseCurve(['£1m 5%', '£10m 50%'], context)).code).toBe('curve');
    expect(bad(parseCurve([], context)).code).toBe('curve');
    expect(bad(parseCurve(['£1m'], context)).code).toBe('curve');
  });
});
