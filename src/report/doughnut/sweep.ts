/** What less and more money than today would buy, and what it would leave of the losses. */
import type { BestForBudget } from '../../results/doughnut-document.ts';
import type { Plan } from '../../results/doughnut/amounts.ts';
import { listed } from '../../results/format/count.ts';
import { moneyError } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import type { Cell, Column } from '../text/cell.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import {
  amount,
  boardsLimits,
  differenceWords,
  farthest,
  isSame,
  levelPosition,
  limitIds,
  optionName,
  sum,
  sureShare,
  type DoughnutScene,
} from './scene.ts';

/** Controls that are named of what changes. */
const NAMED = 3;

/** `inside, 92% sure`. */
function standing(plan: Plan, scene: DoughnutScene): string {
  const worst = farthest(plan.confidences, scene);
  const sureness = worst === null ? '' : `, ${sureShare(worst.confidence, scene)} sure`;
  return limitIds(scene).length === 0 ? '' : `${plan.isAdequate ? 'inside' : 'outside'}${sureness}`;
}

/** `at least, best`: the rings whose budget it is; empty where it is none. */
function ringNames(budget: number, { document }: DoughnutScene): string {
  const rings = [
    ['at least', document.plans.necessary],
    ['best', document.plans.optimum],
    ['at most', document.plans.sufficient],
  ] as const;
  return rings.flatMap(([name, plan]) => (plan?.budget === budget ? [name] : [])).join(', ');
}

/** What the cheapest portfolio has that the file allows, and what it takes. */
function mustWords(scene: DoughnutScene): string {
  const { leastBudget } = scene.document;
  if (leastBudget === undefined || leastBudget === null) return '';
  const names = Object.entries(leastBudget.portfolio).flatMap(([control, level]) =>
    levelPosition(control, level, scene) > 0 ? [optionName(control, level, scene)] : [],
  );
  const what = names.length === 0 ? '' : `: ${listed(names, NAMED)}`;
  return `${what} (${amount(leastBudget.budget, scene)})`;
}

function rowOf({ budget, plan }: BestForBudget, before: Plan | null, scene: DoughnutScene): Cell[] {
  const { document, page } = scene;
  const now = document.plans.current.budget;
  const share = now > 0 ? `${budget < now ? '-' : '+'}${percent(Math.abs(budget / now - 1))}` : '';
  const change = ringNames(budget, scene) || (share === '+0%' ? 'today' : share);
  if (plan === null)
    return [change, amount(budget, scene), `not enough for what must stay${mustWords(scene)}`, '', '', ''];
  if (before !== null && isSame(before.portfolio, plan.portfolio)) {
    return [change, amount(budget, scene), { text: 'the plan above', paint: page.style.quiet }, '', '', ''];
  }
  const isToday = isSame(document.plans.current.portfolio, plan.portfolio);
  const error = moneyError(plan.riskCost.standardError, document.currency);
  return [
    change,
    amount(budget, scene),
    isToday ? 'what stands today' : differenceWords(document.plans.current.portfolio, plan.portfolio, scene, NAMED),
    `${sum(plan.riskCost, scene)}${error === '' ? '' : ` ${error}`}`,
    sum(plan.total, scene),
    standing(plan, scene),
  ];
}

/** @returns Nothing where there is no spend around which to look. */
export function sweep(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const budgets = document.sweep ?? [];
  if (budgets.length === 0) return [];
  const rows = budgets.map((each, at) => rowOf(each, budgets[at - 1]?.plan ?? null, scene));
  const hasLimits = limitIds(scene).length > 0;
  const columns: Column[] = [
    { header: '', shrinksTo: 8 },
    { header: 'budget', align: 'right' },
    { header: 'best bought with it', shrinksTo: 22 },
    { header: 'losses left', align: 'right', shrinksTo: 8 },
    { header: 'in all', align: 'right' },
    { header: hasLimits ? 'limits' : '', shrinksTo: 8 },
  ];
  const keep = <T>(cells: readonly T[]): T[] => cells.filter((_, column) => hasLimits || column < 5);
  const limits = hasLimits
    ? ` Best: the least in all of the plans inside ${boardsLimits(scene)}, or else what comes nearest.`
    : '';
  return section(
    'If the budget were another',
    [
      ...table(keep(columns), rows.map(keep), page),
      ...prose(`Against today; at least, best and at most: what their plans take of it.${limits}`, page).map(
        page.style.quiet,
      ),
    ],
    page,
  );
}
