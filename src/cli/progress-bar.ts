/** Says on standard error what is run and how far it is: in one line of a terminal, in a few lines of a file or pipe. */
import { wrap } from '../report/text/wrap.ts';
import type { Progress } from '../sim/session/collect.ts';
import { pageOf, type Stream } from './console.ts';
import type { FirstWords } from './first-words.ts';
import { firstLine, firstText, progressLine, progressText, type MeanSoFar } from './progress-line.ts';

/** Milliseconds between two drawings on a terminal. */
const INTERVAL = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Milliseconds between two lines elsewhere: after something new, and else; a tenth of the time so far up to the greatest. */
const AFTER_NEWS = 2000;
const WITHOUT_NEWS = 10_000;
const MOST_WITHOUT_NEWS = 60_000;

/** Milliseconds after which a rate says something. */
const FIRST_RATE = 500;

export interface ProgressBar {
  /** Says what is run. Without it nothing is said but on a terminal. */
  begin(words: FirstWords): void;
  show(progress: Progress, known?: MeanSoFar): void;
  /** Says what is done after the trials, and how far it is: elsewhere than on a terminal only seldom. */
  stage(words: string, standing?: string): void;
  /** Takes the line of a terminal away. */
  clear(): void;
}

/** Says nothing. */
export const SILENT: ProgressBar = {
  begin: () => undefined,
  show: () => undefined,
  stage: () => undefined,
  clear: () => undefined,
};

/** Trials a second, of the same run in the same part. */
function makeRate(clock: () => number): (progress: Progress) => number {
  let part = '';
  let [since, from, last] = [0, 0, 0];
  return ({ run, firstLook, trialsDone }) => {
    const here = `${run?.number ?? 0} ${firstLook === undefined}`;
    const now = clock();
    if (here !== part || trialsDone < last) [part, since, from] = [here, now, trialsDone];
    last = trialsDone;
    return now - since < FIRST_RATE ? 0 : ((trialsDone - from) / (now - since)) * 1000;
  };
}

function onTerminal(stream: Stream, clock: () => number): ProgressBar {
  const rateOf = makeRate(clock);
  let next = clock();
  let drawn = false;
  const draw = (line: string): void => {
    drawn = true;
    stream.write(CLEAR_LINE + line);
  };
  const width = (): number => stream.columns ?? pageOf(stream).width;
  return {
    begin: (words) => draw(firstLine(words, width())),
    show: (progress, known) => {
      const now = clock();
      const rate = rateOf(progress);
      if (now < next && progress.isMeasuring !== true) return;
      next = now + INTERVAL;
      draw(progressLine({ progress, known, rate }, width()));
    },
    stage: (words, standing = '') => draw(`${words}${standing}`.slice(0, width() - 1)),
    clear: () => {
      if (drawn) stream.write(CLEAR_LINE);
      drawn = false;
      next = clock();
    },
  };
}

/** What is new in one report beside the one before: another run, another stage. */
const newsOf = ({ run, knows, firstLook, isMeasuring }: Progress): string =>
  `${run?.number ?? 0} ${knows?.stages ?? 0} ${firstLook === undefined} ${isMeasuring === true}`;

function inLines(stream: Stream, clock: () => number): ProgressBar {
  const rateOf = makeRate(clock);
  const begin = clock();
  let isBegun = false;
  let [last, told] = [begin, ''];
  const write = (text: string): void => {
    last = clock();
    stream.write(`${wrap(text, pageOf(stream).width, 2).join('\n')}\n`);
  };
  const pause = (): number => Math.min(MOST_WITHOUT_NEWS, Math.max(WITHOUT_NEWS, (clock() - begin) / 10));
  return {
    begin: (words) => {
      isBegun = true;
      write(firstText(words));
    },
    show: (progress, known) => {
      const rate = rateOf(progress);
      const news = newsOf(progress);
      if (!isBegun || clock() - last < (news === told ? pause() : AFTER_NEWS)) return;
      told = news;
      write(progressText({ progress, known, rate }, (clock() - begin) / 1000));
    },
    stage: (words, standing = '') => {
      if (!isBegun || clock() - last < (words === told ? pause() : AFTER_NEWS)) return;
      told = words;
      write(`${words}${standing}`);
    },
    clear: () => undefined,
  };
}

/** @param clock Milliseconds that never run backwards. */
export function makeProgressBar(stream: Stream, clock: () => number = () => performance.now()): ProgressBar {
  return stream.isTTY === true ? onTerminal(stream, clock) : inLines(stream, clock);
}
