/** Steps of one control: its last and its next pound, what leads from today to the best, what to drop first and to buy next. */
import { keeps, leastSlack } from './adequate.ts';
import { changeBetween, type Change } from './change.ts';
import type { Asked } from './evaluated-set.ts';
import { CONFIDENCE_TOLERANCE, firstBy, withLevel, type View } from './view.ts';

/** The step up to the level that a control has, and the step up from it; null at an end of its levels. */
export interface Pounds {
  readonly last: Change | null;
  readonly next: Change | null;
}

/** Its neighbours by level, of those that nothing but a mandatory level forbids. */
function nearest(view: View, portfolio: number, control: number, step: 1 | -1): number | null {
  const count = view.set.controls[control]!.levels.length;
  const now = view.set.levels(portfolio)[control]!;
  for (let level = now + step; level >= 0 && level < count; level += step) {
    const there = withLevel(view, portfolio, control, level);
    if (there !== null && view.set.standing(there) !== 'barred') return there;
  }
  return null;
}

function poundsAt(view: View, portfolio: number, control: number): Pounds {
  const [lower, higher] = [nearest(view, portfolio, control, -1), nearest(view, portfolio, control, 1)];
  return {
    last: lower === null ? null : changeBetween(view, lower, portfolio),
    next: higher === null ? null : changeBetween(view, portfolio, higher),
  };
}

/** The portfolio with a control at its level and every other at the lowest that the file allows; null when it is not there. */
function alone({ set, lowest, positionOf }: View, portfolio: number, control: number): number | null {
  const levels = lowest.with(control, set.levels(portfolio)[control]!);
  return positionOf(levels);
}

/** What the last and the next pound of a control buys, given the others as they stand in a portfolio, and by itself. */
export function poundsOf(view: View, portfolio: number, control: number): { given: Pounds; alone: Pounds } {
  const single = alone(view, portfolio, control);
  return {
    given: poundsAt(view, portfolio, control),
    alone: single === null ? { last: null, next: null } : poundsAt(view, single, control),
  };
}

/** A control that two portfolios have at different levels. */
export interface PlanChange {
  readonly control: number;
  readonly fromLevel: number;
  readonly toLevel: number;
  /** From the plan with this control as it was to the plan. Where the file forbids the former, from today with this control changed; null when it forbids that too. */
  readonly change: Change | null;
  readonly isFromToday: boolean;
  /** The plan with this control as it was is not adequate: the limits need it. */
  readonly limitsNeedIt: boolean;
  /** What stands is not adequate, and with this change alone it would be. */
  readonly aloneWouldDo: boolean;
}

/** What leads from today to a plan, each control taken last: what it does given the rest of the plan. */
export function changesTo(view: View, asked: Asked, plan: number): PlanChange[] {
  const { set } = view;
  const [now, then] = [Array.from(set.levels(set.today)), Array.from(set.levels(plan))];
  const isIn = (portfolio: number): boolean => set.standing(portfolio) === 'allowed' && keeps(view, asked, portfolio);
  return now.flatMap((fromLevel, control) => {
    const toLevel = then[control]!;
    if (fromLevel === toLevel) return [];
    const without = withLevel(view, plan, control, fromLevel);
    const only = withLevel(view, set.today, control, toLevel);
    const isKnown = without !== null && set.standing(without) !== 'barred';
    const isFirst = !isKnown && only !== null && set.standing(only) !== 'barred';
    return [
      {
        control,
        fromLevel,
        toLevel,
        change: isKnown ? changeBetween(view, without, plan) : isFirst ? changeBetween(view, set.today, only) : null,
        isFromToday: isFirst,
        limitsNeedIt: without !== null && !keeps(view, asked, without),
        aloneWouldDo: !isIn(set.today) && only !== null && isIn(only),
      },
    ];
  });
}

/** One control at another level, all else as today. */
export interface RankedStep {
  readonly control: number;
  readonly toLevel: number;
  readonly change: Change;
  /** Adequate after it. */
  readonly isInside: boolean;
  /** No limit that is kept, or less than surely kept, is less sure after it. */
  readonly keepsSureness: boolean;
}

/** Whether no limit becomes less sure that then is not sure enough. */
function isAsSure({ set, confidence }: View, asked: Asked, portfolio: number): boolean {
  const count = set.limits.length;
  return asked.limits.every((least, limit) => {
    const now = Math.min(least, confidence[set.today * count + limit]!);
    return confidence[portfolio * count + limit]! >= now - CONFIDENCE_TOLERANCE;
  });
}

/** Steps from today in one direction, for each control the first of its own; ordered by the keys. */
function rankedSteps(
  view: View,
  asked: Asked,
  isStep: (level: number, now: number) => boolean,
  keys: (portfolio: number) => readonly number[],
): RankedStep[] {
  const { set, tolerance } = view;
  const { today } = set;
  const ordered = (candidates: readonly number[]): number | null =>
    firstBy(
      view,
      candidates,
      [0, 1, 2].map((key) => ({
        of: (portfolio: number) => keys(portfolio)[key]!,
        within: key === 2 ? tolerance : CONFIDENCE_TOLERANCE,
      })),
    );
  const now = Array.from(set.levels(today));
  const firsts = set.controls.flatMap(({ levels }, control) => {
    const found = levels.flatMap((_, level) => {
      const to = isStep(level, now[control]!) ? withLevel(view, today, control, level) : null;
      return to !== null && set.standing(to) === 'allowed' ? [to] : [];
    });
    const to = ordered(found);
    return to === null ? [] : [{ control, to }];
  });
  const steps: RankedStep[] = [];
  let left = firsts;
  while (left.length > 0) {
    const first = ordered(left.map(({ to }) => to))!;
    const { control } = left.find(({ to }) => to === first)!;
    left = left.filter(({ to }) => to !== first);
    steps.push({
      control,
      toLevel: set.levels(first)[control]!,
      change: changeBetween(view, today, first),
      isInside: keeps(view, asked, first),
      keepsSureness: isAsSure(view, asked, first),
    });
  }
  return steps;
}

/** What to lower first, the best first: what leaves every limit as sure as needed, then what leaves the least mean total. */
export const dropFirst = (view: View, asked: Asked): RankedStep[] =>
  rankedSteps(
    view,
    asked,
    (level, now) => level < now,
    (portfolio) => [isAsSure(view, asked, portfolio) ? 0 : 1, 0, view.total[portfolio]!],
  );

/** What to raise next, the best first: what makes it adequate, then what comes nearest, then what leaves the least mean total. */
export const buyNext = (view: View, asked: Asked): RankedStep[] =>
  rankedSteps(
    view,
    asked,
    (level, now) => level > now,
    (portfolio) => [
      keeps(view, asked, portfolio) ? 0 : 1,
      -Math.min(0, leastSlack(view, asked, portfolio)),
      view.total[portfolio]!,
    ],
  );
