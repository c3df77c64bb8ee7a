/** Why a run that was told no size came to its end. */
import { counted, listed, wholeNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import type { EndedResult, ScenarioResult } from '../../results/scenario-result.ts';
import { forReaders, futureName, isSent } from '../text/readers.ts';
import type { Page } from '../text/style.ts';
import type { Scene } from './scene.ts';

const share = (relative: number): string => percent(relative, relative);

/** A share that is more than was asked, rounded up where it would else read the same. */
const moreThan = (relative: number, asked: number): string =>
  share(relative) === share(asked) ? percent(Math.ceil(relative * 1e4) / 1e4, 1e-4) : share(relative);

/** What was not known well enough. */
function missing({ mean, tailMean, asked, openLimits }: EndedResult): string[] {
  const of = (what: string, known: EndedResult['mean'], relative: number): string[] => {
    if (known.unreliable === true || !(known.value > 0)) return [`${what} is not known to ${percent(relative)}`];
    const found = known.standardError / known.value;
    return found <= relative ? [] : [`${what} is known to ${moreThan(found, relative)}, not to ${percent(relative)}`];
  };
  return [
    ...of('the mean loss', mean, asked.mean),
    ...of('the mean of the worst 5%', tailMean, asked.tailMean),
    ...(openLimits.length === 0
      ? []
      : [
          `whether ${openLimits.length === 1 ? 'limit' : 'limits'} ${listed(openLimits)} hold${openLimits.length === 1 ? 's' : ''} is open`,
        ]),
  ];
}

/** Limits that longer worlds judged, by the size of these. */
function longWords({ appetite, measured }: ScenarioResult, page: Page): string[] {
  const judged = appetite.filter(({ judgedIn }) => judgedIn !== undefined);
  const [first] = judged;
  if (first?.judgedIn === undefined) return [];
  const { worlds, trialsPerWorld } = first.judgedIn;
  const names = listed(judged.map(({ id }) => id));
  const each = measured.trials / measured.worlds;
  const [few, many] = isSent(page)
    ? [
        `${counted(each, 'future')} of each draw`,
        `${counted(worlds, 'draw')} with ${wholeNumber(trialsPerWorld)} futures each, simulated besides`,
      ]
    : [
        `worlds of ${counted(each, 'trial')}`,
        `${counted(worlds, 'world')} of ${wholeNumber(trialsPerWorld)} trials each, run besides`,
      ];
  return [
    `What ${judged.length === 1 ? 'limit' : 'limits'} ${names} ${judged.length === 1 ? 'is' : 'are'} about is too rare for ` +
      `${few}: how sure ${judged.length === 1 ? 'it is' : 'they are'} ` +
      `was read off ${many}.`,
  ];
}

/** Sentences; none where the run was told its size. */
export function endedWords({ result, document, page }: Scene): string[] {
  const { ended } = result;
  if (ended === undefined) return [];
  const limits =
    result.appetite.length === 0 ? '' : ', and every limit beyond what chance in the simulation could change';
  if (ended.knowsEnough) {
    return [
      `It ended when it knew enough: the mean loss to ${percent(ended.asked.mean)}, the mean of the worst 5% to ${percent(ended.asked.tailMean)} (one standard error)${limits}.`,
      ...longWords(result, page),
    ];
  }
  const open = listed(missing(ended));
  const long = longWords(result, page);
  if (document.partial) return [`It was cut short: ${open}.`, ...long];
  const besides =
    long.length === 0 ? '' : `, ${isSent(page) ? 'those simulated besides' : 'those of longer worlds'} included`;
  const ask = forReaders(page, ' --trials and --worlds ask for more.', '');
  return [
    `It ended after a million ${futureName(page)}s${besides}, the most it takes by itself: ${open}.${ask}`,
    ...long,
  ];
}
