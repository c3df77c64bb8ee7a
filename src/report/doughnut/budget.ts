/** The best for a budget: what is bought, what is given up, and what that does. */
import { percent } from '../../results/format/share.ts';
import { listed } from '../../results/format/count.ts';
import { prose, section } from '../text/section.ts';
import { amount, boardsLimits, differences, farthest, limitIds, sum, sureShare, type DoughnutScene } from './scene.ts';

/** Names of controls in one list. */
const MOST = 8;

const names = (all: readonly string[]): string => listed(all, all.length > MOST ? MOST - 1 : MOST);

/** `With 10% less, £891k of budget`, `With a budget of £500k`. */
function heading(budget: number, scene: DoughnutScene): string {
  const { cut } = scene.document.settings;
  const words = amount(budget, scene);
  return typeof cut === 'number'
    ? `With ${percent(cut)} less than today: a budget of ${words}`
    : `With a budget of ${words}`;
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
        `Even the cheapest portfolio that the file allows costs more.${limitIds(scene).length === 0 ? '' : needed}`,
        page,
      ),
      page,
      page.style.bad,
    );
  }
  const { more, less } = differences(today.portfolio, plan.portfolio, scene);
  const worst = farthest(plan.confidences, scene);
  const sureness =
    worst === null
      ? ''
      : ` It is ${plan.isAdequate ? 'inside' : 'outside'} ${boardsLimits(scene)}: ${sureShare(worst.confidence, scene)} sure of ${limitIds(scene).length === 1 ? 'the limit' : worst.id}, ${percent(worst.asked)} asked.`;
  const lack = plan.isAdequate ? '' : needed;
  const nothing = more.length + less.length === 0;
  const words = [
    nothing ? 'The best for it is what stands today.' : '',
    more.length === 0 ? '' : `Bought: ${names(more)}.`,
    less.length === 0 ? '' : `Given up: ${names(less)}.`,
    `${plan.isAdequate ? 'The best for it' : 'What comes nearest'} costs ${amount(plan.budget, scene)} of budget, leaves losses to expect of ${sum(plan.riskCost, scene)} (today ${sum(today.riskCost, scene)}) and comes to ${sum(plan.total, scene)} in all (today ${sum(today.total, scene)}).${sureness}${lack}`,
  ].filter((each) => each !== '');
  return section(
    heading(found.budget, scene),
    words.flatMap((each) => prose(each, page)),
    page,
    plan.isAdequate ? undefined : page.style.bad,
  );
}
