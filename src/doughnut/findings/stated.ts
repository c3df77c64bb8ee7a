/** What was found, as the document states it: ids in place of positions, errors beside values. */
import type {
  Amount as StatedAmount,
  Plan,
  PortfolioLevels,
  Ring as StatedRing,
} from '../../results/doughnut/amounts.ts';
import type { Pounds as StatedPounds, Step } from '../../results/doughnut/steps.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import { jointConfidence, keeps, leastSlack } from '../rings/adequate.ts';
import type { Change } from '../rings/change.ts';
import type { Asked, Confidence } from '../rings/evaluated-set.ts';
import { errorOverWorlds } from '../rings/paired-totals.ts';
import type { Amount, Ring } from '../rings/rings.ts';
import type { Pounds } from '../rings/steps.ts';
import type { View } from '../rings/view.ts';

export const statedAmount = ({ value, low, high }: Amount): StatedAmount => ({
  value,
  standardError: (high - low) / 4,
  low,
  high,
});

export const statedRing = (ring: Ring): StatedRing => ({ ...statedAmount(ring), budget: ring.budget });

export const statedConfidence = ({ value, standardError }: Confidence): Estimate => estimate(value, standardError);

export function levelsOf({ set }: View, portfolio: number): PortfolioLevels {
  const levels = set.levels(portfolio);
  return Object.fromEntries(set.controls.map(({ id, levels: ids }, control) => [id, ids[levels[control]!]!]));
}

export const byLimit = <T>({ set }: View, values: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(set.limits.map((id, limit) => [id, values[limit]!]));

/** Confidences as the view has them, which those of fresh worlds may have replaced. */
export function confidencesOf(view: View, portfolio: number): Estimate[] {
  const count = view.set.limits.length;
  return view.set.limits.map((_, limit) => {
    const at = portfolio * count + limit;
    return estimate(view.confidence[at]!, view.confidenceError[at]!);
  });
}

/** The confidence in the limit that is farthest from what is asked; 1 without limits. */
function farthest(view: View, asked: Asked, portfolio: number): Estimate {
  const least = leastSlack(view, asked, portfolio);
  const confidences = confidencesOf(view, portfolio);
  return confidences.find(({ value }, limit) => value - asked.limits[limit]! <= least) ?? estimate(1, 0);
}

/** @param plans Justified portfolios. */
export function statedPlan(view: View, asked: Asked, plans: ReadonlySet<number>, portfolio: number): Plan {
  const { set, whole, budget, risk, total } = view;
  const costs = set.costs(portfolio);
  const noise = set.noise(portfolio, null);
  const sums = costs.whole.map((value, world) => value + costs.risk[world]!);
  return {
    portfolio: levelsOf(view, portfolio),
    spend: estimate(whole[portfolio]!, errorOverWorlds(view, costs.whole, null)),
    budget: budget[portfolio]!,
    riskCost: estimate(risk[portfolio]!, errorOverWorlds(view, costs.risk, noise)),
    total: estimate(total[portfolio]!, errorOverWorlds(view, sums, noise)),
    confidences: byLimit(view, confidencesOf(view, portfolio)),
    jointConfidence: jointConfidence(view, portfolio),
    adequate: farthest(view, asked, portfolio),
    isAdequate: set.standing(portfolio) === 'allowed' && keeps(view, asked, portfolio),
    isJustified: plans.has(portfolio),
  };
}

export const statedStep = ({ spend, saves, pays }: Change): Step => ({
  spend,
  saves: estimate(saves.value, saves.standardError),
  savesBetween: { low: saves.low, high: saves.high },
  pays: statedConfidence(pays),
});

export const statedPounds = ({ last, next }: Pounds): StatedPounds => ({
  last: last === null ? null : statedStep(last),
  next: next === null ? null : statedStep(next),
});
