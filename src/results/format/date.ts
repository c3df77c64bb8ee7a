/** Dates. */
import { weekdayOf as weekdayOfDay } from '../../model/time/civil-days.ts';
import { hoursOfDate } from '../../model/time/date-time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1 Jan 2027` of an ISO date. */
export function plainDate(iso: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  return year === '' ? iso : `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon` of an ISO date. */
export const weekdayOf = (iso: string): string => WEEKDAYS[weekdayOfDay(Math.floor(hoursOfDate(iso) / 24))] ?? '';

/** `Mon 20 Dec 2027 06:00` of an ISO date and time. */
export const dayAndTime = (iso: string): string => `${weekdayOf(iso)} ${plainDate(iso)} ${iso.slice(11, 16)}`;

/** `20 Dec 2027, 06:00` of an ISO date and time; the day alone at midnight. */
export function plainTime(iso: string): string {
  const time = iso.slice(11, 16);
  return time === '' || time === '00:00' ? plainDate(iso) : `${plainDate(iso)}, ${time}`;
}
