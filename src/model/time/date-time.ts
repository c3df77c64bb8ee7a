/** Dates and times of a model file: civil, without zones and without summer time. */
import type { Parsed } from '../quantity/parsed.ts';
import { attempt, refuse, valueOf } from '../quantity/parsed.ts';
import { civilFromDays, daysFromCivil, daysInMonth } from './civil-days.ts';

const REMEDY = 'write `2027-03-31` or `2027-03-31 06:00`: year, month, day';

/** A date that a program may have written: seconds and a zone of nought are let go. */
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{1,2}):(\d{2})(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?$/i;

/**
 * A date and time as `2027-12-20T06:00`; midnight when only a date is given.
 *
 * @param raw Text such as `2027-12-20 06:00` or `2027-12-20`.
 */
export function parseDateTime(raw: unknown): Parsed<string> {
  return attempt(() => {
    if (typeof raw !== 'string') return refuse('date', 'expected a date', REMEDY, { offset: 0, length: 0 });
    const text = raw.trim();
    const mark = { offset: raw.indexOf(text), length: text.length };
    const plain = text.replace(/[\s\u200b\ufeff]+/g, ' ').replace(/[\u2010-\u2013\u2212]/g, '-');
    const match = DATE_TIME.exec(plain);
    if (match === null) {
      const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})/.exec(plain);
      if (parts !== null) {
        return refuse('date', `\`${text}\` can be read as day first or month first`, REMEDY, mark);
      }
      return refuse('date', `\`${text}\` is no date`, REMEDY, mark);
    }
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
      .slice(1)
      .map((part: string | undefined) => Number(part ?? 0));
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
      return refuse('date', `there is no day \`${plain.slice(0, 10)}\``, REMEDY, mark);
    }
    if (hour > 23 || minute > 59)
      return refuse('date', 'there is no such time of day', 'write a time from 00:00 to 23:59', mark);
    return `${plain.slice(0, 10)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  });
}

/** Hours from 1970-01-01T00:00 to a date that `parseDateTime` gave, or to the beginning of a day. */
export function hoursOfDate(date: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = date.split(/[-T:]/).map(Number);
  return daysFromCivil({ year, month, day }) * 24 + hour + minute / 60;
}

/**
 * Hours from one date to another, negative when it lies before; every day has 24.
 *
 * @param starts Dates as `parseDateTime` gives them.
 */
export function hoursAfter(starts: string, date: string): number {
  return hoursOfDate(date) - hoursOfDate(starts);
}

/** The date so many hours after another, to the nearest minute: `2027-12-20T06:00`. */
export function dateAfter(starts: string, hours: number): string {
  const minutes = Math.round((hoursOfDate(starts) + hours) * 60);
  const { year, month, day } = civilFromDays(Math.floor(minutes / 1440));
  const ofDay = minutes - Math.floor(minutes / 1440) * 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** The stretch of time that is simulated. */
export interface Span {
  /** Date and time at which it begins. */
  readonly starts: string;
  readonly horizonHours: number;
}

/** Hours from the start to a date within the horizon. Refuses a date outside it: within `attempt` only. */
export function hoursWithin(raw: unknown, { starts, horizonHours }: Span): number {
  const date = valueOf(parseDateTime(raw));
  const hours = hoursAfter(starts, date);
  if (hours >= 0 && hours < horizonHours) return hours;
  const text = String(raw);
  return refuse(
    'outside',
    `\`${text.trim()}\` lies outside the horizon, ${spanInDates(starts, horizonHours)}`,
    'write a date within it, or change `starts` or `horizon`',
    { offset: text.indexOf(text.trim()), length: text.trim().length },
  );
}

/** A horizon from its first to its last moment: `2027-01-01 to 2028-01-01`, with times where they are not midnight. */
export function spanInDates(starts: string, hours: number): string {
  const plain = (date: string): string => date.replace(/T00:00$/, '').replace('T', ' ');
  return `${plain(starts)} to ${plain(dateAfter(starts, hours))}`;
}
