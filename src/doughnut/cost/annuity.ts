/** What a sum is worth a year. */
import { exp, expm1, log1p } from '../../sim/random/elementary.ts';

/** Below this the exponent is as good as its first two terms. */
const SMALL = 1e-6;

/**
 * Equal payment at the end of each of some years that is worth 1 now, r / (1 - (1 + r)^-n); 1 / n without interest. Years need not
 * be whole.
 *
 * @param rate Real rate a year, at least 0.
 * @param years Above 0.
 * @see Brealey, Myers & Allen (2020), Principles of Corporate Finance, 13th ed., ch. 2 and 6 (equivalent annual cost).
 */
export function annuity(rate: number, years: number): number {
  const exponent = years * log1p(rate);
  // 1 / n (1 + r (n + 1) / 2): the rest is of the second order.
  if (exponent < SMALL) return (1 + (rate * (years + 1)) / 2) / years;
  return rate / -expm1(-exponent);
}

/** What 1 is worth at the start when it is paid so many years after it, (1 + r)^-t. */
export const presentFactor = (rate: number, years: number): number => exp(-years * log1p(rate));

/**
 * What money of one year after another is worth at the start.
 *
 * @param firstAt Years from the start at which the first of them is paid: 1 for money at the end of each year, 0 where the first is paid
 *   at once.
 */
export const presentValue = (money: readonly number[], rate: number, firstAt: number): number =>
  money.reduce((sum, amount, year) => sum + amount * presentFactor(rate, year + firstAt), 0);
