import { expect, it, test } from 'vitest';
import type { CalendarStretch } from '../../../src/model/model.ts';
import { mergedStretches, parseCalendar } from '../../../src/model/time/calendar.ts';

/** 2027-01-01 is a Friday. */
const START = '2027-01-01T00:00';

function stretches(raw: string | readonly string[], horizon: number, starts = START): [number, number][] {
  const found = [raw].flat().flatMap((one) => {
    const parsed = parseCalendar(one, starts, horizon, false);
    if (!parsed.ok) throw new Error(parsed.fault.message);
    return parsed.value;
  });
  return mergedStretches(found).map(({ from, to }: CalendarStretch) => [from, to]);
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

it('puts hours to days: office hours, and the nights of Fridays', () => {
  // From Friday 1 January: Monday is the 4th.
  expect(stretches('Mon..Fri 08:00..18:00', 120)).toEqual([
    [8, 18],
    [80, 90],
    [104, 114],
  ]);
  expect(stretches(['Mon..Fri 08:00..18:00', 'Sat 09:00..12:00'], 48)).toEqual([
    [8, 18],
    [33, 36],
  ]);
  expect(stretches('Fri 22:00..06:00', 48)).toEqual([[22, 30]]);
  expect(stretches('Jan Sat..Sun 10:00..11:00', 8760)).toHaveLength(10);
  expect(stretches('18 Dec..2 Jan 20:00..22:00', 100)).toEqual([
    [20, 22],
    [44, 46],
  ]);
  expect(stretches('08:00..18:00 Mon..Fri', 120)).toEqual(stretches('Mon..Fri 08:00..18:00', 120));
  expect(stretches('2027-01-02..2027-01-04 Mon', 8760)).toEqual([[72, 96]]);
});

it.each([
  ['2030-01-01', true],
  ['2026-12-20..2026-12-31', true],
  ['Jun..Sep', false],
  ['Jan, Jun..Sep', false],
  ['29 Feb', false],
  ['Feb Mon 10:00..12:00', false],
] as const)(
  '%s, of which nothing lies in the horizon, is a fault; a season may be under another horizon',
  (raw, isDated) => {
    const parsed = parseCalendar(raw, START, 744, false);
    expect(parsed.ok || parsed.fault).toMatchObject({ code: 'outside' });
    expect(parsed.ok || parsed.fault.message).toMatch(/lies outside the horizon, 2027-01-01 to 2027-02-01$/);
    expect(parseCalendar(raw, START, 744, true).ok).toBe(!isDated);
  },
);

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
  'Mon..Fri Sat',
  '08:00..09:00 10:00..11:00',
  'Mon..Fri 08:00',
  [],
  7,
])('%s is a fault with a remedy', (raw) => {
  const parsed = parseCalendar(raw, START, 8760, false);
  expect(parsed.ok || parsed.fault.remedy).toContain('write');
});

it('points at the entry that is wrong', () => {
  const parsed = parseCalendar('Sat, Sunn', START, 8760, false);
  expect(parsed.ok || parsed.fault).toMatchObject({ code: 'calendar', offset: 5, length: 4 });
});
