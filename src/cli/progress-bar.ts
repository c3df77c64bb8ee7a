/** A line on a terminal that says how far a run is. */
import { wholeNumber } from '../report/format/count.ts';
import { bar } from '../report/text/bar.ts';
import type { Progress } from '../sim/session/collect.ts';
import type { Stream } from './console.ts';

/** Milliseconds between two drawings. */
const INTERVAL = 100;
const BAR_COLUMNS = 20;
const CLEAR_LINE = '\r\u001b[K';

export interface ProgressBar {
  show(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

const remaining = (seconds: number): string => {
  if (seconds < 1) return 'nearly done';
  if (seconds < 100) return `${Math.round(seconds)} s left`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min left`;
  return `${(seconds / 3600).toFixed(1)} h left`;
};

/** The text of the line, without colour: a bar, what is done, how fast, how long still. */
export function progressLine(progress: Progress, elapsedSeconds: number, width: number): string {
  const { trials, trialsDone } = progress;
  const share = trials === 0 ? 1 : trialsDone / trials;
  const rate = elapsedSeconds > 0 ? trialsDone / elapsedSeconds : 0;
  const percentage = `${Math.floor(share * 100)}%`.padStart(4);
  const drawn = bar(share, BAR_COLUMNS).padEnd(BAR_COLUMNS);
  const parts = [
    `▕${drawn}▏${percentage}`,
    `${wholeNumber(trialsDone)} of ${wholeNumber(trials)} trials`,
    rate > 0 ? `${wholeNumber(rate)}/s` : '',
    rate > 0 && elapsedSeconds > 1 ? remaining((trials - trialsDone) / rate) : '',
  ].filter((part) => part !== '');
  let line = parts[0] ?? '';
  for (const part of parts.slice(1)) if (line.length + 2 + part.length < width) line += `  ${part}`;
  return line;
}

/**
 * A bar on a stream; a silent one where the stream is no terminal.
 *
 * @param clock Milliseconds that never run backwards.
 */
export function makeProgressBar(stream: Stream, clock: () => number = () => performance.now()): ProgressBar {
  if (stream.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  const begin = clock();
  let next = begin;
  let drawn = false;
  return {
    show: (progress) => {
      const now = clock();
      if (now < next) return;
      next = now + INTERVAL;
      drawn = true;
      stream.write(CLEAR_LINE + progressLine(progress, (now - begin) / 1000, stream.columns ?? 80));
    },
    clear: () => {
      if (drawn) stream.write(CLEAR_LINE);
      drawn = false;
      next = clock();
    },
  };
}
