/** Portfolios by what they cost and bring on average, in one order. */
import { TOLERANCE } from '../../model/bounds.ts';
import type { EvaluatedSet } from './evaluated-set.ts';
import { meanOver } from './over-worlds.ts';

/** Confidences within this are equal. */
export const CONFIDENCE_TOLERANCE = 1e-12;

/** Means over worlds of everything that is compared: 8 bytes a figure and portfolio. */
export interface View {
  readonly set: EvaluatedSet;
  /** Whole cost K, of it the budget, risk cost R, total T = K + R [money a year]. Shape [size] each. */
  readonly whole: Float64Array;
  readonly budget: Float64Array;
  readonly risk: Float64Array;
  readonly total: Float64Array;
  /** Confidence in each limit and its standard error. Shape [size x limits]. */
  readonly confidence: Float64Array;
  readonly confidenceError: Float64Array;
  /** Place in the order of levels of the controls, lower first. Shape [size]. */
  readonly rank: Int32Array;
  /** Portfolios that the file allows, in that order. */
  readonly allowed: readonly number[];
  /** Lowest level of each control that the file allows. Shape [controls]. */
  readonly lowest: readonly number[];
  /** Sums that differ by no more are equal: 1e-9 of the largest. */
  readonly tolerance: number;
  /** The portfolio with these levels, whatever its standing; null when it is not in the set. */
  positionOf(levels: ArrayLike<number>): number | null;
}

const keyOf = (levels: ArrayLike<number>): string => Array.from(levels).join(',');

function compareLevels(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let control = 0; control < a.length; control++) {
    const difference = a[control]! - b[control]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Goes through an evaluated set once. */
export function viewOf(set: EvaluatedSet): View {
  const { size, limits, weights } = set;
  const figures = (): Float64Array => new Float64Array(size);
  const [whole, budget, risk, total] = [figures(), figures(), figures(), figures()];
  const confidence = new Float64Array(size * limits.length);
  const confidenceError = new Float64Array(size * limits.length);
  const positions = new Map<string, number>();
  let largest = 0;
  for (let portfolio = 0; portfolio < size; portfolio++) {
    const costs = set.costs(portfolio);
    whole[portfolio] = meanOver(costs.whole, weights);
    budget[portfolio] = meanOver(costs.budget, weights);
    risk[portfolio] = meanOver(costs.risk, weights);
    total[portfolio] = whole[portfolio]! + risk[portfolio]!;
    largest = Math.max(largest, Math.abs(whole[portfolio]!) + Math.abs(risk[portfolio]!));
    for (const [limit, { value, standardError }] of set.confidences(portfolio).entries()) {
      confidence[portfolio * limits.length + limit] = value;
      confidenceError[portfolio * limits.length + limit] = standardError;
    }
    positions.set(keyOf(set.levels(portfolio)), portfolio);
  }
  const order = Array.from({ length: size }, (_, portfolio) => portfolio).sort((a, b) =>
    compareLevels(set.levels(a), set.levels(b)),
  );
  const rank = new Int32Array(size);
  for (const [place, portfolio] of order.entries()) rank[portfolio] = place;
  const allowed = order.filter((portfolio) => set.standing(portfolio) === 'allowed');
  return {
    set,
    whole,
    budget,
    risk,
    total,
    confidence,
    confidenceError,
    rank,
    allowed,
    lowest: set.controls.map((_, control) =>
      allowed.reduce((least, portfolio) => Math.min(least, set.levels(portfolio)[control]!), Infinity),
    ),
    tolerance: TOLERANCE * largest,
    positionOf: (levels) => positions.get(keyOf(levels)) ?? null,
  };
}

/** The portfolio whose control has another level, all else alike; null when it is not in the set. */
export function withLevel({ set, positionOf }: View, portfolio: number, control: number, level: number): number | null {
  const levels = Array.from(set.levels(portfolio));
  levels[control] = level;
  return positionOf(levels);
}

/** A figure by which portfolios are ordered, and the difference that counts as none. */
export interface Key {
  readonly of: (portfolio: number) => number;
  readonly within: number;
}

/** Money, the least first. */
export const leastMoney = ({ tolerance }: View, amounts: ArrayLike<number>): Key => ({
  of: (portfolio) => amounts[portfolio]!,
  within: tolerance,
});

/** The first portfolio by some keys, each of which decides among those that are equal by the ones before it; then by levels. */
export function firstBy({ rank }: View, candidates: readonly number[], keys: readonly Key[]): number | null {
  let left = candidates;
  for (const { of, within } of keys) {
    const least = left.reduce((least1, portfolio) => Math.min(least1, of(portfolio)), Infinity);
    left = left.filter((portfolio) => of(portfolio) <= least + within);
  }
  return left.reduce<number | null>(
    (first, each) => (first === null || rank[each]! < rank[first]! ? each : first),
    null,
  );
}
