/** The best for a budget: what is bought, what is given up, and what that does. */
import type { Plan } from '../../results/doughnut/amounts.ts';
import { percent } from '../../results/format/share.ts';
import { listed } from '../../results/format/count.ts';
import { forReaders, planName } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { surenessWords } from './limits.ts';
import { amount, boardsLimits, differences, limitIds, sum, type DoughnutScene } from './scene.ts';

/** Names of controls in one list. */
const MOST = 8;

const names = (all: readonly string[]): string => listed(all, all.length > MOST ? MOST - 1 : MOST);

/** Whose budget it is: `With 10% less than today: a budget of £891k`, `With the £500k asked by --budget`. */
function heading(budget: number, scene: DoughnutScene): string {
  const { cut, budget: asked } = scene.document.settings;
  const words = amount(budget, scene);
  if (typeof cut === 'number') return `With ${percent(cut)} less than today: a budget of ${words}`;
  if (typeof asked === 'number')
    return `With a budget of ${words}, as ${forReaders(scene.page, 'asked by --budget', 'was asked')}`;
  return `With a budget of ${words}, as the model file states`;
}

/** Why the best for a budget is dearer in all than what stands today, where it is. */
function dearerWords(plan: Plan, scene: DoughnutScene): string {
  const { today, plans } = scene.document;
  if (plan.total.value <= plans.current.total.value) return '';
  const reasons = [
    ...(today.allowed ? [] : ['the file does not allow it']),
    ...(today.inside || !today.allowed || !plan.isAdequate ? [] : [`it is outside ${boardsLimits(scene)}`]),
    ...(plans.current.budget > (scene.document.bestForBudget?.budget ?? Infinity) ? ['it costs more budget'] : []),
  ];
  return reasons.length === 0 ? '' : ` What stands today comes to less, but ${listed(reasons)}.`;
}

export function budget(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.bestForBudget;
  if (found === null) return [];
  const { plan, leastAdequate } = found;
  const today = document.plans.current;
  const needed =
    leastAdequate === null
      ? ''
      : ` The least budget that keeps ${boardsLimits(scene)} is ${amount(leastAdequate, scene)}.`;
  if (plan === null) {
    return section(
      heading(found.budget, scene),
      prose(
        `Even the cheapest ${planName(page)} that the file allows costs more.${limitIds(scene).length === 0 ? '' : needed}`,
        page,
      ),
      page,
      page.style.bad,
    );
  }
  const { more, less } = differences(today.portfolio, plan.portfolio, scene);
  const sure = surenessWords(plan.confidences, scene);
  const sureness =
    sure === '' ? '' : ` It is ${plan.isAdequate ? 'inside' : 'outside'} ${boardsLimits(scene)}: ${sure}.`;
  const lack = plan.isAdequate ? '' : needed;
  const nothing = more.length + less.length === 0;
  const words = [
    nothing ? 'The best for it is what stands today.' : '',
    more.length === 0 ? '' : `Bought: ${names(more)}.`,
    less.length === 0 ? '' : `Given up: ${names(less)}.`,
    `${plan.isAdequate ? 'The best for it' : 'What comes nearest'} costs ${amount(plan.budget, scene)} of budget, leaves losses to expect of ${sum(plan.riskCost, scene)} (today ${sum(today.riskCost, scene)}) and comes to ${sum(plan.total, scene)} in all (today ${sum(today.total, scene)}).${sureness}${dearerWords(plan, scene)}${lack}`,
  ].filter((each) => each !== '');
  return section(
    heading(found.budget, scene),
    words.flatMap((each) => prose(each, page)),
    page,
    plan.isAdequate ? undefined : page.style.bad,
  );
}
