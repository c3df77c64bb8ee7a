/** Which portfolio is in force when: controls change from the day on which their new level can work. */
import { changeHours, type Stretch } from '../cost/money-by-year.ts';
import type { Ledger } from './ledger.ts';

/** A stretch in which one portfolio is in force. */
export interface InForce extends Stretch {
  /** Null where what is in force then was not evaluated: nothing is known of its losses. */
  readonly portfolio: number | null;
}

/**
 * What is in force on the way from today to a portfolio, stretch by stretch over the years of the ledger.
 *
 * @param changes Hour at which each control changes; `from` of the file when absent. Shape [controls].
 */
export function pathTo(
  { view, model }: Ledger,
  portfolio: number,
  changes: readonly number[] = changeHours(model),
): InForce[] {
  const { set, positionOf } = view;
  const [now, then] = [Array.from(set.levels(set.today)), Array.from(set.levels(portfolio))];
  const end = model.horizonHours;
  const changed = now.flatMap((level, control) => (level === then[control] ? [] : [control]));
  const times = [...new Set([0, ...changed.map((control) => changes[control]!)])]
    .filter((at) => at < end)
    .toSorted((a, b) => a - b);
  return times.map((from, place) => ({
    from,
    to: times[place + 1] ?? end,
    portfolio: positionOf(now.map((level, control) => (changes[control]! <= from ? then[control]! : level))),
  }));
}
