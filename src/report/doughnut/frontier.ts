/** Less and more money: the least losses to expect at each spend, and what the rings are there. */
import type { Plan } from '../../results/doughnut/amounts.ts';
import type { Cell, Column } from '../text/cell.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { isSame, limitIds, sum, sureShare, type DoughnutScene } from './scene.ts';

/** Rows of the frontier that are shown beside those of the rings and of today. */
const MOST = 8;

const NAMES = [
  ['necessary', 'at least'],
  ['optimum', 'best'],
  ['sufficient', 'at most'],
  ['current', 'today'],
] as const;

/** Evenly chosen, the first and the last among them. */
function chosen(plans: readonly Plan[]): readonly Plan[] {
  if (plans.length <= MOST) return plans;
  return Array.from({ length: MOST }, (_, at) => plans[Math.round((at * (plans.length - 1)) / (MOST - 1))]).filter(
    (plan) => plan !== undefined,
  );
}

function standing(plan: Plan, { document }: DoughnutScene): string {
  const { allowed } = document.today;
  const names = NAMES.flatMap(([key, name]) => {
    const named = document.plans[key];
    return named !== undefined && isSame(named.portfolio, plan.portfolio) ? [name] : [];
  });
  const isToday = names.includes('today');
  const words = plan.isAdequate
    ? plan.isJustified
      ? 'can be defended'
      : 'surely beaten'
    : isToday && !allowed
      ? 'not allowed'
      : 'outside';
  return names.length === 0 ? words : `${names.join(', ')}: ${words}`;
}

export function frontier(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const ofRings = NAMES.flatMap(([key]) => document.plans[key] ?? []);
  const all = [...ofRings, ...chosen(document.frontier)].filter(
    (plan, at, list) => list.findIndex((other) => isSame(other.portfolio, plan.portfolio)) === at,
  );
  const rows = all.toSorted((a, b) => a.spend.value - b.spend.value || a.riskCost.value - b.riskCost.value);
  if (rows.length < 2) return [];
  const hasLimits = limitIds(scene).length > 0;
  const columns: Column[] = [
    { header: 'spend', align: 'right' },
    { header: 'losses to expect', align: 'right', shrinksTo: 10 },
    { header: 'in all', align: 'right' },
    ...(hasLimits ? [{ header: 'how sure', align: 'right' } as const] : []),
    { header: 'what it is', shrinksTo: 20 },
  ];
  const cells = rows.map((plan): Cell[] => [
    sum(plan.spend, scene),
    sum(plan.riskCost, scene),
    sum(plan.total, scene),
    ...(hasLimits ? [sureShare(plan.adequate, scene)] : []),
    standing(plan, scene),
  ]);
  const left = document.frontier.length > MOST ? ' Not every plan is shown.' : '';
  const sureness = hasLimits
    ? `How sure: of ${limitIds(scene).length === 1 ? 'the limit' : 'the limit that is farthest from what is asked'}. `
    : '';
  return section(
    'Less and more money',
    [
      ...table(columns, cells, page),
      ...prose(
        `${sureness}Can be defended: nothing that costs no more is better on average and surely better.${left}`,
        page,
      ).map(page.style.quiet),
    ],
    page,
  );
}
