/** How sure the figures are, and how to have them again. */
import type { Estimate } from '../../results/estimate.ts';
import { counted, listed, wholeNumber } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { commandLines } from '../text/command-lines.ts';
import { drawName, forReaders, futureName, futures, isSent } from '../text/readers.ts';
import type { Page } from '../text/style.ts';
import { item, section } from '../text/section.ts';
import { lossFigureRows } from './loss-figures.ts';
import { endedWords } from './ended-words.ts';
import { isCase, type Scene } from './scene.ts';
import { untilWords } from './until-words.ts';

/** Limits that are named; the rest is counted. */
const MOST_NAMED = 8;

/** A figure with the mark of `doubted`. */
const MARKED = /\d[\d.,]*(%|k|m|bn|tn| (h|min|s|days?|weeks?|months?|years?))?\?(?=[\s.,;:)]|$)/;

/** What too few trials lie behind: the figures of the loss, the limits, and whatever else is marked on the page. @param told Which of the figures of the loss stand there. */
function unreliableFigures(scene: Scene, above: readonly string[], told: (estimate: Estimate) => boolean): string[] {
  const { appetite } = scene.result;
  const open = appetite.filter(({ status }) => status === 'not resolved').map(({ id }) => id);
  return [
    ...lossFigureRows(scene).flatMap(({ spoken, estimate }) =>
      estimate.unreliable === true && told(estimate) ? [spoken] : [],
    ),
    ...(open.length === 0
      ? []
      : [
          open.length === 1 ? `whether limit ${listed(open)} holds` : `whether limits ${listed(open, MOST_NAMED)} hold`,
        ]),
    ...(above.some((line) => MARKED.test(line)) ? ['every figure marked ?'] : []),
  ];
}

function meanWords(scene: Scene): string {
  const { mean, shareOfGreatest, probabilityOfLoss } = scene.result.loss;
  const { measured } = scene.result;
  const { currency } = scene.document;
  const trial = futureName(scene.page);
  const { value, standardError, low = value, high = value } = mean;
  const seldom = percent(3 / measured.trials, 1 / measured.trials);
  if (value === 0) {
    const most = probabilityOfLoss.high ?? 0;
    return `No ${trial} had a loss. 95 in 100 times that means a chance of a loss below ${percent(most, most)}.`;
  }
  if (!Number.isFinite(standardError)) return `Of one ${trial} no error can be known.`;
  if (standardError === 0) {
    return `Every ${trial} lost the same. What comes in fewer than ${seldom} of them would not be seen.`;
  }
  if (mean.unreliable === true) {
    const few =
      shareOfGreatest === undefined
        ? ''
        : ` the ${wholeNumber(shareOfGreatest.periods)} greatest losses make up ${percent(shareOfGreatest.share, 0.02)} of it, and`;
    return `The mean loss is not settled:${few} losses greater than any seen decide it. It could be ${money(high, currency, high)}, if the model is right.`;
  }
  const relative = standardError / Math.abs(value);
  return `The mean loss is known to ${percent(relative, relative)} (one standard error): 95 in 100 times it lies within ${money(low, currency, standardError)} and ${money(high, currency, standardError)}, if the model is right.`;
}

function basisWords(scene: Scene): string {
  const { measured, givenThisWorld } = scene.result;
  const { page } = scene;
  const size = futures(measured.trials, page);
  if (givenThisWorld === true) {
    const ask = forReaders(page, ' Ask for more worlds.', '');
    return `${size} of one ${drawName(page)}: what is uncertain in the model was drawn once, so nothing here says how far the evidence leaves it open.${ask}`;
  }
  if (measured.worlds === 1) return `${size}. Nothing in the model is uncertain beyond chance.`;
  const each = wholeNumber(measured.trials / measured.worlds);
  return forReaders(
    page,
    `${counted(measured.worlds, 'world')}, each one draw of all that is uncertain in the model, of ${each} trials each.`,
    `${size} were simulated: all that is uncertain in the model was drawn ${counted(measured.worlds, 'time')}, with ${each} futures for each draw.`,
  );
}

/** Figures that too little lies behind, named; or that there are none. */
function unreliableWords(
  scene: Scene,
  above: readonly string[],
  told: (estimate: Estimate) => boolean = () => true,
): string {
  const { page, result } = scene;
  const unreliable = unreliableFigures(scene, above, told);
  const inWorlds = result.measured.worlds > 1;
  const trial = futureName(page);
  if (unreliable.length === 0) return `No figure above rests on too few ${trial}s.`;
  const causes = `${trial}s${inWorlds ? ` or ${drawName(page)}s` : ''}`;
  const raise = forReaders(page, ` Raise --trials${inWorlds ? ' and --worlds' : ''}.`, '');
  const isOne = unreliable.length === 1 && !unreliable[0]?.startsWith('every');
  return `Unreliable, because too few ${causes} lie behind ${isOne ? 'it' : 'them'}: ${listed(unreliable)}.${raise}`;
}

function endsWords(scene: Scene): string {
  const { value, standardError } = scene.result.endsInOutage;
  const trial = futureName(scene.page);
  const by = isCase(scene) ? ' by what was given' : '';
  if (value === 0) return `No ${trial} ended in an outage${by}.`;
  return `${percent(value, standardError)} of ${trial}s end in an outage${by}; what it would still cost is not counted.`;
}

const items = (lines: readonly string[], page: Page): string[] =>
  lines.filter((line) => line !== '').flatMap((line) => item(line, page));

/**
 * What a board needs to know of it: on how many futures it rests, how well the mean is known, and what too little lies behind.
 *
 * @param above The lines of the page so far: what is marked in them is named here.
 */
export function shortSureness(scene: Scene, above: readonly string[]): string[] {
  const { ended, loss } = scene.result;
  const isTold = (estimate: Estimate): boolean => estimate === loss.mean || estimate === loss.tailValueAtRisk['0.99'];
  return items(
    [
      basisWords(scene),
      meanWords(scene),
      ...(ended?.knowsEnough === false ? endedWords(scene).slice(0, 1) : []),
      unreliableWords(scene, above, isTold),
    ],
    scene.page,
  );
}

/**
 * @param above The lines of the page so far: what is marked in them is named here.
 * @param command The words of the command line that gives the same figures again; empty to leave it out.
 */
export function sureness(scene: Scene, above: readonly string[], command: readonly string[]): string[] {
  const { document, page } = scene;
  const lines = [
    basisWords(scene),
    meanWords(scene),
    ...endedWords(scene),
    ...untilWords(scene),
    unreliableWords(scene, above),
    endsWords(scene),
    // A page that is sent has a section for that
    isSent(page)
      ? ''
      : `Seed "${document.seed}", model ${document.modelHash.slice(0, 19)}, Ringfence ${document.ringfence}.`,
  ];
  return section('How sure we are', [...items(lines, page), ...commandLines(command, page)], page);
}
