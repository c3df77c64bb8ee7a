/** The stretches of a horizon in which a calendar name is in force. */
import type { CalendarStretch } from '../model.ts';
import type { Parsed } from '../quantity/parsed.ts';
import { attempt, refuse } from '../quantity/parsed.ts';
import { civilFromDays, weekdayOf } from './civil-days.ts';
import { hoursOfDate } from './date-time.ts';
import type { DayRule } from './day-rule.ts';
import { dayRule } from './day-rule.ts';

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
function merged(stretches: readonly CalendarStretch[]): CalendarStretch[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/**
 * Stretches in which any entry holds, sorted, apart from one another, within the horizon.
 *
 * @param raw A text such as `23:00..05:00`, `Jun..Sep`, `18 Dec..2 Jan`, `Sat, Sun`, `2027-06-01..2027-06-05`, or a list
 *   of them. Days are whole and counted in; a night begins the evening before.
 * @param starts Date and time at which the horizon begins.
 */
export function parseCalendar(raw: unknown, starts: string, horizonHours: number): Parsed<CalendarStretch[]> {
  return attempt(() => {
    const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
    const rules = list.flatMap((entry) => {
      if (typeof entry === 'string') return rulesOf(entry);
      return refuse(
        'calendar',
        'expected times, days or months',
        'write `23:00..05:00` or `[Jun..Sep, 18 Dec..2 Jan]`',
        { offset: 0, length: 0 },
      );
    });
    if (rules.length === 0)
      refuse('calendar', 'the list is empty', 'write `23:00..05:00` or leave the name out', { offset: 0, length: 0 });
    const start = hoursOfDate(starts);
    const stretches: CalendarStretch[] = [];
    // The day before, for the end of its night.
    for (let days = Math.floor(start / 24) - 1; days * 24 < start + horizonHours; days++) {
      const date = civilFromDays(days);
      const weekday = weekdayOf(days);
      for (const rule of rules) {
        if (!rule.holds(days, date, weekday)) continue;
        const from = Math.max(0, days * 24 + rule.from - start);
        const to = Math.min(horizonHours, days * 24 + rule.to - start);
        if (from < to) stretches.push({ from, to });
      }
    }
    return merged(stretches);
  });
}
