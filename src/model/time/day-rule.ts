/** One entry of a calendar name: which hours of which days it means. */
import type { Mark } from '../quantity/parsed.ts';
import { refuse, valueOf } from '../quantity/parsed.ts';
import type { CivilDate } from './civil-days.ts';
import { daysInMonth } from './civil-days.ts';
import { hoursOfDate, parseDateTime } from './date-time.ts';

/** From `from` to `to` hours after midnight, on the days for which `holds`; `to` may pass 24. */
export interface DayRule {
  /** As written, and where. */
  readonly text: string;
  readonly mark: Mark;
  /** Whether it names dates, which come once; false for what comes again each day, week or year. */
  readonly isDated: boolean;
  readonly from: number;
  readonly to: number;
  /** @param days Days from 1970-01-01. @param weekday 0 for Monday. */
  readonly holds: (days: number, date: CivilDate, weekday: number) => boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const LONG_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const LONG_WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The names of days and months. */
export const DAY_WORDS: readonly string[] = [...MONTHS, ...WEEKDAYS, ...LONG_MONTHS, ...LONG_WEEKDAYS].map(capital);

const REMEDY =
  'write `23:00..05:00`, `Mon..Fri`, `Mon..Fri 08:00..18:00`, `Jun..Sep`, `18 Dec..2 Jan` or `2027-06-01..2027-06-05`';

/** A place in the round of a day, a week, a year, or in the run of days. */
interface Point {
  readonly kind: 'time' | 'weekday' | 'month' | 'day' | 'date';
  /** Hours, 0..6, 1..12, month * 32 + day, or days from 1970-01-01. */
  readonly at: number;
}

function named(short: readonly string[], long: readonly string[], word: string): number {
  const lower = word.toLowerCase();
  return Math.max(short.indexOf(lower), long.indexOf(lower));
}

function pointOf(text: string, mark: Mark): Point {
  const time = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (time !== null) {
    const [hour, minute] = [Number(time[1]), Number(time[2])];
    if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) {
      return refuse('calendar', `\`${text}\` is no time of day`, 'write a time from 00:00 to 24:00', mark);
    }
    return { kind: 'time', at: hour + minute / 60 };
  }
  if (/^\d+[-/.]\d+[-/.]\d+/.test(text)) {
    const date = valueOf(parseDateTime(text), mark.offset);
    if (!date.endsWith('T00:00'))
      refuse('calendar', 'a calendar of dates has whole days', 'write the date without a time', mark);
    return { kind: 'date', at: hoursOfDate(date) / 24 };
  }
  const weekday = named(WEEKDAYS, LONG_WEEKDAYS, text);
  if (weekday >= 0) return { kind: 'weekday', at: weekday };
  const [, day, month] = /^(\d{1,2}) +(\p{L}+)$/u.exec(text) ?? [];
  const number = named(MONTHS, LONG_MONTHS, month ?? text) + 1;
  if (number < 1) return refuse('calendar', `\`${text}\` is no time, day or month`, REMEDY, mark);
  if (day === undefined) return { kind: 'month', at: number };
  const on = Number(day);
  if (on < 1 || on > daysInMonth(2000, number)) return refuse('calendar', `there is no day \`${text}\``, REMEDY, mark);
  return { kind: 'day', at: number * 32 + on };
}

/** Whether a place of a round lies between two others, both counted in; the way may lead past the end of the round. */
function between(at: number, first: number, last: number): boolean {
  return first <= last ? at >= first && at <= last : at >= first || at <= last;
}

/** A point: a time, a date, a day of a month, or a name. */
const POINT = String.raw`\d{1,2}:\d{2}|\d+[-/.]\d+[-/.]\d+(?:T[\d:]+)?|\d{1,2} +\p{L}+|\p{L}+`;
/** A point, or two with a range between them, at the beginning of a text. */
const STRETCH = new RegExp(String.raw`^(${POINT})(?:\s*(?:\.\.|[\u2012-\u2015])\s*(${POINT}))?(?=\s|$)\s*`, 'u');

/** What one stretch of an entry says of days, or of their hours. */
type Stretch =
  | { readonly kind: 'time'; readonly from: number; readonly to: number }
  | { readonly kind: 'weekday' | 'month' | 'day' | 'date'; readonly holds: DayRule['holds'] };

function stretchOf(left: string, right: string | undefined, mark: Mark): Stretch {
  const first = pointOf(left, mark);
  const last = right === undefined ? first : pointOf(right, mark);
  if (first.kind !== last.kind)
    return refuse('calendar', `\`${left}\` and \`${right ?? ''}\` are of two kinds`, REMEDY, mark);
  const { kind } = first;
  switch (kind) {
    case 'time':
      if (first.at === last.at)
        return refuse('calendar', 'a time of day has a beginning and an end', 'write `23:00..05:00`', mark);
      return { kind, from: first.at, to: last.at > first.at ? last.at : last.at + 24 };
    case 'weekday':
      return { kind, holds: (_days, _date, weekday) => between(weekday, first.at, last.at) };
    case 'month':
      return { kind, holds: (_days, { month }) => between(month, first.at, last.at) };
    case 'day':
      return { kind, holds: (_days, { month, day }) => between(month * 32 + day, first.at, last.at) };
    case 'date':
      if (first.at > last.at)
        return refuse('order', 'the first date lies after the last', 'write the earlier date first', mark);
      return { kind, holds: (days) => between(days, first.at, last.at) };
  }
}

/**
 * Reads one entry: stretches that must all hold, such as `Mon..Fri 08:00..18:00` or `Jun..Sep Sat 22:00..04:00`.
 *
 * @param mark Where it stands in the text, for faults.
 */
export function dayRule(text: string, mark: Mark): DayRule {
  const stretches: Stretch[] = [];
  let rest = text;
  do {
    const match = STRETCH.exec(rest);
    if (match === null) return refuse('calendar', `\`${text}\` is no stretch of time`, REMEDY, mark);
    const stretch = stretchOf(match[1] ?? '', match[2], mark);
    if (stretches.some(({ kind }) => kind === stretch.kind)) {
      return refuse('calendar', `\`${text}\` has two stretches of one kind`, 'write two entries, in a list', mark);
    }
    stretches.push(stretch);
    rest = rest.slice(match[0].length);
  } while (rest !== '');
  const [hours] = stretches.flatMap((one) => (one.kind === 'time' ? [one] : []));
  const ofDays = stretches.flatMap((one) => (one.kind === 'time' ? [] : [one.holds]));
  return {
    text,
    mark,
    isDated: stretches.some(({ kind }) => kind === 'date'),
    from: hours?.from ?? 0,
    to: hours?.to ?? 24,
    holds: (days, date, weekday) => ofDays.every((holds) => holds(days, date, weekday)),
  };
}
