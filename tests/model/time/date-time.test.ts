import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { civilFromDays, daysFromCivil, weekdayOf } from '../../../src/model/time/civil-days.ts';
import { hoursAfter, parseDateTime } from '../../../src/model/time/date-time.ts';

test.each([
  ['2027-12-20T06:00', '2027-12-20T06:00'],
  ['2027-12-20 06:00', '2027-12-20T06:00'],
  ['2027-12-20 6:30', '2027-12-20T06:30'],
  ['2027-03-31', '2027-03-31T00:00'],
  ['2027-03-31T00:00:00.000Z', '2027-03-31T00:00'],
  [' 2027\u201103\u201131 ', '2027-03-31T00:00'],
  ['2028-02-29', '2028-02-29T00:00'],
])('%s is %s', (text, expected) => {
  expect(parseDateTime(text)).toEqual({ ok: true, value: expected });
});

test.each([
  '01/03/2026',
  '1.3.2026',
  '2027-02-29',
  '2027-13-01',
  '2027-00-01',
  '2027-01-01 24:00',
  '2027-3-1',
  'tomorrow',
  '',
  2027,
  null,
])('%s is no date, and it says how to write one', (raw) => {
  const parsed = parseDateTime(raw);
  expect(parsed.ok || parsed.fault.remedy).toContain(raw === '2027-01-01 24:00' ? '23:59' : '2027-03-31');
});

it('counts civil hours, each day 24', () => {
  expect(hoursAfter('2027-01-01T00:00', '2027-03-31T06:30')).toBe(89 * 24 + 6.5);
  expect(hoursAfter('2027-01-01T00:00', '2026-12-31T00:00')).toBe(-24);
  expect(hoursAfter('2027-01-01T00:00', '2028-01-01T00:00')).toBe(8760);
});

it('agrees with the calendar of the language on every day', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200000, max: 200000 }), (days) => {
      const date = new Date(days * 86400000);
      const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(civilFromDays(days)).toEqual(civil);
      expect(daysFromCivil(civil)).toBe(days);
      expect(weekdayOf(days)).toBe((date.getUTCDay() + 6) % 7);
    }),
    { seed: 3 },
  );
});
