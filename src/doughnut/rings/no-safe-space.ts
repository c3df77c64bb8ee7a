/** What can be said where no portfolio keeps the limits as surely as asked. No ring is drawn. */
import { greatestSlack, keeps } from './adequate.ts';
import type { Asked } from './evaluated-set.ts';
import { CONFIDENCE_TOLERANCE, firstBy, leastMoney, type View } from './view.ts';

export interface NoSafeSpace {
  /** For each limit the greatest confidence that any portfolio reaches, with its standard error. */
  readonly bestConfidence: readonly { readonly value: number; readonly standardError: number }[];
  /** The portfolio that comes nearest to what is asked; null where the file allows none. */
  readonly portfolio: number | null;
  /** The greatest confidence, asked of every limit alike, at which there is a ring. */
  readonly confidenceWithRing: number;
  /** For each limit the mildest figure that makes a ring at what is asked, all others as they are; null: no figure does. */
  readonly mildestLimit: readonly (number | null)[];
}

/** The mildest figure of one limit with which some portfolio keeps all of them. */
function mildest(view: View, asked: Asked, limit: number): number | null {
  const others: Asked = { ...asked, limits: asked.limits.map((least, each) => (each === limit ? -Infinity : least)) };
  const figures = view.allowed
    .filter((portfolio) => keeps(view, others, portfolio))
    .map((portfolio) => view.set.figureAt(portfolio, limit, asked.limits[limit]!))
    .filter((figure) => figure !== null);
  return figures.length === 0 ? null : figures.reduce((a, b) => Math.min(a, b));
}

export function noSafeSpace(view: View, asked: Asked): NoSafeSpace {
  const { set, allowed, confidence, confidenceError, total } = view;
  const count = set.limits.length;
  const bestConfidence = set.limits.map((_, limit) => {
    const best = firstBy(view, allowed, [
      { of: (portfolio) => -confidence[portfolio * count + limit]!, within: CONFIDENCE_TOLERANCE },
    ]);
    const at = best === null ? -1 : best * count + limit;
    return { value: confidence[at] ?? 0, standardError: confidenceError[at] ?? 0 };
  });
  const least = (portfolio: number): number =>
    confidence.subarray(portfolio * count, (portfolio + 1) * count).reduce((a, b) => Math.min(a, b), 1);
  return {
    bestConfidence,
    portfolio: firstBy(view, allowed, [greatestSlack(view, asked), leastMoney(view, total)]),
    confidenceWithRing: allowed.reduce((most, portfolio) => Math.max(most, least(portfolio)), 0),
    mildestLimit: set.limits.map((_, limit) => mildest(view, asked, limit)),
  };
}
