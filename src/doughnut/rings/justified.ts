/** Which portfolios nothing surely beats. */
import type { Asked } from './evaluated-set.ts';
import { errorOfTotals, surelyLower, type Comparison } from './paired-totals.ts';
import { firstBy, leastMoney, withLevel, type View } from './view.ts';

/** Portfolios that others may be surely beaten by. */
export interface Contest {
  readonly view: View;
  /** Adequate ones; the least total first, so that the best is tried first. */
  readonly beaters: readonly number[];
  readonly isBeater: Uint8Array;
  /** P(T(y) < T(x)) must lie above it. */
  readonly sureness: number;
  /** Standard errors added to what speaks for a beater: 0, or `MARGIN` either way for what noise leaves open. */
  readonly errors: number;
}

/** @param among Adequate portfolios. */
export function contestOf(view: View, asked: Asked, among: readonly number[], errors = 0): Contest {
  const { total, whole, rank, set } = view;
  const isBeater = new Uint8Array(set.size);
  for (const portfolio of among) isBeater[portfolio] = 1;
  const beaters = among.toSorted((a, b) => total[a]! - total[b]! || whole[a]! - whole[b]! || rank[a]! - rank[b]!);
  return { view, beaters, isBeater, sureness: Math.max(asked.confidence, 0.5), errors };
}

/**
 * Whether y, adequate, surely beats x: it costs no more, is better on average, and in so many worlds as to be sure of it. The
 * total is taken in the same world for both. Null where it is not even cheaper and better on average.
 */
function duel({ view, sureness, errors }: Contest, y: number, x: number): Comparison | null {
  const { whole, total, tolerance } = view;
  if (y === x || whole[y]! > whole[x]! + tolerance) return null;
  const gap = total[x]! - total[y]!;
  if (errors <= 0 && gap <= tolerance) return null;
  if (errors !== 0 && gap + errors * errorOfTotals(view, y, x) <= tolerance) return null;
  return surelyLower(view, y, x, sureness, errors);
}

export const surelyBeats = (contest: Contest, y: number, x: number): boolean => duel(contest, y, x)?.settle() ?? false;

/** Whether one of some surely beats x: what is clear by counting first, as fitting laws takes its time. */
function isBeatenBy(contest: Contest, ys: Iterable<number>, x: number): boolean {
  const unclear: number[] = [];
  for (const y of ys) {
    const isLower = duel(contest, y, x)?.isLower ?? false;
    if (isLower === true) return true;
    if (isLower === 'unclear') unclear.push(y);
  }
  return unclear.some((y) => surelyBeats(contest, y, x));
}

/** Its neighbours with one control one level lower that are beaters. */
function lowerings({ view, isBeater }: Contest, x: number): number[] {
  return Array.from(view.set.levels(x)).flatMap((level, control) => {
    const lower = level === 0 ? null : withLevel(view, x, control, level - 1);
    return lower !== null && isBeater[lower] === 1 ? [lower] : [];
  });
}

/** Beaters that may be better than x on average, the best first. */
function* betterThan({ view, beaters, errors }: Contest, x: number): Generator<number> {
  const { total, tolerance } = view;
  for (const y of beaters) {
    // With a margin the order of totals settles nothing
    if (errors <= 0 && total[y]! >= total[x]! - tolerance) return;
    yield y;
  }
}

/** Whether nothing surely beats x: the best and its own lowerings are tried first, then all. */
export const isJustified = (contest: Contest, x: number): boolean =>
  !isBeatenBy(contest, [...contest.beaters.slice(0, 1), ...lowerings(contest, x)], x) &&
  !isBeatenBy(contest, betterThan(contest, x), x);

/** What surely beats x, of several the one with the least total; null when nothing does. */
export function beaterOf(contest: Contest, x: number): number | null {
  const { view } = contest;
  const ordered = [...betterThan(contest, x)];
  const found = ordered.find((y) => surelyBeats(contest, y, x));
  if (found === undefined) return null;
  const ties = ordered.filter(
    (y) => Math.abs(view.total[y]! - view.total[found]!) <= view.tolerance && surelyBeats(contest, y, x),
  );
  return firstBy(view, ties, [leastMoney(view, view.total), leastMoney(view, view.whole)]);
}

/** Those of some adequate portfolios that are justified. */
export const justified = (contest: Contest, candidates: readonly number[]): number[] =>
  candidates.filter((x) => isJustified(contest, x));

/** The dearest justified portfolio: of equal spend the one with the least total, then the first; null when there is none. */
export function dearestJustified(
  contest: Contest,
  candidates: readonly number[],
  spend: ArrayLike<number>,
): number | null {
  const { view } = contest;
  const dearestFirst = candidates.toSorted((a, b) => spend[b]! - spend[a]!);
  const dearest = dearestFirst.find((x) => isJustified(contest, x));
  if (dearest === undefined) return null;
  const ties = candidates.filter(
    (x) => Math.abs(spend[x]! - spend[dearest]!) <= view.tolerance && isJustified(contest, x),
  );
  return firstBy(view, ties, [leastMoney(view, view.total)]);
}
