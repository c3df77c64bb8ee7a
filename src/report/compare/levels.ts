/** Two levels and their difference, so that a reader who subtracts finds what is shown. */
import type { Estimate } from '../../results/estimate.ts';
import { moneyAt, moneyPlace } from '../../results/format/money.ts';
import { roundedAt } from '../../results/format/rounding.ts';

/** Most digits that a level is given so that its difference to another shows. */
const MOST_DIGITS = 6;

/** The finest place of money, as a power of ten. */
const PENCE = -2;

/**
 * The decimal place at which levels are shown beside their difference: as finely as the better known of the two, and finer where
 * the levels so rounded would contradict the difference. On the same futures that is better known than the levels are.
 *
 * @param place Of the difference as it is shown.
 */
function placeOfLevels(from: Estimate, to: Estimate, difference: number, place: number): number {
  const shown = [from, to].filter(({ value }) => value !== 0);
  const greatest = Math.max(...shown.map(({ value }) => Math.abs(value)));
  const least = Math.max(PENCE, Math.floor(Math.log10(greatest)) - MOST_DIGITS + 1);
  const differs = (at: number): boolean => {
    const read = roundedAt(roundedAt(to.value, at) - roundedAt(from.value, at), place);
    return Math.abs(read - roundedAt(difference, place)) > 10 ** place / 2;
  };
  let at = Math.min(...shown.map(({ value, standardError }) => moneyPlace(value, standardError)));
  while (at > least && differs(at)) at--;
  return at;
}

/** The two levels in words. */
export function levelsBeside(
  from: Estimate,
  to: Estimate,
  change: Estimate,
  currency: string,
): readonly [string, string] {
  if (from.value === 0 && to.value === 0) return [moneyAt(0, currency, 0), moneyAt(0, currency, 0)];
  const place = placeOfLevels(from, to, change.value, moneyPlace(change.value, change.standardError));
  return [moneyAt(from.value, currency, place), moneyAt(to.value, currency, place)];
}
