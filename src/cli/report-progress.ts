/** How far a page is: which of its parts is looked for, and about how long it still takes. */
import type { PartName } from '../results/report-document.ts';
import type { ProgressBar } from './progress-bar.ts';
import { duration } from './progress-line.ts';

/** What is said of each part, within a sentence. */
const WORDS: Readonly<Record<PartName, string>> = {
  run: 'what is lost',
  doughnut: 'what security should cost',
  snowball: 'where failures compound',
  comparison: 'scenarios side by side',
  sensitivity: 'what the figures hang on',
};

/**
 * How long the rest of a page takes once a part begins, in terms of the time so far: least and most of the models that come with the program
 * (`docs/speed.md`), and a third more either way. The run says too little of what comes after it.
 */
const REST: Readonly<Partial<Record<PartName, readonly [number, number]>>> = {
  snowball: [0.25, 3.5],
  comparison: [0.03, 0.4],
  sensitivity: [0.02, 0.3],
};

export interface PageProgress {
  /** Where a part tells how far it is, which begins now. */
  of(part: PartName): ProgressBar;
}

function restWords([least, most]: readonly [number, number]): string {
  if (most <= 0) return '';
  if (most < 20) return ', the page in a few seconds';
  return `, the page in roughly ${least < 1 ? '' : `${duration(least)} to `}${duration(most)}`;
}

/**
 * @param parts Those that are looked for, in their order.
 * @param milliseconds That all may take; null without a bound.
 * @param clock Milliseconds that never run backwards.
 */
export function makePageProgress(
  progress: ProgressBar,
  parts: readonly PartName[],
  milliseconds: number | null,
  clock: () => number = () => performance.now(),
): PageProgress {
  const begin = clock();
  return {
    of: (part) => {
      const number = parts.indexOf(part) + 1;
      const began = clock();
      const name = `${number} of ${parts.length}, ${WORDS[part]}`;
      const rest = (): string => {
        const bound = milliseconds === null ? null : Math.max(0, milliseconds - (clock() - begin)) / 1000;
        if (bound !== null) return `, the page within ${duration(bound)}`;
        const factors = REST[part];
        if (factors === undefined) return '';
        const left = (factor: number): number => (factor * (began - begin) - (clock() - began)) / 1000;
        return restWords([left(factors[0]), left(factors[1])]);
      };
      return {
        begin: (words) => progress.begin(words),
        show: (now, known) => {
          const of = now.run === undefined || now.run.of < 2 ? WORDS[part] : `${WORDS[part]}, ${now.run.name}`;
          progress.show({ ...now, run: { number, of: parts.length, name: of } }, known);
        },
        stage: (words, standing = '') => progress.stage(name, `: ${words}${standing}${rest()}`),
        clear: () => progress.clear(),
      };
    },
  };
}
