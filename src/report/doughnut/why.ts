/** Why it takes so much: the margin for error, the appetite, the law. */
import type { PriceOfError } from '../../results/doughnut/facts.ts';
import { percent } from '../../results/format/share.ts';
import { prose, section } from '../text/section.ts';
import { amount, boardsLimits, gap, limitIds, ring, sum, type RingScene } from './scene.ts';

const ASSESSMENT = 'what was assessed (how often threats come, what they cost)';
const PERFORMANCE = 'how well controls perform';

/** What the two kinds of ignorance cost; a part may lie below 0 where one makes up for the other. */
function partWords({ total, assessment, controlPerformance }: PriceOfError, scene: RingScene): string {
  if (total.value === 0 || assessment === null || controlPerformance === null) return '';
  const words = (part: number): string => amount(part, scene, total.standardError);
  const [a, c] = [assessment.value, controlPerformance.value];
  const small = Math.abs(total.value) * 0.005;
  if (Math.abs(c) <= small) return ` All of it is ${ASSESSMENT}; none is ${PERFORMANCE}.`;
  if (Math.abs(a) <= small) return ` All of it is ${PERFORMANCE}; none is ${ASSESSMENT}.`;
  return ` ${words(a)} of it is ${ASSESSMENT}, ${words(c)} ${PERFORMANCE}.`;
}

function errorWords(scene: RingScene): string {
  const { rings, document } = scene;
  const price = rings.priceOfError;
  const asked = percent(document.asked.confidence);
  if (limitIds(scene).length === 0) return '';
  if (price === null) {
    return `Asked of every limit alike, ${asked} leaves no safe space, so the margin for error has no price.`;
  }
  const isAlike = Object.values(document.asked.limits).every((each) => each === document.asked.confidence);
  const { total, ifExactlyRight } = price;
  const right =
    ifExactlyRight === null || total.value === 0
      ? ''
      : ` If every estimate were exactly right, ${amount(ifExactlyRight, scene)} would do.`;
  if (total.value === 0) return `None of it is margin for error: at even odds no less would do.`;
  if (!isAlike) {
    return `Were ${asked} asked of every limit alike, ${sum(total, scene)} of it would be margin for error.${partWords(price, scene)}${right}`;
  }
  const even = rings.necessary.value - total.value;
  return `${gap(rings.necessary.value, even, scene)} of the ${ring(rings.necessary, scene)} is margin for error: at even odds ${amount(even, scene)} would do.${partWords(price, scene)}${right}`;
}

function premiumWords(scene: RingScene): string {
  const { appetitePremium: premium } = scene.rings;
  if (limitIds(scene).length === 0) return 'No limit is stated: what is best is what pays for itself.';
  const [who, asks] = limitIds(scene).length === 1 ? ['The limit', 'asks'] : ['The limits', 'ask'];
  if (premium.value === 0) return `${who} ${asks} nothing more: limits aside, no plan comes to less in all.`;
  const free = scene.plans.optimum.total.value - premium.value;
  return `Limits aside, the best plan would come to ${amount(free, scene)} a year in all, spend and losses to expect; ${who.toLowerCase()} ${asks} ${gap(scene.plans.optimum.total.value, free, scene)} a year more than that.`;
}

function lawWords(scene: RingScene): string {
  const { lawCost } = scene.document;
  if (lawCost === null || lawCost.value === 0) return '';
  return `What is mandatory costs ${sum(lawCost, scene)} a year more, losses included, than the best plan that keeps ${boardsLimits(scene)} without it.`;
}

export function whySoMuch(scene: RingScene): string[] {
  const { page } = scene;
  const words = [errorWords(scene), premiumWords(scene), lawWords(scene)].filter((each) => each !== '');
  return section('Why so much', prose(words.join(' '), page), page);
}
