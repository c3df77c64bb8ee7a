/** At least, best, at most. */
import { adequate, MARGIN } from './adequate.ts';
import type { Asked } from './evaluated-set.ts';
import { contestOf, dearestJustified } from './justified.ts';
import { errorOfTotals } from './paired-totals.ts';
import { firstBy, leastMoney, type View } from './view.ts';

/**
 * Money a year, and how low and how high it may be for the noise of the simulation. A ring is a step function: its ends are
 * portfolios too, and a symmetric error would not describe it.
 */
export interface Amount {
  readonly value: number;
  readonly low: number;
  /** Infinity: nothing bounds it, as no portfolio may be adequate. */
  readonly high: number;
}

/** What a portfolio costs. */
export interface Ring extends Amount {
  /** Of the whole cost, what comes from the budget. */
  readonly budget: number;
  readonly portfolio: number;
}

export interface Rings {
  readonly necessary: Ring;
  readonly optimum: Ring;
  readonly sufficient: Ring;
}

/** Portfolios among which rings are drawn, and the spend that they are amounts of: all of it, or a segment's. */
export interface Field {
  readonly among: readonly number[];
  readonly spend: ArrayLike<number>;
  readonly budget: ArrayLike<number>;
}

export const wholeField = ({ allowed, whole, budget }: View): Field => ({ among: allowed, spend: whole, budget });

const extreme = (amounts: ArrayLike<number>, of: readonly number[], which: 'least' | 'most'): number =>
  which === 'least'
    ? of.reduce((least, portfolio) => Math.min(least, amounts[portfolio]!), Infinity)
    : of.reduce((most, portfolio) => Math.max(most, amounts[portfolio]!), -Infinity);

/** Least spend of some portfolios; Infinity of none. */
export const leastSpend = (spend: ArrayLike<number>, of: readonly number[]): number => extreme(spend, of, 'least');

/** Whether neither a confidence nor a mean has an error. */
const isExact = ({ set, confidenceError }: View): boolean =>
  !set.isSample && confidenceError.every((error) => error === 0);

/** The best of some adequate portfolios: the least total, of equal ones the least spend, then the first. */
export const bestOf = (view: View, among: readonly number[]): number | null =>
  firstBy(view, among, [leastMoney(view, view.total), leastMoney(view, view.whole)]);

/** The cheapest of some adequate portfolios: of equal spend the least total, then the first. */
export const cheapestOf = (view: View, among: readonly number[], spend: ArrayLike<number>): number | null =>
  firstBy(view, among, [leastMoney(view, spend), leastMoney(view, view.total)]);

/** Adequate portfolios whose total lies within so much of the best one's, or within two paired errors of it. */
export const nearBest = (view: View, among: readonly number[], best: number, share = 0): number[] => {
  const { total, tolerance } = view;
  return among.filter((portfolio) => {
    const gap = total[portfolio]! - total[best]!;
    if (gap <= share * Math.abs(total[best]!) + tolerance) return true;
    return view.set.isSample && gap <= MARGIN * errorOfTotals(view, portfolio, best) + tolerance;
  });
};

/** How low and how high the outer ring may be: who is adequate and who is surely beaten, each taken either way. */
function sufficientReach(view: View, asked: Asked, { among, spend }: Field, value: number): Amount {
  if (isExact(view)) return { value, low: value, high: value };
  const narrow = adequate(view, asked, among, MARGIN);
  const wide = adequate(view, asked, among, -MARGIN);
  const least = dearestJustified(contestOf(view, asked, wide, MARGIN), narrow, spend);
  const most = dearestJustified(contestOf(view, asked, narrow, -MARGIN), wide, spend);
  return {
    value,
    low: Math.min(value, least === null ? leastSpend(spend, wide) : spend[least]!),
    high: Math.max(value, most === null ? value : spend[most]!),
  };
}

/**
 * The rings of a field; null when no portfolio of it is adequate.
 *
 * Necessary: the least spend that is adequate. Optimum: the adequate portfolio with the least expected total of spend and risk
 * cost. Sufficient: the dearest adequate portfolio that nothing surely beats: whatever costs more, something that costs no
 * more is better on average and, as surely as asked, better. The optimum is justified by construction, so they never cross.
 */
export function ringsOf(view: View, asked: Asked, field: Field = wholeField(view)): Rings | null {
  const { among, spend, budget } = field;
  const within = adequate(view, asked, among);
  const cheapest = cheapestOf(view, within, spend);
  const best = bestOf(view, within);
  const dearest = dearestJustified(contestOf(view, asked, within), within, spend);
  if (cheapest === null || best === null || dearest === null) return null;
  const ring = (portfolio: number, low: number, high: number): Ring => {
    const value = spend[portfolio]!;
    return { value, low: Math.min(value, low), high: Math.max(value, high), budget: budget[portfolio]!, portfolio };
  };
  const near = nearBest(view, within, best);
  const reach = sufficientReach(view, asked, field, spend[dearest]!);
  return {
    necessary: ring(
      cheapest,
      leastSpend(spend, adequate(view, asked, among, -MARGIN)),
      leastSpend(spend, adequate(view, asked, among, MARGIN)),
    ),
    optimum: ring(best, extreme(spend, near, 'least'), extreme(spend, near, 'most')),
    sufficient: ring(dearest, reach.low, reach.high),
  };
}
