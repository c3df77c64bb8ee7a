/** What is said of how far a run is and what it knows: pieces, and the one line of a terminal that holds the most of them. */
import { counted, wholeNumber } from '../results/format/count.ts';
import { money } from '../results/format/money.ts';
import { bar } from '../report/text/bar.ts';
import { displayWidth, headOf, printable } from '../report/text/display-width.ts';
import type { Known, Progress } from '../sim/session/collect.ts';
import { ASKED, STAGE_GROWTH } from '../sim/session/defaults.ts';
import type { FirstWords } from './first-words.ts';

const BAR_COLUMNS = 10;

/** Columns of a title below which it is not cut to make room. */
const FEWEST_OF_TITLE = 16;

/** Stages behind which the error has fallen often enough to say when it will be small enough. */
const STAGES_TO_TELL = 2;

/** A mean loss of a period, with its standard error. */
export interface MeanSoFar {
  readonly mean: number;
  readonly standardError: number;
  readonly currency: string;
}

/** How far a run is, what it knows, and how fast it is. */
export interface Standing {
  readonly progress: Progress;
  readonly known?: MeanSoFar | undefined;
  /** Trials a second; 0 while nothing is known of it. */
  readonly rate: number;
}

/** A length of time as people say it: two digits of it are plenty. */
export const duration = (seconds: number): string => {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
};

/** A relative error as `2.4%`, two digits of it. */
function relative(standardError: number, mean: number): string {
  const percentage = Math.abs(standardError / mean) * 100;
  return `${percentage < 99.5 ? Number(percentage.toPrecision(2)) : wholeNumber(Math.round(percentage))}%`;
}

const asked = (share: number): string => `ends at ± ${share * 100}%`;

const isWithin = ({ mean, standardError }: Known['tailMean'], share: number): boolean => standardError <= share * mean;

function meanWords({ mean, standardError, currency }: MeanSoFar): string {
  if (mean === 0) return 'nothing lost so far';
  if (!Number.isFinite(standardError)) return '';
  const error = standardError === 0 ? '' : ` ± ${relative(standardError, mean)}`;
  return `mean ${money(mean, currency, standardError)}${error}`;
}

/** What a run in stages waits for. */
function goalWords(known: Known): string {
  if (known.mean === 0) return '';
  if (known.hasLoss) return counted(known.openLimits, 'open limit');
  if (!isWithin(known, ASKED.mean)) return asked(ASKED.mean);
  const { tailMean } = known;
  if (!isWithin(tailMean, ASKED.tailMean)) {
    return `worst 5% ± ${relative(tailMean.standardError, tailMean.mean)}, ${asked(ASKED.tailMean)}`;
  }
  return 'rests on few trials';
}

/**
 * Trials at which a run in stages will know the loss, if its errors fall as one over the root of the trials; null where
 * nothing can be said yet.
 */
export function expectedTrials(known: Known): number | null {
  const { mean, standardError, tailMean, trials, stages, hasLoss } = known;
  if (stages < STAGES_TO_TELL || hasLoss || mean === 0 || tailMean.mean === 0) return null;
  const share = Math.max(standardError / mean / ASKED.mean, tailMean.standardError / tailMean.mean / ASKED.tailMean);
  if (!(share > 1) || !Number.isFinite(share)) return null;
  return trials * STAGE_GROWTH ** Math.ceil(Math.log(share * share) / Math.log(STAGE_GROWTH));
}

function timeWords({ progress, rate }: Standing): string {
  const { trials, trialsDone, mayEndEarly, firstLook, isMeasuring, knows } = progress;
  if (rate <= 0 || firstLook !== undefined || isMeasuring === true) return '';
  const most = (trials - trialsDone) / rate;
  if (mayEndEarly !== true) return most < 1 ? 'nearly done' : `${duration(most)} left`;
  const expected = knows === undefined ? null : expectedTrials(knows);
  if (knows === undefined || expected === null || expected >= knows.mostTrials) return `at most ${duration(most)} left`;
  const left = duration(Math.max(1, (expected - trialsDone) / rate));
  return knows.openLimits === 0 ? `roughly ${left} left` : `loss known in roughly ${left}`;
}

function trialWords({ trials, trialsDone, mayEndEarly, firstLook, isMeasuring }: Progress): string {
  if (isMeasuring === true) return `figures of ${counted(trialsDone, 'trial')} are worked out`;
  if (firstLook !== undefined) {
    return `a first look: ${wholeNumber(firstLook.trialsDone)} of ${wholeNumber(firstLook.trials)} trials`;
  }
  if (mayEndEarly === true) return counted(trialsDone, 'trial');
  return `${wholeNumber(trialsDone)} of ${wholeNumber(trials)} trials`;
}

/** A piece of the line; where not all fit, those of the highest rank are left out. */
interface Piece {
  readonly text: string;
  readonly rank: number;
}

function pieces(standing: Standing): readonly Piece[] {
  const { progress, rate } = standing;
  const { knows } = progress;
  const known = standing.known === undefined ? undefined : { ...standing.known, ...knows };
  return [
    { text: trialWords(progress), rank: 0 },
    { text: known === undefined ? '' : meanWords(known), rank: 2 },
    { text: knows === undefined ? '' : goalWords(knows), rank: 3 },
    { text: timeWords(standing), rank: 1 },
    { text: rate > 0 && progress.isMeasuring !== true ? `${wholeNumber(rate)}/s` : '', rank: 4 },
  ].filter(({ text }) => text !== '');
}

const runWords = ({ run }: Progress): string => (run === undefined || run.of < 2 ? '' : `${run.number} of ${run.of}:`);

function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width < 1 ? '' : `${headOf(text, width - 1).trimEnd()}…`;
}

/** A share of the work that is known to be all of it, as a bar. */
function barOf({ trials, trialsDone, mayEndEarly, isMeasuring }: Progress): string {
  if (mayEndEarly === true || isMeasuring === true) return '';
  const share = trials === 0 ? 1 : trialsDone / trials;
  const percentage = `${Math.floor(share * 100)}%`.padStart(4);
  return `▕${bar(share, BAR_COLUMNS).padEnd(BAR_COLUMNS)}▏${percentage}`;
}

/** The line of a terminal, narrower than `width`, without colour. */
export function progressLine(standing: Standing, width: number): string {
  const { progress } = standing;
  const most = width - 1;
  const number = runWords(progress);
  const name = number === '' ? '' : `${number} ${cut(printable(progress.run?.name ?? ''), width >> 2)}`;
  const lead = [name, barOf(progress)].filter((text) => text !== '').join('  ');
  let chosen: readonly Piece[] = [];
  const lineOf = (of: readonly Piece[]): string =>
    [lead, ...of.map(({ text }) => text)].filter((text) => text !== '').join('  ');
  const all = pieces(standing);
  for (const piece of all.toSorted((a, b) => a.rank - b.rank)) {
    const next = all.filter((one) => one === piece || chosen.includes(one));
    if (displayWidth(lineOf(next)) <= most) chosen = next;
  }
  return cut(lineOf(chosen), most);
}

/** The same in words, for a file or a pipe. */
export function progressText(standing: Standing, elapsedSeconds: number): string {
  const { progress } = standing;
  const number = runWords(progress);
  const name = number === '' ? '' : `${number} ${printable(progress.run?.name ?? '')}, `;
  return `${duration(elapsedSeconds)}: ${name}${pieces(standing)
    .map(({ text }) => text)
    .join(', ')}`;
}

export const firstText = ({ subject, details }: FirstWords): string =>
  printable(`Simulating ${subject}: ${details.join(', ')}`);

/** The first words in a line of a terminal: the seed is left out first, then the title is cut. */
export function firstLine(words: FirstWords, width: number): string {
  const most = width - 1;
  if (displayWidth(firstText(words)) <= most) return firstText(words);
  const { subject } = words;
  const details = words.details.filter((detail) => !detail.startsWith('seed '));
  const whole = firstText({ subject, details });
  const over = displayWidth(whole) - most;
  if (over <= 0) return whole;
  const short = cut(printable(subject), Math.max(FEWEST_OF_TITLE, displayWidth(printable(subject)) - over));
  return cut(firstText({ subject: short, details }), most);
}
