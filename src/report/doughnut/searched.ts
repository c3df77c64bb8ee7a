/** What a search tried and proved, in sentences. */
import { counted, wholeNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { forReaders, futureName, planName } from '../text/readers.ts';
import { amount, limitIds, type DoughnutScene } from './scene.ts';

/** `1,234`, `about 10^36`. */
export function manyWords(count: number): string {
  if (count < 1e9) return wholeNumber(count);
  return `${count < Number.MAX_VALUE ? 'about' : 'more than'} 10^${Math.round(Math.log10(count))}`;
}

/** Two digits of what is worked out and compared with nothing. */
const roughPercent = (share: number): string => percent(share, Math.abs(share) / 5);

/** What the bound of the least spend says, as far as it goes. */
function boundWords(scene: DoughnutScene): string {
  const { search, rings, lowerBound } = scene.document;
  if (limitIds(scene).length === 0) return '';
  if (search === undefined || search === null) {
    return lowerBound === null
      ? ''
      : `No plan that keeps the limits costs less than ${amount(lowerBound, scene)}: that is proven.`;
  }
  const { state, why, spend, noneAdequate, checked, hurting } = search.bound;
  if (state === 'missing') {
    return `How much less might do is not known: no lower bound was worked out${why === null ? '' : ` (${why})`}.`;
  }
  const found = noneAdequate
    ? 'no plan at all keeps the limits'
    : `no plan that keeps the limits costs less than ${amount(spend ?? 0, scene)}`;
  const least = rings?.necessary.value ?? 0;
  const gap =
    noneAdequate || spend === null || least <= 0 || spend >= least * (1 - 1e-6)
      ? ''
      : `, ${roughPercent((least - spend) / least)} below the least that was found`;
  if (state === 'contradicted') {
    return `Perhaps ${found}${gap}; that is not proven, as in plans that were tried more of a control made a limit less sure.`;
  }
  const allowed = hurting.length === 0 ? '' : `; of ${hurting.join(', ')} more can be worse, which is allowed for`;
  const isExact = gap === '' && !noneAdequate ? ', so the least is right for them' : '';
  return `On these futures ${found}${gap}${isExact}: proven if more of a control never makes a limit less sure, as held in ${counted(checked, 'step')} that ${checked === 1 ? 'was' : 'were'} looked at${allowed}.`;
}

/** How good the best is, told from groups of worlds and from fresh ones. */
function bestWords(scene: DoughnutScene): string {
  const { search } = scene.document;
  if (search === undefined || search === null) return '';
  const { gap, optimism } = search;
  const words = [
    gap === null
      ? ''
      : `The best is at most ${amount(gap.high, scene)} a year worse than the best of those tried, 95% sure.`,
    optimism === null
      ? ''
      : `On ${forReaders(scene.page, 'fresh worlds', 'fresh futures')} its losses to expect are ${amount(Math.abs(optimism.value), scene)} ${optimism.value < 0 ? 'lower' : 'higher'}, give or take ${amount(2 * optimism.standardError, scene)}.`,
  ];
  return words.filter((each) => each !== '').join(' ');
}

/** How portfolios were looked for, where not all were tried; empty where they were. */
export function searchWords(scene: DoughnutScene): readonly string[] {
  const { tried, search } = scene.document;
  if (tried.isEvery) return [];
  if (search === undefined || search === null) {
    return [
      `${wholeNumber(tried.portfolios)} ${planName(scene.page)}s were tried, not all: a better one may be left, and the least and the most may lie lower or higher.`,
      boundWords(scene),
    ];
  }
  const { allowed, share, screened, judged, most } = search;
  const where =
    share < 1
      ? `on ${percent(share)} of the ${forReaders(scene.page, scene.document.worlds > 1 ? 'worlds' : 'trials', 'futures')}`
      : 'at a glance';
  const held =
    most === null
      ? ''
      : `, ${counted(most.candidates, 'plan')} for the most, each held against up to ${wholeNumber(most.beaters)}`;
  return [
    `Searched: of ${manyWords(allowed)} ${planName(scene.page)}s ${wholeNumber(screened)} were tried ${where} and ${wholeNumber(judged)} of them on all ${futureName(scene.page)}s${held}. A better one may be left: the least and the best may lie lower, the most lower or higher.`,
    boundWords(scene),
    bestWords(scene),
  ].filter((each) => each !== '');
}
