/** A stretch of the horizon: `2027-01-10..2027-04-05`, `30 days..90 days`. */
import { dateAfter, hoursAfter, parseDateTime, type Span, spanInDates } from './date-time.ts';
import type { Mark, Parsed } from '../quantity/parsed.ts';
import { attempt, refuse, valueOf } from '../quantity/parsed.ts';

/** Hours from the start of the horizon, the end excluded. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const FORMS = 'write `2027-01-10..2027-04-05`, or `30 days..90 days` from the start';
const DATED = /^\s*\d+[-/.\u2010-\u2013]\d+[-/.\u2010-\u2013]\d+/;

/** A date without a time: the day to its end. */
const isDay = (text: string): boolean => !text.includes(':');

/**
 * Reads a period. Days are whole, and the last counts; times are exact. It is cut at the horizon.
 *
 * @param hoursOf Gives the hours of a time such as `30 days`.
 * @param isBound Whether it must begin in the horizon.
 */
export function parsePeriod(
  raw: unknown,
  span: Span,
  hoursOf: (text: string) => Parsed<number>,
  isBound: boolean,
): Parsed<Period> {
  return attempt(() => {
    if (typeof raw !== 'string') return refuse('period', 'expected a stretch of time', FORMS, { offset: 0, length: 0 });
    const text = raw.trim();
    const mark: Mark = { offset: raw.indexOf(text), length: text.length };
    const [first = '', last = first, ...rest] = text.split(/\s*\.\.\s*/);
    if (rest.length > 0 || first === '' || last === '')
      return refuse('period', `\`${text}\` is no stretch of time`, FORMS, mark);
    const [isDated, isLastDated] = [DATED.test(first), DATED.test(last)];
    if (isDated !== isLastDated) return refuse('period', `\`${first}\` and \`${last}\` are of two kinds`, FORMS, mark);
    if (!isDated && !text.includes('..')) return refuse('period', `\`${text}\` has no end`, FORMS, mark);
    const hour = (part: string, isEnd: boolean): number => {
      if (!isDated) return valueOf(hoursOf(part), mark.offset + Math.max(0, text.lastIndexOf(part)));
      const hours = hoursAfter(span.starts, valueOf(parseDateTime(part), mark.offset + text.lastIndexOf(part)));
      return isEnd && isDay(part) ? hours + 24 : hours;
    };
    // 30..90 days: the unit stands last.
    const unit = /[\p{L}]+$/u.exec(last)?.[0] ?? '';
    const from = hour(!isDated && /^[\d.]+$/.test(first) ? `${first} ${unit}` : first, false);
    const to = hour(last, true);
    if (from >= to) return refuse('order', `\`${text}\` ends before it begins`, 'write the earlier time first', mark);
    if (isBound && from < 0) {
      const begins = dateAfter(span.starts, 0).slice(0, 10);
      return refuse(
        'outside',
        `\`${text}\` begins before the horizon, which starts ${begins}`,
        'what has been there for some time is said by `now` of the driver',
        mark,
      );
    }
    if (isBound && from >= span.horizonHours)
      return refuse(
        'outside',
        `\`${text}\` lies outside the horizon, ${spanInDates(span.starts, span.horizonHours)}`,
        'write a time within it, or change `starts` or `horizon`',
        mark,
      );
    return { from: Math.max(0, from), to: Math.min(to, span.horizonHours) };
  });
}
