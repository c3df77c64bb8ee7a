/** Which portfolios keep every limit as surely as asked. */
import type { Asked } from './evaluated-set.ts';
import { CONFIDENCE_TOLERANCE, type Key, type View } from './view.ts';

/** Standard errors to either side within which a confidence may lie. */
export const MARGIN = 2;

/**
 * By how much the confidence in the limit that is farthest from what is asked lies above it, less so many of its standard
 * errors; infinite without limits.
 */
export function leastSlack(view: View, { limits }: Asked, portfolio: number, errors = 0): number {
  const { confidence, confidenceError } = view;
  return limits.reduce((least, asked, limit) => {
    const at = portfolio * limits.length + limit;
    return Math.min(least, confidence[at]! - errors * confidenceError[at]! - asked);
  }, Infinity);
}

/**
 * Whether every limit by itself is kept as surely as asked, so many standard errors on the safe side (below 0: on the other).
 */
export const keeps = (view: View, asked: Asked, portfolio: number, errors = 0): boolean =>
  leastSlack(view, asked, portfolio, errors) >= -CONFIDENCE_TOLERANCE;

/** Those of some portfolios that keep the limits; in their order. */
export const adequate = (view: View, asked: Asked, among: readonly number[] = view.allowed, errors = 0): number[] =>
  among.filter((portfolio) => keeps(view, asked, portfolio, errors));

/** Portfolios by how near they come to what is asked, the nearest first. */
export const greatestSlack = (view: View, asked: Asked): Key => ({
  of: (portfolio) => -leastSlack(view, asked, portfolio),
  within: CONFIDENCE_TOLERANCE,
});

/**
 * Weight of the worlds in which every limit holds; null where that is not known.
 *
 * Counted, and kept within what the confidences in each limit leave: at most the least of them, at least what is left when
 * worlds that break one break no other (Fréchet 1935).
 */
export function jointConfidence(view: View, portfolio: number): number | null {
  const { set, confidence } = view;
  const count = set.limits.length;
  const each = Array.from({ length: count }, (_, limit) => confidence[portfolio * count + limit]!);
  const most = each.reduce((a, b) => Math.min(a, b), 1);
  if (count <= 1) return most;
  const holds = set.holds(portfolio);
  if (holds === null) return null;
  const least = Math.max(0, each.reduce((sum, value) => sum + value, 0) - (count - 1));
  const joint = set.weights.reduce(
    (sum, weight, world) => sum + (holds.every((limit) => limit[world] === 1) ? weight : 0),
    0,
  );
  return Math.min(most, Math.max(least, joint));
}
