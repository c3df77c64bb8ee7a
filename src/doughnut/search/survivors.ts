/** What of a search is worth a look at all trials. */
import type { Positions } from '../../model/portfolio-rules.ts';
import { askedAlike, type Asked } from '../rings/evaluated-set.ts';
import { MARGIN } from '../rings/adequate.ts';
import { bestAim, budgetAim, effectiveAim, fromAbove, isAdequate, leastSpendAim, shortOf, type Aim } from './aims.ts';
import type { Beam } from './beam.ts';
import type { Judged } from './oracle.ts';
import { keyOf, type Tried } from './tried.ts';

/** Portfolios that none of some dominates in spend and risk cost, cheapest first. */
export function frontierOfTried(all: readonly Judged[]): Judged[] {
  const frontier: Judged[] = [];
  for (const judged of all.toSorted((a, b) => a.whole - b.whole || a.risk - b.risk)) {
    const last = frontier.at(-1);
    if (last === undefined || judged.risk < last.risk - 1e-9 * Math.abs(last.risk)) frontier.push(judged);
  }
  return frontier;
}

/** So many of some, spread evenly, both ends among them. */
function spread<T>(some: readonly T[], most: number): T[] {
  if (some.length <= most) return [...some];
  return Array.from({ length: most }, (_, i) => some[Math.round((i * (some.length - 1)) / (most - 1))]!);
}

/** The best few for an aim, of those that keep it; the one that comes nearest where none does. */
function bestFew(aim: Aim, all: readonly Judged[], count: number): Judged[] {
  const within = all.filter(
    ({ positions }) => aim.floor === null || positions.every((level, i) => level >= aim.floor![i]!),
  );
  const kept = within.filter((judged) => aim.violation(judged) === 0);
  if (kept.length === 0) return within.toSorted((a, b) => aim.violation(a) - aim.violation(b)).slice(0, 1);
  return kept.toSorted((a, b) => aim.cost(a) - aim.cost(b) || a.total - b.total).slice(0, count);
}

/** How many of each kind survive. */
const FEW = { best: 8, least: 8, most: 8, other: 2, margin: 4, beaters: 6, frontier: 12 } as const;

/**
 * Portfolios to judge on all trials, each once: today and the rings first, so that what is cut short still has them.
 *
 * @param within Budget cost that is there; null without.
 */
export function survivorsOf(
  { all }: Tried,
  asked: Asked,
  now: Judged,
  found: Beam | null,
  within: number | null,
): Judged[] {
  const [best, least] = [bestAim(asked), leastSpendAim(asked)];
  const total: Aim = { ...best, violation: () => 0 };
  const nearLeast: Aim = { ...least, violation: (judged) => shortOf(judged, asked.limits, MARGIN) };
  const justified = found?.justified ?? [];
  const adequate = all.filter((judged) => isAdequate(judged, asked));
  const beaters = justified.length === 0 ? [] : adequate.filter(({ whole }) => whole <= justified[0]!.whole);
  const chosen = [
    now,
    ...[best, least].flatMap((aim) => bestFew(aim, all, 1)),
    ...justified.slice(0, 1),
    ...bestFew(best, all, FEW.best),
    ...bestFew(least, all, FEW.least),
    ...justified.slice(0, FEW.most),
    ...bestFew(nearLeast, all, FEW.margin),
    ...beaters.toSorted((a, b) => a.total - b.total).slice(0, FEW.beaters),
    ...[
      leastSpendAim(askedAlike(asked, 0.5)),
      leastSpendAim(askedAlike(asked, Math.max(asked.confidence, 0.5))),
      effectiveAim(now, asked),
      fromAbove(least, now.positions),
      total,
      ...(within === null ? [] : [budgetAim(within, asked)]),
    ].flatMap((aim) => bestFew(aim, all, FEW.other)),
    ...spread(frontierOfTried(all), FEW.frontier),
  ];
  return [...new Map(chosen.map((judged) => [keyOf(judged.positions), judged])).values()];
}

/** Single steps of a portfolio that pages speak of, and of each of some controls alone, with every other at its lowest. */
export function neighboursOf({ oracle: { space } }: Tried, positions: Positions): Int32Array[] {
  const at = Int32Array.from(positions);
  return space.counts.flatMap((count, control) => {
    const level = at[control]!;
    return [level - 1, level + 1]
      .filter((to) => to >= 0 && to < count)
      .map((to) => at.with(control, to))
      .filter(space.isAllowed);
  });
}
