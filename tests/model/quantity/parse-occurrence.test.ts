import { expect, it, test } from 'vitest';
import type { Occurrence } from '../../../src/model/model.ts';
import type { Parsed } from '../../../src/model/quantity/parsed.ts';
import { parseOccurrence } from '../../../src/model/quantity/parse-occurrence.ts';
import { bad, context, good } from './context.ts';

const read = (raw: unknown, once = false): Parsed<Occurrence> =>
  parseOccurrence(raw, once, { starts: '2027-01-01T00:00', horizonHours: 8760 }, context);

it('reads the time between events as hours', () => {
  expect(good(read('every 8..40 years (ops-day)'))).toMatchObject({
    kind: 'rate',
    per: 'interval',
    once: false,
    amount: { dimension: 'hours', law: { low: 70080, high: 350400 }, timing: 'uncertain', sources: ['ops-day'] },
  });
});

it('reads a rate as events per hour', () => {
  expect(good(read('5..20 per year (neso-2025)'))).toMatchObject({
    kind: 'rate',
    per: 'rate',
    amount: {
      dimension: 'number/hour',
      law: { low: 5 / 8760, high: 20 / 8760 },
      text: '5..20 per year (neso-2025)'.slice(0, 14),
    },
  });
  expect(good(read('lognormal 5 0.5 per year'))).toMatchObject({
    kind: 'rate',
    amount: { law: { kind: 'lognormal' } },
  });
});

it('reads a share per year as one chance a year', () => {
  expect(good(read('1..5% per year'))).toMatchObject({
    kind: 'yearly',
    chance: { dimension: 'share', law: { low: 0.01, high: 0.05 } },
  });
  expect(good(read('beta 2 8 per year'))).toMatchObject({ kind: 'yearly', chance: { law: { kind: 'beta' } } });
  expect(good(read('discrete 2 60% 5 40% per year'))).toMatchObject({ kind: 'rate' });
});

it('reads a stretch within which it comes', () => {
  expect(good(read('within 6..24 months never 30%'))).toEqual({
    kind: 'within',
    low: 4380,
    high: 17520,
    never: 0.3,
    once: false,
  });
  expect(good(read('within 6..24 months'))).toMatchObject({ never: 0 });
});

it('takes once from its place or from the text', () => {
  expect(good(read('every 40 years', true))).toMatchObject({ once: true });
  expect(good(read('every 40 years once (ops-day)'))).toMatchObject({ once: true });
  expect(good(read('once every 40 years'))).toMatchObject({ once: true });
  expect(bad(read('once per year')).code).toBe('occurrence');
});

it('reads dates as hours after the start', () => {
  expect(good(read('on 2027-01-02 06:00'))).toEqual({ kind: 'on', atHours: [30] });
  expect(good(read('on 2027-01-03, 2027-01-02'))).toEqual({ kind: 'on', atHours: [24, 48] });
  expect(good(read(['2027-01-03', 'on 2027-01-01']))).toEqual({ kind: 'on', atHours: [0, 48] });
});

it('takes a mean time whose law keeps away from 0, by itself or by a bound', () => {
  expect(good(read('every gamma 2 5 years'))).toMatchObject({ amount: { law: { kind: 'gamma' } } });
  expect(good(read('every exponential 5 years min 1 month'))).toMatchObject({ amount: { min: 730 } });
  expect(good(read('every = n * 1 year'))).toMatchObject({ amount: { law: { kind: 'formula' } } });
});

it('reads a formula as a rate', () => {
  expect(good(read('= departures * 0.5'))).toMatchObject({
    kind: 'rate',
    per: 'rate',
    amount: { law: { kind: 'formula' } },
  });
});

test.each([
  ['5%', 'occurrence', '5% per year'],
  ['sometimes', 'occurrence', 'every'],
  ['5% per month', 'occurrence', 'per year'],
  ['within 6 months', 'occurrence', 'within 6..24 months'],
  ['every 0 years', 'occurrence', 'every'],
  ['within 6..24 months max 10 months', 'occurrence', 'never 30%'],
  ['within uncertain 6..24 months', 'occurrence', 'never 30%'],
  ['every exponential 5 years', 'occurrence', 'min 1 month'],
  ['every normal 5 1 years min 0 h', 'occurrence', 'min 1 month'],
  ['every gamma 1 5 years', 'occurrence', 'min 1 month'],
  ['every pert 0 1 5 years', 'occurrence', 'min 1 month'],
  ['every discrete 0 h 50% 5 h 50%', 'occurrence', 'min 1 month'],
  ['every = 0 h', 'occurrence', 'min 1 month'],
  ['every mixture 70% (exponential 5 h) 30% (1..5 days)', 'occurrence', 'min 1 month'],
  ['every 5', 'unit', 'h'],
  ['on 01/03/2027', 'date', '2027-03-31'],
  ['within 6..24 months never 130%', 'share', '100%'],
  ['every 8..40 years (ops-dya)', 'unknown-name', 'ops-day'],
])('refuses %s: %s', (text, code, remedy) => {
  const fault = bad(read(text));
  expect(fault.code).toBe(code);
  expect(fault.remedy).toContain(remedy);
});

it('points into the whole text', () => {
  expect(bad(read('on 2027-01-02, 2027-02-30'))).toMatchObject({ offset: 15, length: 10 });
  expect(bad(read('every 8-40 years'))).toMatchObject({ code: 'hyphen', offset: 7 });
});
