/** What the appetite, the law and error cost. */
import { adequate, MARGIN } from './adequate.ts';
import { askedAlike, type Asked } from './evaluated-set.ts';
import { errorOfTotals } from './paired-totals.ts';
import { bestOf, cheapestOf, leastSpend, type Amount } from './rings.ts';
import type { View } from './view.ts';

const above = (amount: number): number => Math.max(0, amount);

/** By how much the mean total of one portfolio lies above another's, never below 0, with two paired errors either way. */
function excess(view: View, dearer: number | null, cheaper: number | null): Amount | null {
  if (dearer === null || cheaper === null) return null;
  const value = above(view.total[dearer]! - view.total[cheaper]!);
  const reach = dearer === cheaper ? 0 : MARGIN * errorOfTotals(view, dearer, cheaper);
  return { value, low: above(value - reach), high: value + reach };
}

/** An excess over the best of A, with A as wide and as narrow as noise may make it. */
function excessOfBest(
  view: View,
  within: (errors: number) => readonly number[],
  against: (errors: number) => number | null,
): Amount | null {
  const at = (errors: number): Amount | null => excess(view, bestOf(view, within(errors)), against(errors));
  const point = at(0);
  if (point === null) return null;
  const [wide, narrow] = [at(-MARGIN), at(MARGIN)];
  return {
    value: point.value,
    low: Math.min(point.low, wide?.low ?? point.low),
    high: Math.max(point.high, narrow?.high ?? Infinity),
  };
}

/**
 * What the board pays for its appetite beyond economic sense: the mean total of the best adequate portfolio less that of the
 * best that the file allows. Null when none is adequate.
 */
export function appetitePremium(view: View, asked: Asked): Amount | null {
  const free = bestOf(view, view.allowed);
  return excessOfBest(
    view,
    (errors) => adequate(view, asked, view.allowed, errors),
    () => free,
  );
}

/**
 * What mandatory levels cost: the mean total of the best adequate portfolio less that of the best adequate one when none were
 * mandatory. A line of its own beside the premium, never in it. Null when no lawful portfolio is adequate.
 */
export function lawCost(view: View, asked: Asked): Amount | null {
  const { set, allowed } = view;
  const unlawful = Array.from({ length: set.size }, (_, portfolio) => portfolio).filter(
    (portfolio) => set.standing(portfolio) === 'unlawful',
  );
  if (unlawful.length === 0) {
    return adequate(view, asked).length === 0 ? null : { value: 0, low: 0, high: 0 };
  }
  const all = [...allowed, ...unlawful];
  return excessOfBest(
    view,
    (errors) => adequate(view, asked, allowed, errors),
    (errors) => bestOf(view, adequate(view, asked, all, errors)),
  );
}

/** At even odds: what would do without a margin for error. */
const EVEN = 0.5;

/**
 * What confidence costs on these worlds: the inner ring at what is asked less the inner ring at even odds. Null when there is no
 * ring at what is asked.
 */
function confidenceCost(view: View, asked: Asked): Amount | null {
  const { set, allowed, whole } = view;
  const even = askedAlike(set, EVEN);
  const ring = (which: Asked, errors: number): number => leastSpend(whole, adequate(view, which, allowed, errors));
  const value = ring(asked, 0) - ring(even, 0);
  if (!Number.isFinite(value)) return null;
  // Least where the dear ring is low and the cheap one high; neither lies beyond the other
  const low = ring(asked, -MARGIN) - ring(even, MARGIN);
  const high = ring(asked, MARGIN) - ring(even, -MARGIN);
  return { value, low: Math.min(value, Number.isFinite(low) ? above(low) : 0), high: Math.max(value, high) };
}

/**
 * The same portfolios evaluated with less uncertain. `assessment`: only what was assessed (rates, sizes, costs) is uncertain and
 * how well controls perform stands at its mean; `controlPerformance`: the other way round; `nothing`: everything at its mean.
 */
export interface LessUncertain {
  readonly assessment: View;
  readonly controlPerformance: View;
  readonly nothing: View;
}

export interface PriceOfError {
  readonly total: Amount;
  /** Null where it was not evaluated, or where one of its worlds has no ring. A part may lie below 0. */
  readonly assessment: Amount | null;
  readonly controlPerformance: Amount | null;
  /** The inner ring if every estimate were exactly right; null where it was not evaluated, or nothing is adequate then. */
  readonly ifExactlyRight: number | null;
}

/** Mean of the two marginal contributions of one kind of ignorance, beside `other`. */
const shapleyPart = (alone: Amount, other: Amount, both: Amount): Amount => ({
  value: (alone.value + both.value - other.value) / 2,
  low: (alone.low + both.low - other.high) / 2,
  high: (alone.high + both.high - other.low) / 2,
});

/**
 * What error costs: the inner ring at what is asked less the one at even odds, on the same worlds, never below 0. Its parts are
 * Shapley's: with v(M) that difference when only the kinds of ignorance in M are uncertain, each is the mean of its two
 * marginal contributions, so that they add up. All limits are asked alike.
 *
 * @param confidence What is asked of every limit, at least .5.
 * @returns Null when there is no ring.
 * @see Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317.
 */
export function priceOfError(view: View, confidence: number, less: LessUncertain | null): PriceOfError | null {
  const cost = (of: View): Amount | null => confidenceCost(of, askedAlike(of.set, Math.max(confidence, EVEN)));
  const total = cost(view);
  if (total === null) return null;
  if (less === null) return { total, assessment: null, controlPerformance: null, ifExactlyRight: null };
  const [assessment, performance] = [cost(less.assessment), cost(less.controlPerformance)];
  const isKnown = assessment !== null && performance !== null;
  const { nothing } = less;
  const right = cheapestOf(nothing, adequate(nothing, askedAlike(nothing.set, EVEN)), nothing.whole);
  return {
    total,
    assessment: isKnown ? shapleyPart(assessment, performance, total) : null,
    controlPerformance: isKnown ? shapleyPart(performance, assessment, total) : null,
    ifExactlyRight: right === null ? null : nothing.whole[right]!,
  };
}
