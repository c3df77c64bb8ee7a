/** Lengths of time. A month is 730 hours, a year 8,760. */
import { plainNumber } from './count.ts';
import { digitsOf, lastPlace, roundedAt, trimmed } from './rounding.ts';

interface TimeUnit {
  readonly hours: number;
  readonly one: string;
  readonly many: string;
  /** Used from this many hours on. */
  readonly from: number;
}

const UNITS: readonly TimeUnit[] = [
  { hours: 8760, one: 'year', many: 'years', from: 2 * 8760 },
  { hours: 730, one: 'month', many: 'months', from: 3 * 730 },
  { hours: 24, one: 'day', many: 'days', from: 72 },
  { hours: 1, one: 'h', many: 'h', from: 2 },
  { hours: 1 / 60, one: 'min', many: 'min', from: 2 / 60 },
  { hours: 1 / 3600, one: 's', many: 's', from: 0 },
];

/** A length of time as finely as it is known: 45 min, 18.3 h, 12 days. */
export function duration(hours: number, standardError = 0): string {
  if (hours === 0) return '0 h';
  if (!Number.isFinite(hours)) return 'for ever';
  const unit = UNITS.find(({ from }) => Math.abs(hours) >= from * (1 - 1e-9)) ?? UNITS[3];
  if (unit === undefined) return plainNumber(hours);
  const value = hours / unit.hours;
  const place = Math.min(0, lastPlace(value, standardError / unit.hours));
  const exact = standardError === 0 ? trimmed(digitsOf(value, place)) : digitsOf(value, place);
  return `${exact} ${roundedAt(value, place) === 1 ? unit.one : unit.many}`;
}

/** `year`, `quarter` and so on by name where a stretch has one, else its length: for `a year`, `per 3 months`. */
export function spanName(hours: number): string {
  const named: Readonly<Record<number, string>> = { 8760: 'year', 730: 'month', 168: 'week', 24: 'day', 1: 'hour' };
  return named[hours] ?? duration(hours);
}

/** `a year`, `in 3 years`: how often something happens within a stretch. */
export function perSpan(hours: number): string {
  const name = spanName(hours);
  if (name === 'hour') return 'an hour';
  return /^\d/.test(name) ? `in ${name}` : `a ${name}`;
}

/** `in a year`, `in 3 years`. */
export function withinSpan(hours: number): string {
  const span = perSpan(hours);
  return span.startsWith('in ') ? span : `in ${span}`;
}

/** `1 in 54 years`; for periods other than years `1 in 54 periods`. */
export function inSpans(oneIn: string, periodHours: number): string {
  if (oneIn === '') return '';
  const name = spanName(periodHours);
  return /^\d/.test(name) ? `${oneIn} spells of ${name}` : `${oneIn} ${name}s`;
}
