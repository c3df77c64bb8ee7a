/** The least risk for each spend, and the best for a budget. */
import { adequate, greatestSlack } from './adequate.ts';
import type { Asked } from './evaluated-set.ts';
import { bestOf, nearBest } from './rings.ts';
import { firstBy, leastMoney, type View } from './view.ts';

/**
 * Portfolios that none of the allowed ones dominates in whole cost and mean risk cost, cheapest first. Of those equal in both
 * the first in order stands for all.
 *
 * @see Markowitz (1952), Portfolio selection, Journal of Finance 7, 77-91 (efficient combinations).
 */
export function frontierOf({ allowed, whole, risk, rank, tolerance }: View): number[] {
  const cheapestFirst = allowed.toSorted((a, b) => whole[a]! - whole[b]! || risk[a]! - risk[b]! || rank[a]! - rank[b]!);
  const frontier: number[] = [];
  let at = 0;
  while (at < cheapestFirst.length) {
    // Of those that cost the same, the one with the least risk
    const from = at;
    while (at < cheapestFirst.length && whole[cheapestFirst[at]!]! <= whole[cheapestFirst[from]!]! + tolerance) at++;
    const alike = cheapestFirst.slice(from, at);
    const least = alike.reduce((value, portfolio) => Math.min(value, risk[portfolio]!), Infinity);
    const [first] = alike
      .filter((portfolio) => risk[portfolio]! <= least + tolerance)
      .sort((a, b) => rank[a]! - rank[b]!);
    const last = frontier.at(-1);
    if (first !== undefined && (last === undefined || risk[first]! < risk[last]! - tolerance)) frontier.push(first);
  }
  return frontier;
}

/** What a budget can do at best. */
export interface WithinBudget {
  /** The amount, of budget cost [money a year]. */
  readonly budget: number;
  /** Null where even the cheapest portfolio costs more. */
  readonly portfolio: number | null;
  /** False: no adequate portfolio is within it, and this comes nearest to what is asked. */
  readonly isAdequate: boolean;
  /** Least budget cost of an adequate portfolio; null when none is adequate. */
  readonly leastAdequate: number | null;
}

/** The best adequate portfolio within a budget; where there is none, the one that comes nearest to what is asked. */
export function bestForBudget(view: View, asked: Asked, budget: number): WithinBudget {
  const { allowed, total, tolerance } = view;
  const within = allowed.filter((portfolio) => view.budget[portfolio]! <= budget + tolerance);
  const all = adequate(view, asked, allowed);
  const best = bestOf(view, adequate(view, asked, within));
  const least = all.reduce((value, portfolio) => Math.min(value, view.budget[portfolio]!), Infinity);
  return {
    budget,
    portfolio: best ?? firstBy(view, within, [greatestSlack(view, asked), leastMoney(view, total)]),
    isAdequate: best !== null,
    leastAdequate: all.length === 0 ? null : least,
  };
}

/** Of the allowed portfolios that cost less than so much the one that comes nearest to what is asked; null without limits too. */
export function surestBelow(view: View, asked: Asked, spend: number): number | null {
  const { allowed, whole, total, tolerance } = view;
  if (asked.limits.length === 0) return null;
  const below = allowed.filter((portfolio) => whole[portfolio]! < spend - tolerance);
  return firstBy(view, below, [greatestSlack(view, asked), leastMoney(view, total)]);
}

/** Share of the best total within which nothing is worth arguing about. */
const NEAR = 0.01;

/**
 * Smallest and largest whole cost of adequate portfolios whose mean total lies within 1 % of the best, or within two paired
 * errors of it where that is more.
 */
export function nearBestRange(view: View, asked: Asked, best: number): { readonly low: number; readonly high: number } {
  const spends = nearBest(view, adequate(view, asked), best, NEAR).map((portfolio) => view.whole[portfolio]!);
  return {
    low: spends.reduce((a, b) => Math.min(a, b), Infinity),
    high: spends.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}
