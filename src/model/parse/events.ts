/** How many events a threat can bring to one trial. */
import type { CalendarFactor, Occurrence } from '../model.ts';
import { usualRange } from '../quantity/usual-range.ts';
import type { FormulaValues } from './formula-values.ts';

/** Normal quantile of .95. */
const Z_95 = 1.6448536269514722;

/**
 * Events in a horizon at the upper end of the stated range, if the greatest factors of the calendar held throughout:
 * the most that may have to be drawn. 0 if unknown.
 *
 * @param formulas Values of formulas.
 * @param factor Constant factor on the pace.
 */
export function mostEvents(
  occurs: Occurrence,
  factor: number,
  during: readonly CalendarFactor[],
  horizonHours: number,
  formulas: FormulaValues,
): number {
  const pace = during.reduce((product, one) => product * Math.max(1, one.factor), factor);
  switch (occurs.kind) {
    case 'on':
      return occurs.atHours.length;
    case 'yearly':
      return 0;
    case 'within': {
      // The geometric mean of the bounds on the time between two events.
      return occurs.once ? 1 : (pace * horizonHours) / Math.sqrt(occurs.low * occurs.high);
    }
    case 'rate': {
      const { amount, per } = occurs;
      const given = formulas.cases(amount).map(({ value }) => value);
      const { low, high } = usualRange(amount, Z_95) ?? { low: Math.min(...given), high: Math.max(...given) };
      const perHour = per === 'rate' ? high : low > 0 ? 1 / low : 0;
      return perHour * pace * horizonHours;
    }
  }
}
