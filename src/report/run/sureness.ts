/** How sure the figures are, and how to have them again. */
import { counted, listed, wholeNumber } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { commandLines } from '../text/command-lines.ts';
import { item, section } from '../text/section.ts';
import { lossFigureRows } from './loss-figures.ts';
import { endedWords } from './ended-words.ts';
import { isCase, type Scene } from './scene.ts';
import { untilWords } from './until-words.ts';

/** A figure with the mark of `doubted`. */
const MARKED = /\d[\d.,]*(%|k|m|bn|tn| (h|min|s|days?|weeks?|months?|years?))?\?(?=[\s.,;:)]|$)/;

/** What too few trials lie behind: the figures of the loss, the limits, and whatever else is marked on the page. */
function unreliableFigures(scene: Scene, above: readonly string[]): string[] {
  const { appetite } = scene.result;
  return [
    ...lossFigureRows(scene).flatMap(({ spoken, estimate }) => (estimate.unreliable === true ? [spoken] : [])),
    ...appetite.flatMap((limit) => (limit.status === 'not resolved' ? [`whether limit ${limit.id} holds`] : [])),
    ...(above.some((line) => MARKED.test(line)) ? ['every figure marked ?'] : []),
  ];
}

function meanWords(scene: Scene): string {
  const { mean, shareOfGreatest, probabilityOfLoss } = scene.result.loss;
  const { measured } = scene.result;
  const { currency } = scene.document;
  const { value, standardError, low = value, high = value } = mean;
  const seldom = percent(3 / measured.trials, 1 / measured.trials);
  if (value === 0) {
    const most = probabilityOfLoss.high ?? 0;
    return `No trial had a loss. 95 in 100 times that means a chance of a loss below ${percent(most, most)}.`;
  }
  if (!Number.isFinite(standardError)) return 'Of one trial no error can be known.';
  if (standardError === 0) {
    return `Every trial lost the same. What comes in fewer than ${seldom} of them would not be seen.`;
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
  if (givenThisWorld === true) {
    return `${counted(measured.trials, 'trial')} of one world: what is uncertain in the model was drawn once, so nothing here says how far the evidence leaves it open. Ask for more worlds.`;
  }
  if (measured.worlds === 1)
    return `${counted(measured.trials, 'trial')}. Nothing in the model is uncertain beyond chance.`;
  return `${counted(measured.worlds, 'world')}, each one draw of all that is uncertain in the model, of ${wholeNumber(measured.trials / measured.worlds)} trials each.`;
}

/**
 * @param above The lines of the page so far: what is marked in them is named here.
 * @param command The words of the command line that gives the same figures again; empty to leave it out.
 */
export function sureness(scene: Scene, above: readonly string[], command: readonly string[]): string[] {
  const { result, document, page } = scene;
  const unreliable = unreliableFigures(scene, above);
  const ends = result.endsInOutage;
  const inWorlds = result.measured.worlds > 1;
  const lines = [
    basisWords(scene),
    meanWords(scene),
    ...endedWords(scene),
    ...untilWords(scene),
    unreliable.length === 0
      ? 'No figure above rests on too few trials.'
      : `Unreliable, because too few trials${inWorlds ? ' or worlds' : ''} lie behind ${unreliable.length === 1 && !unreliable[0]?.startsWith('every') ? 'it' : 'them'}: ${listed(unreliable)}. Raise --trials${inWorlds ? ' and --worlds' : ''}.`,
    ends.value === 0
      ? `No trial ended in an outage${isCase(scene) ? ' by what was given' : ''}.`
      : `${percent(ends.value, ends.standardError)} of trials end in an outage${isCase(scene) ? ' by what was given' : ''}; what it would still cost is not counted.`,
    `Seed "${document.seed}", model ${document.modelHash.slice(0, 19)}, Ringfence ${document.ringfence}.`,
  ];
  const said = lines.filter((line) => line !== '');
  return section(
    'How sure we are',
    [...said.flatMap((line) => item(line, page)), ...commandLines(command, page)],
    page,
  );
}
