/** Takes what a run tells of itself to where it is shown. */
import type { RunOptions } from '../sim/session.ts';
import type { ProgressBar } from './progress-bar.ts';
import type { MeanSoFar } from './progress-line.ts';

export function teller(progress: ProgressBar, currency: string): Required<Pick<RunOptions, 'onProgress' | 'onPulse'>> {
  let known: MeanSoFar | undefined;
  let run: number | undefined;
  return {
    onProgress: (now) => {
      // What was known is of the run before.
      if (now.run?.number !== run) known = undefined;
      run = now.run?.number;
      progress.show(now, known);
    },
    onPulse: ({ mean }) => {
      known = { mean: mean.value, standardError: mean.standardError, currency };
    },
  };
}
