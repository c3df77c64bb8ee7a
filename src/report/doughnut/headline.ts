/** The verdict in two sentences: what is spent and whether it keeps the limits, and what would be best. */
import type { Amount } from '../../results/doughnut/amounts.ts';
import { wrap } from '../text/wrap.ts';
import { settleWords, surenessWords } from './limits.ts';
import { amount, boardsLimits, farthest, gap, isSame, limitIds, ring, type RingScene } from './scene.ts';

/** Noise leaves open whether it is anything at all. */
const isOpen = ({ value, low }: Amount): boolean => value > 0 && low <= 0;

/** `outside the board's limit`; a rule of the file that is broken is no limit. */
function outsideWords(scene: RingScene): string {
  const { today } = scene.document;
  const worst = farthest(today.confidences, scene);
  const isLimit = worst !== null && !worst.isKept;
  if (today.allowed) return `outside ${boardsLimits(scene)}`;
  const rule = 'against a rule of the model file';
  return isLimit ? `outside ${boardsLimits(scene)} and ${rule}` : rule;
}

function insideWords(scene: RingScene): string {
  if (limitIds(scene).length === 0) return 'there is no limit to keep';
  return scene.document.today.atMargin
    ? `it seems inside ${boardsLimits(scene)}, which noise leaves open`
    : `it is inside ${boardsLimits(scene)}`;
}

const perhaps = (known: Amount): string => (isOpen(known) ? 'perhaps ' : '');

/** On which side of the limits today is where noise leaves that open, and what it takes to tell; empty where it does not. */
function openWords(scene: RingScene): string {
  const { atMargin, inside, confidences } = scene.document.today;
  if (!atMargin) return '';
  const sure = surenessWords(confidences, scene);
  const other = inside ? 'outside' : 'inside';
  return ` What stands is ${sure}; for the noise in judging that it may as well be ${other}. ${settleWords(confidences, scene)}`.trimEnd();
}

/** The first sentence, which may be two short ones. */
function spent(scene: RingScene): string {
  const { rings, document } = scene;
  const { today } = document;
  const { overshoot } = rings;
  const you = rings.actual.value === 0 ? 'You spend nothing' : `You spend ${ring(rings.actual, scene)}`;
  const seems = today.atMargin ? 'seemingly ' : '';
  const over = `${perhaps(overshoot)}${gap(rings.actual.value, rings.sufficient.value, scene)} more than can be defended`;
  const isOver = overshoot.value > 0;
  if (!today.inside) {
    const outside = `${seems}${outsideWords(scene)}`;
    if (isOver) return `${you}. That is ${over}, and still ${outside}.${openWords(scene)}`;
    if (today.verdict === 'short') {
      const isPerhaps = rings.necessary.low <= rings.actual.value ? 'perhaps ' : '';
      const lacking = gap(rings.necessary.value, rings.actual.value, scene);
      return `${you}. That is ${isPerhaps}${lacking} less than is necessary, and ${outside}.${openWords(scene)}`;
    }
    return `${you}. That is money enough, but what it buys is ${outside}.${openWords(scene)}`;
  }
  const inside = insideWords(scene);
  if (isOver) return `${you}. That is ${over}; ${inside}.${openWords(scene)}`;
  const beaten = today.beatenBy === null ? '' : ' Yet something that costs no more is surely better.';
  return `${you}. That can be defended, and ${inside}.${openWords(scene)}${beaten}`;
}

/** What is best to do. */
function best(scene: RingScene): string {
  const { rings, plans } = scene;
  const optimum = ring(rings.optimum, scene);
  if (isSame(plans.optimum.portfolio, plans.current.portfolio)) {
    return 'It is the best buy there is: change nothing.';
  }
  const change = rings.optimum.value - rings.actual.value;
  const limits = limitIds(scene).length;
  const inside = limits === 0 ? '' : `inside ${limits === 1 ? 'it' : 'them'} and `;
  const how =
    rings.actual.value === 0
      ? ''
      : change > 0
        ? ` (${gap(rings.optimum.value, rings.actual.value, scene)} more)`
        : ', spent otherwise,';
  return `${optimum}${how} is ${inside}the best buy.`;
}

/** Whether the budget reaches the least that is necessary. */
function budgetWords(scene: RingScene): string {
  const { bestForBudget } = scene.document;
  if (bestForBudget === null || bestForBudget.leastAdequate === null) return '';
  const { budget, leastAdequate } = bestForBudget;
  if (leastAdequate <= budget) return '';
  return ` The budget of ${amount(budget, scene)} does not reach it: at least ${amount(leastAdequate, scene)} of budget is necessary.`;
}

export function headline(scene: RingScene): string[] {
  const { page, document } = scene;
  const { inside } = document.today;
  const isFine = inside && scene.rings.overshoot.value === 0;
  const paint = isFine ? page.style.good : inside ? page.style.doubtful : page.style.bad;
  const words = `${spent(scene)} ${best(scene)}${budgetWords(scene)}`;
  return ['', ...wrap(words, page.width).map((line) => page.style.heading(paint(line)))];
}
