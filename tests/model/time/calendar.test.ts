import { expect, it, test } from 'vitest';
import type { CalendarStretch } from '../../../src/model/model.ts';
import { parseCalendar } from '../../../src/model/time/calendar.ts';

/** 2027-01-01 is a Friday. */
const START = '2027-01-01T00:00';

function stretches(raw: unknown, horizon: number, starts = START): [number, number][] {
  const parsed = parseCalendar(raw, starts, horizon);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.value.map(({ from, to }: CalendarStretch) => [from, to]);
}

it('carries a night across midnight, the first from hour 0', () => {
  expect(stretches('23:00..05:00', 48)).toEqual([
    [0, 5],
    [23, 29],
    [47, 48],
  ]);
  expect(stretches('23:00..05:00', 10, '2027-01-01T02:00')).toEqual([[0, 3]]);
});

it('takes times of day up to 24:00', () => {
  expect(stretches('18:00..24:00', 48)).toEqual([
    [18, 24],
    [42, 48],
  ]);
  expect(stretches('00:00..24:00', 48)).toEqual([[0, 48]]);
});

it('counts whole days in, both ends', () => {
  expect(stretches('2027-01-02..2027-01-03', 8760)).toEqual([[24, 72]]);
  expect(stretches('2027-01-02', 8760)).toEqual([[24, 48]]);
  expect(stretches('18 Dec..2 Jan', 8760)).toEqual([
    [0, 48],
    [351 * 24, 8760],
  ]);
  expect(stretches('Jun..Sep', 8760)).toEqual([[151 * 24, 273 * 24]]);
  expect(stretches('November\u2013January', 8760)).toEqual([
    [0, 744],
    [304 * 24, 8760],
  ]);
});

it('knows the days of the week', () => {
  expect(stretches('Mon..Fri', 168)).toEqual([
    [0, 24],
    [72, 168],
  ]);
  expect(stretches('Sat, Sun', 168)).toEqual([[24, 72]]);
  expect(stretches('Fri..Mon', 168)).toEqual([[0, 96]]);
});

it('joins what a list names, sorted and merged', () => {
  expect(stretches(['Sat, Sun', '2027-01-03..2027-01-05', '08:00..09:00'], 100)).toEqual([
    [8, 9],
    [24, 100],
  ]);
});

it('is never in force where its dates lie beyond the horizon', () => {
  expect(stretches('2030-01-01', 8760)).toEqual([]);
});

test.each([
  '25:00..26:00',
  '05:00..05:00',
  '23:00',
  'Jun..Mon',
  '31 Feb',
  '01/03/2026',
  '2027-06-05..2027-06-01',
  'whenever',
  'Jun..',
  'Jun..Jul..Aug',
  '',
  [],
  7,
])('%s is a fault with a remedy', (raw) => {
  const parsed = parseCalendar(raw, START, 8760);
  expect(parsed.ok || parsed.fault.remedy).toContain('write');
});

it('points at the entry that is wrong', () => {
  const parsed = parseCalendar('Sat, Sunn', START, 8760);
  expect(parsed.ok || parsed.fault).toMatchObject({ code: 'calendar', offset: 4 });
});
