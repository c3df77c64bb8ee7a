/** The stretches of a horizon in which a calendar name is in force. */
import type { CalendarStretch } from '../model.ts';
import type { Parsed } from '../quantity/parsed.ts';
import { attemptWithWords } from '../quantity/near-words.ts';
import { refuse } from '../quantity/parsed.ts';
import { civilFromDays, weekdayOf } from './civil-days.ts';
import { hoursOfDate, spanInDates } from './date-time.ts';
import type { DayRule } from './day-rule.ts';
import { DAY_WORDS, dayRule } from './day-rule.ts';

/** The entries of one text: parts between commas. */
function rulesOf(text: string): DayRule[] {
  let offset = 0;
  return text.split(',').map((part) => {
    const plain = part.replace(/[\s\u200b\ufeff]+/g, ' ').trim();
    const mark = { offset, length: part.length };
    offset += part.length + 1;
    return dayRule(plain, mark);
  });
}

/** Sorted stretches; those that meet or overlap are one. */
export function mergedStretches(stretches: readonly CalendarStretch[]): CalendarStretch[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/**
 * Stretches in which any entry of a text holds, sorted, apart from one another, within the horizon.
 *
 * @param raw A text such as `23:00..05:00`, `Mon..Fri 08:00..18:00`, `Jun..Sep`, `18 Dec..2 Jan`, `Sat, Sun` or
 *   `2027-06-01..2027-06-05`. Days are whole and counted in; a night belongs to the day on which it begins.
 * @param starts Date and time at which the horizon begins.
 * @param mayMiss Whether what comes again each year or week may lie outside the horizon; dates never may.
 */
export function parseCalendar(
  raw: unknown,
  starts: string,
  horizonHours: number,
  mayMiss: boolean,
): Parsed<CalendarStretch[]> {
  return attemptWithWords(raw, DAY_WORDS, () => {
    if (typeof raw !== 'string') {
      const remedy = 'write `23:00..05:00` or `[Jun..Sep, 18 Dec..2 Jan]`';
      return refuse('calendar', 'expected times, days or months', remedy, { offset: 0, length: 0 });
    }
    const rules = rulesOf(raw);
    const start = hoursOfDate(starts);
    const stretches: CalendarStretch[] = [];
    const inForce = new Set<DayRule>();
    // The day before, for the end of its night.
    for (let days = Math.floor(start / 24) - 1; days * 24 < start + horizonHours; days++) {
      const date = civilFromDays(days);
      const weekday = weekdayOf(days);
      for (const rule of rules) {
        if (!rule.holds(days, date, weekday)) continue;
        const from = Math.max(0, days * 24 + rule.from - start);
        const to = Math.min(horizonHours, days * 24 + rule.to - start);
        if (from >= to) continue;
        stretches.push({ from, to });
        inForce.add(rule);
      }
    }
    const outside = rules.find((rule) => !inForce.has(rule) && (rule.isDated || !mayMiss));
    if (outside !== undefined) {
      refuse(
        'outside',
        `\`${outside.text}\` lies outside the horizon, ${spanInDates(starts, horizonHours)}`,
        'leave it out, or change `starts` or `horizon`',
        outside.mark,
      );
    }
    return mergedStretches(stretches);
  });
}
