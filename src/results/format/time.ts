/** Lengths of time. A month is 730 hours, a year 8,760. */
import type { Estimate } from '../estimate.ts';
import { doubted } from './doubted.ts';
import { plainNumber } from './count.ts';
import { digitsOf, lastPlace, roundedAt, trimmed } from './rounding.ts';

interface TimeUnit {
  readonly hours: number;
  readonly one: string;
  readonly many: string;
  /** Its name in a model file, after a number. */
  readonly name: RegExp;
  /** Used from this many hours on. */
  readonly from: number;
}

const HOUR: TimeUnit = { hours: 1, one: 'h', many: 'h', name: /(?<![a-z])(h|hours?|hr)(?![a-z])/, from: 2 };

const DAY: TimeUnit = { hours: 24, one: 'day', many: 'days', name: /(?<![a-z])(days?|d)(?![a-z])/, from: 72 };

const UNITS: readonly TimeUnit[] = [
  { hours: 8760, one: 'year', many: 'years', name: /(?<![a-z])(years?)(?![a-z])/, from: 2 * 8760 },
  { hours: 730, one: 'month', many: 'months', name: /(?<![a-z])months?(?![a-z])/, from: 3 * 730 },
  // Only where somebody counts in weeks
  { hours: 168, one: 'week', many: 'weeks', name: /(?<![a-z])weeks?(?![a-z])/, from: Infinity },
  DAY,
  HOUR,
  { hours: 1 / 60, one: 'min', many: 'min', name: /(?<![a-z])(min|minutes?)(?![a-z])/, from: 2 / 60 },
  { hours: 1 / 3600, one: 's', many: 's', name: /(?<![a-z])(s|seconds?)(?![a-z])/, from: 0 },
];

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;

/** The unit for a length. One that is exact and a whole number of days, but not of months or years, stays one: 180 days. */
function unitOf(hours: number, isExact: boolean): TimeUnit {
  const longest = UNITS.find(({ from }) => Math.abs(hours) >= from * (1 - 1e-9)) ?? HOUR;
  const isSplit = isExact && longest.hours > DAY.hours && !isWhole(hours / longest.hours);
  return isSplit && isWhole(hours / DAY.hours) ? DAY : longest;
}

/** A length of time as finely as it is known: 45 min, 18.3 h, 12 days. */
export function duration(hours: number, standardError = 0): string {
  if (hours === 0) return '0 h';
  if (!Number.isFinite(hours)) return 'for ever';
  const unit = unitOf(hours, standardError === 0);
  return inUnit(hours / unit.hours, unit, standardError / unit.hours);
}

/** An estimated length: with a question mark where it is doubtful, `60 days or more` where the horizon cuts it. */
export function estimatedDuration(estimate: Estimate): string {
  const length = doubted(duration(estimate.value, estimate.standardError), estimate);
  return estimate.orMore === true ? `${length} or more` : length;
}

function inUnit(value: number, unit: TimeUnit, standardError = 0): string {
  const place = Math.min(0, lastPlace(value, standardError));
  const exact = standardError === 0 ? trimmed(digitsOf(value, place)) : digitsOf(value, place);
  return `${exact} ${roundedAt(value, place) === 1 ? unit.one : unit.many}`;
}

/** A length of time in the unit of a text, such as `days` of `2..9 days`; in the one that suits it where there is no such one. */
export function durationAs(hours: number, text: string): string {
  const stated = new Set(UNITS.filter(({ name }) => name.test(text)));
  const [unit] = stated;
  const value = unit === undefined ? 0 : hours / unit.hours;
  if (unit === undefined || stated.size > 1 || value < 0.1 || value >= 1000) return duration(hours);
  return inUnit(value, unit);
}

/** `6 to 24 months`: in one unit where both ends are whole numbers of it, and few. */
export function durationRange(low: number, high: number): string {
  const isFew = (value: number): boolean => isWhole(value) && value >= 1 && value < 100;
  const unit = UNITS.find(({ hours, from }) => from < Infinity && isFew(low / hours) && isFew(high / hours));
  if (unit === undefined) return `${duration(low)} to ${duration(high)}`;
  return `${plainNumber(low / unit.hours)} to ${inUnit(high / unit.hours, unit)}`;
}

/** `2.81..9.49 years`, as a model file states it: in the largest unit of which the lower end is one at least; one end where both are alike. */
export function statedHours(low: number, high: number): string {
  const unit = UNITS.find(({ hours, from }) => from < Infinity && low >= hours) ?? HOUR;
  const [from, to] = [low, high].map((hours) => String(Number((hours / unit.hours).toPrecision(3))));
  return from === to ? `${from} ${unit.many}` : `${from}..${to} ${unit.many}`;
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
