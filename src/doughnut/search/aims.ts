/** What a search is after: the least of something among the portfolios that keep something. */
import type { Positions } from '../../model/portfolio-rules.ts';
import type { Asked } from '../rings/evaluated-set.ts';
import { CONFIDENCE_TOLERANCE } from '../rings/view.ts';
import type { Judged } from './oracle.ts';

export interface Aim {
  /** What is to be small [money a year]. */
  cost(judged: Judged): number;
  /** By how much it breaks what is asked, in all; 0 where it keeps it. */
  violation(judged: Judged): number;
  /** Levels that controls have at least; those of the space when null. */
  readonly floor: Positions | null;
  /** Controls that may change; all when null. */
  readonly free: readonly number[] | null;
}

/** By how much confidences lie below what is asked of them, in all; with so many standard errors added. */
export function shortOf({ confidences }: Pick<Judged, 'confidences'>, asked: readonly number[], errors = 0): number {
  return confidences.reduce((sum, { value, standardError }, limit) => {
    const short = asked[limit]! - value - errors * standardError;
    return short > CONFIDENCE_TOLERANCE ? sum + short : sum;
  }, 0);
}

export const isAdequate = (judged: Pick<Judged, 'confidences'>, { limits }: Asked): boolean =>
  shortOf(judged, limits) === 0;

const anywhere = { floor: null, free: null } as const;

/** The least spend that is adequate. */
export const leastSpendAim = ({ limits }: Asked): Aim => ({
  ...anywhere,
  cost: ({ whole }) => whole,
  violation: (judged) => shortOf(judged, limits),
});

/** The least total that is adequate. */
export const bestAim = ({ limits }: Asked): Aim => ({
  ...anywhere,
  cost: ({ total }) => total,
  violation: (judged) => shortOf(judged, limits),
});

/** A point of the frontier: the least spend with risk cost at a weight; of weight 1 the least total. */
export const weighedAim = (weight: number): Aim => ({
  ...anywhere,
  cost: ({ whole, risk }) => whole + weight * risk,
  violation: () => 0,
});

/** The least that buys what another portfolio buys: no more risk cost, and no limit less sure that is not sure enough. */
export function effectiveAim(today: Judged, { limits }: Asked): Aim {
  const least = limits.map((asked, limit) => Math.min(asked, today.confidences[limit]!.value));
  const scale = Math.max(Math.abs(today.risk), 1e-300);
  return {
    ...anywhere,
    cost: ({ whole }) => whole,
    violation: (judged) => {
      const more = (judged.risk - today.risk) / scale;
      return shortOf(judged, least) + (more > 1e-9 ? more : 0);
    },
  };
}

/** The least risk cost for a spend. */
export function withinSpendAim(most: number): Aim {
  const scale = Math.max(most, 1e-300);
  return {
    ...anywhere,
    cost: ({ risk }) => risk,
    violation: ({ whole }) => Math.max(0, (whole - most) / scale - 1e-9),
  };
}

/** The least total within a budget. */
export function budgetAim(budget: number, { limits }: Asked): Aim {
  const scale = Math.max(budget, 1e-300);
  return {
    ...anywhere,
    cost: ({ total }) => total,
    violation: (judged) => {
      const over = (judged.budget - budget) / scale;
      return shortOf(judged, limits) + (over > 1e-9 ? over : 0);
    },
  };
}

/** The same aim with no control lower than in a portfolio. */
export const fromAbove = (aim: Aim, floor: Positions): Aim => ({ ...aim, floor });

/** The same aim with some controls only. */
export const ofControls = (aim: Aim, free: readonly number[]): Aim => ({ ...aim, free });

/** Whether one portfolio serves an aim better than another. */
export function isBetter(aim: Aim, a: Judged, b: Judged): boolean {
  const [ofA, ofB] = [aim.violation(a), aim.violation(b)];
  if (ofA !== ofB) return ofA < ofB;
  const difference = aim.cost(a) - aim.cost(b);
  const tolerance = 1e-9 * Math.max(Math.abs(aim.cost(a)), Math.abs(aim.cost(b)));
  if (Math.abs(difference) > tolerance) return difference < 0;
  return a.total < b.total - tolerance;
}

/** The best of some for an aim; null of none. */
export const bestFor = (aim: Aim, some: Iterable<Judged>): Judged | null => {
  let best: Judged | null = null;
  for (const judged of some) {
    if (isWithin(aim, judged.positions) && (best === null || isBetter(aim, judged, best))) best = judged;
  }
  return best;
};

/** Whether an aim allows such levels: none below its floor. What its fixed controls have is for those who start it. */
function isWithin({ floor }: Aim, positions: Positions): boolean {
  if (floor === null) return true;
  for (let control = 0; control < floor.length; control++) if (positions[control]! < floor[control]!) return false;
  return true;
}

/** A move that an aim allows, from one portfolio to another; null where it does not. */
export function allowedBy<T extends Positions>(aim: Aim, from: Positions, to: T | null): T | null {
  if (to === null || !isWithin(aim, to)) return null;
  if (aim.free === null) return to;
  for (let control = 0; control < to.length; control++) {
    if (to[control] !== from[control] && !aim.free.includes(control)) return null;
  }
  return to;
}
