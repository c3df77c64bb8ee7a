/** No point: no loss, nothing that makes enough, or too few futures to tell. */
import type { MadeHere, NoneForm } from '../../results/snowball-document.ts';
import { counted, plainNumber, wholeNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import type { Assumption } from '../../results/snowball/reasons.ts';
import { isSent } from '../text/readers.ts';
import { item, prose, section } from '../text/section.ts';
import { about, capital, plainShare, shareOf, tailSentence } from './figures.ts';
import {
  isCase,
  nameOf,
  namesListed,
  periodHoursOf,
  periodName,
  periodNames,
  periods,
  placeName,
  worstPeriod,
  type SnowballScene,
} from './scene.ts';

/** Standard errors that hold for fifty candidates at once, 95 % sure. */
const ERRORS = 3.3;

/** Periods with a loss that a tail must have. */
const NEEDED = 50;

/** What it makes at most, as sure as that. */
const atMost = ({ share }: MadeHere): number => Math.min(1, share.value + ERRORS * share.standardError);

/** Clocks that nobody has given, each with what it would do, and how to try the one that would do most. */
function assumed(restsOn: readonly Assumption[], scene: SnowballScene): string[] {
  const { page } = scene;
  const [first] = restsOn;
  if (first === undefined) return [];
  const words = restsOn.map(({ node, kind, members, hours, probabilityOfLoss: { value } }) => {
    const what =
      kind === 'switchover'
        ? `changes over between ${namesListed(members, scene)} at once`
        : 'works again the moment it has what it needs';
    return `${nameOf(node, scene)} ${what}: if that took ${about(hours)}, ${plainShare(value)} of ${periodNames(scene)} would have a loss`;
  });
  return [
    ...prose('What this rests on, and nobody has given:', page),
    ...words.flatMap((each) => item(each, page)),
    ...(isSent(page) ? [] : prose(`Try it: --set '${first.tried}'`, page)),
  ];
}

function noLoss(scene: SnowballScene): string[] {
  const { page, result } = scene;
  const { restsOn = [], tail } = result;
  const futures = tail.periods;
  const years = (futures * periodHoursOf(scene)) / 8760 / 3;
  const seldom = isCase(scene)
    ? futures < 3
      ? ''
      : ` A loss comes in fewer than ${percent(3 / futures)} of cases (95% sure), if the model is right.`
    : years < 1
      ? ''
      : ` A loss is rarer than once in ${plainNumber(Number(years.toPrecision(2)))} years (95% sure), if the model is right.`;
  const { portfolio = 'current' } = scene.model.selection;
  const levels =
    portfolio === 'current'
      ? 'N'
      : `With ${typeof portfolio === 'string' ? `the levels of ${portfolio}` : 'these levels'} n`;
  const seen =
    futures === 1
      ? `The one ${periodName(scene)} that was simulated has no loss, so nothing compounds in it.`
      : `${levels}one of ${periods(futures, scene)} has a loss, so nothing can compound.`;
  return [...prose(`${seen}${seldom}`, page), ...assumed(restsOn, scene)];
}

/** The node through which most of the tail passes and that alone stops a goal, where it passes on what it gets. */
function singlePoint(scene: SnowballScene): string {
  const { chains = [], structure } = scene.result;
  const enough = new Set(Object.values(structure?.oneIsEnough ?? {}).flat());
  const through = new Map<string, number>();
  for (const { steps, shareOfTail } of chains) {
    for (const { members, kind } of steps.slice(0, -1)) {
      const [only] = members;
      if (kind !== 'threat' && members.length === 1 && only !== undefined && enough.has(only)) {
        through.set(only, (through.get(only) ?? 0) + shareOfTail.value);
      }
    }
  }
  const [most] = [...through].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (most === undefined || most[1] < 0.5) return '';
  return ` It is what the first blows cost, passed on: ${plainShare(most[1])} through ${nameOf(most[0], scene)}, a single point.`;
}

function belowLeast(scene: SnowballScene): string[] {
  const { least, next, candidates } = scene.result;
  const looked = `${counted(candidates, 'place')} looked at`;
  const nearest =
    next === null || next.share.value === 0
      ? candidates === 0
        ? looked
        : `${looked}: the most that one makes is 0%`
      : `${looked}: most is made by ${placeName(next, scene)}, ${shareOf(next.share)}${next.share.standardError > 0 ? `, at most ${plainShare(atMost(next))}` : ''}`;
  return prose(
    `Nothing here makes ${next === null || next.share.value === 0 ? '' : 'much '}more of a failure than it received. ${tailSentence(scene)}, and no node, control, pair or shared cause makes ${percent(least)} of that or more (${nearest}).${singlePoint(scene)}`,
    scene.page,
  );
}

function notResolved(scene: SnowballScene): string[] {
  const { tail, next, neededTrials, least } = scene.result;
  const few =
    tail.level === null
      ? `${capital(periods(tail.allPeriodsWithLoss, scene))} in ${wholeNumber(tail.periods)} ${tail.allPeriodsWithLoss === 1 ? 'has' : 'have'} a loss; ${NEEDED} are needed among the worst 5%.`
      : `${tailSentence(scene)}, but the errors are too large to say what makes ${percent(least)} of it.`;
  const nearest =
    next === null || (tail.level === null && next.share.value === 0)
      ? ''
      : ` ${capital(placeName(next, scene))} may make up to ${plainShare(atMost(next))} of ${tail.level === null ? 'the tail' : worstPeriod(scene)}.`;
  const more = isSent(scene.page)
    ? neededTrials === null
      ? ''
      : ` It takes about ${wholeNumber(neededTrials)} futures to tell.`
    : neededTrials === null
      ? ' Run with more --trials.'
      : ` Run with --trials ${wholeNumber(neededTrials).replaceAll(',', '')}.`;
  return prose(`${few}${nearest}${more}`, scene.page);
}

/** A heading, and what is known all the same. */
export function noneHeadline(none: NoneForm, scene: SnowballScene): string[] {
  const { page } = scene;
  switch (none) {
    case 'no loss':
      return section('No snowball', noLoss(scene), page, page.style.good);
    case 'below least':
      return section('No snowball', belowLeast(scene), page, page.style.good);
    case 'not resolved':
      return section('No snowball found yet: too few futures to tell', notResolved(scene), page, page.style.doubtful);
  }
}
