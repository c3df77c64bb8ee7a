/** Takes what a run tells of itself to where it is shown. */
import type { RunOptions } from '../sim/session.ts';
import type { Progress } from '../sim/session/collect.ts';
import type { ProgressBar } from './progress-bar.ts';
import type { MeanSoFar } from './progress-line.ts';

/** @param run Which of several runs this is. */
export function teller(
  progress: ProgressBar,
  currency: string,
  run?: Progress['run'],
): Required<Pick<RunOptions, 'onProgress' | 'onPulse'>> {
  let known: MeanSoFar | undefined;
  return {
    onProgress: (now) => progress.show(run === undefined ? now : { ...now, run }, known),
    onPulse: ({ mean }) => {
      known = { mean: mean.value, standardError: mean.standardError, currency };
    },
  };
}
