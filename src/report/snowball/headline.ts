/** The answer, in words, before any table: what it is, how bad, how sure, how long, what would remove it. */
import type { MadeHere, SnowballPoint } from '../../results/snowball-document.ts';
import type { SnowballChain } from '../../results/snowball/chains.ts';
import type { Removal } from '../../results/snowball/removal.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { sure } from '../../results/format/share.ts';
import { item, prose, section } from '../text/section.ts';
import { about, shareOf, sum, tailSentence } from './figures.ts';
import { feltWords, momentWords } from './moment-words.ts';
import { noneHeadline } from './none.ts';
import { spendWords } from './removal.ts';
import { reasonSentences } from './reason-words.ts';
import { nameOf, namesListed, placeName, type SnowballScene } from './scene.ts';

/** Less sure than this, nobody can say which of two points comes first. */
const TIED = 0.66;

/** `all of it`, `36% of it`. */
const partWords = (share: MadeHere['share']): string =>
  shareOf(share) === '100%' ? 'all of it' : `${shareOf(share)} of it`;

/** How sure the money is: what the number of futures leaves open, and what no number of them mends. */
function figureSureness({ result, document }: SnowballScene): string {
  const { standardError = 0 } = result.tail.mean ?? {};
  const known = Number.isFinite(standardError)
    ? standardError > 0
      ? ` is known to ${moneyError(2 * standardError, document.currency)} (95% sure) from this many futures; it`
      : ''
    : ' has no error that one world could tell; it';
  return `Of the figure: it${known} rests on the ranges in the model, and \`check\` names those taken at their word.`;
}

const surenessItem = (points: readonly SnowballPoint[], scene: SnowballScene): string =>
  `How sure are we?  ${figureSureness(scene)} Of the order: ${orderSureness(points, scene)}`;

function orderSureness(points: readonly SnowballPoint[], scene: SnowballScene): string {
  const [first, second] = points;
  if (first === undefined) return '';
  const error =
    first.share.standardError > 0
      ? `, give or take ${shareOf({ ...first.share, value: 2 * first.share.standardError, standardError: 0 })} of the tail`
      : '';
  if (second === undefined || first.surerThanNext === null) {
    return `it is the only point${error}.`;
  }
  const next = placeName(second, scene);
  if (first.surerThanNext < TIED) return `whether it or ${next} makes more can't be told: they are as good as equal.`;
  return `${sure(first.surerThanNext)} sure that it comes before ${next}${error}.`;
}

const passesThrough = (chain: SnowballChain, point: MadeHere): boolean =>
  chain.steps.some(({ members }) => members.some((member) => point.members.includes(member) || member === point.id));

/** How long the dearest chain through a point leaves; empty where that is not known. */
export function timeWords(point: SnowballPoint, scene: SnowballScene): string {
  const chain = scene.result.chains?.find((each) => passesThrough(each, point));
  if (chain === undefined) return '';
  return [feltWords(chain, scene), momentWords(chain)].filter((each) => each !== '').join(' ');
}

function momentItem(point: SnowballPoint, scene: SnowballScene): string[] {
  const words = timeWords(point, scene);
  return words === '' ? [] : [`How long have we?  ${words}`];
}

/** Of the model's own controls what does most against a point, the cheapest where several do as much; and what does most for less than half of that price. */
export function strongest(
  point: SnowballPoint,
  scene: SnowballScene,
): { readonly best: Removal; readonly cheap: Removal | undefined } | null {
  const { removal = [] } = scene.result;
  const own = removal.filter(({ touches, saves }) => touches.includes(point.id) && saves.value > 0);
  const [first, ...others] = own.toSorted(byLeft);
  if (first === undefined) return null;
  // Of those that leave the least, as far as it is known, the cheapest
  const [best = first] = [first, ...others.filter((each) => isAsGood(each, first))].toSorted(byPrice);
  const cheap = own
    .filter((each) => price(each) < price(best) / 2 && each.saves.value > 2 * each.saves.standardError)
    .toSorted(byLeft)[0];
  return { best, cheap };
}

/** What is left when the point passes on only what it gets, and the strongest level of the model's own controls. */
function removalItem(point: SnowballPoint, scene: SnowballScene): string {
  const { tail } = scene.result;
  const { currency } = scene.document;
  const whole = tail.mean === null ? 0 : tail.mean.value;
  const left = Math.max(0, whole - point.madeHere.value);
  const ifPlain = `If it passed on only what it gets, ${money(left, currency, point.madeHere.standardError)} of ${money(whole, currency, tail.mean?.standardError ?? 0)} would be left.`;
  const own = strongest(point, scene);
  if (own === null) return `What would remove it?  ${ifPlain}`;
  const { best, cheap } = own;
  const most = `Of the model's own controls ${levelName(best, scene)} does most: it leaves ${sum(best.leaves, scene)}, for ${pricePerYear(best, scene)}.`;
  const less =
    cheap === undefined
      ? ''
      : ` For less than half of that ${levelName(cheap, scene)} does most: it leaves ${sum(cheap.leaves, scene)}, for ${pricePerYear(cheap, scene)}.`;
  return `What would remove it?  ${ifPlain} ${most}${less}`;
}

const price = ({ extraSpendPerYear }: Removal): number => extraSpendPerYear ?? Infinity;

const byName = (a: Removal, b: Removal): number => (`${a.control} ${a.level}` < `${b.control} ${b.level}` ? -1 : 1);

const byLeft = (a: Removal, b: Removal): number => a.leaves.value - b.leaves.value || byName(a, b);

const byPrice = (a: Removal, b: Removal): number => (price(a) === price(b) ? byLeft(a, b) : price(a) - price(b));

/** Whether one leaves no more than another, as far as both are known. */
const isAsGood = ({ leaves: a }: Removal, { leaves: b }: Removal): boolean =>
  a.value - b.value <= 2 * Math.hypot(a.standardError, b.standardError);

export const levelName = ({ control, level }: Removal, scene: SnowballScene): string =>
  `${nameOf(control, scene)} at ${level}`;

function pricePerYear(removal: Removal, { document }: SnowballScene): string {
  const words = spendWords(removal, document.currency);
  return removal.extraSpendPerYear === null ? 'a price not stated' : `${words} a year`;
}

/** How long the goal is down in the dearest chain through a point; empty where that is not known. */
export function outcomeWords(point: SnowballPoint, scene: SnowballScene): string {
  const chain = scene.result.chains?.find((each) => passesThrough(each, point));
  const goal = chain?.steps.at(-1);
  if (goal === undefined || goal.hours === null || goal.kind === 'threat' || goal.members.includes(point.id)) return '';
  return `In the dearest chain through it, ${namesListed(goal.members, scene)} ${goal.members.length === 1 ? 'is' : 'are'} down for ${about(goal.hours)}.`;
}

function pointHeadline(points: readonly SnowballPoint[], scene: SnowballScene): string[] {
  const { page } = scene;
  const [point] = points;
  if (point === undefined) return [];
  const heading = points.length === 1 ? 'The point' : `The first of ${points.length} points`;
  const money = `${tailSentence(scene)}; ${partWords(point.share)} is made here.`;
  return section(
    `${heading}: ${placeName(point, scene)}`,
    [
      ...prose([...reasonSentences(point, scene), outcomeWords(point, scene)].join(' ').trim(), page),
      ...prose(money, page),
      ...[surenessItem(points, scene), ...momentItem(point, scene), removalItem(point, scene)].flatMap((words) =>
        words === '' ? [] : item(words, page),
      ),
    ],
    page,
    page.style.bad,
  );
}

/** The point that comes first, or why there is none. */
export function headline(scene: SnowballScene): string[] {
  const { points, none } = scene.result;
  return none === null ? pointHeadline(points, scene) : noneHeadline(none, scene);
}
