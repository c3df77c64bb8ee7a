/** Runs of the open model, whose pace is noted. */
import type { Selection } from '../../model/selection.ts';
import { parseUntil } from '../../sim/session/until.ts';
import type { RunOptions, Sample, SampleOptions } from '../../sim/session.ts';
import { comparedColumns } from '../../study/compare/compare.ts';
import type { Target } from './messages.ts';
import type { Task, Workspace } from './workspace.ts';

/** The size of a run. @throws Error in words for a rule that is none. */
export function sizeOf(target: Target): RunOptions {
  switch (target.kind) {
    case 'enough':
    case 'settled':
      return {};
    case 'trials':
      return { trials: target.trials };
    case 'until': {
      const until = parseUntil(target.text);
      if (until.ok) return { until: until.value };
      throw new Error(until.problems.map(({ message, remedy }) => `${message}: ${remedy}`).join('; '));
    }
  }
}

/** What of a run is said while it goes on. */
export type Telling = 'pulses' | 'progress' | 'nothing';

/** Runs a selection, or finds what was run before; takes note of the pace. */
export async function simulated(
  workspace: Workspace,
  selection: Selection,
  options: SampleOptions,
  task: Task,
  telling: Telling,
): Promise<Sample> {
  const [variant] = workspace.session.variants([selection]);
  if (variant === undefined) throw new Error('a selection gave no model');
  const begun = performance.now();
  let isRun = false;
  const sample = await workspace.session.sample({
    ...selection,
    ...options,
    columns: comparedColumns(variant),
    signal: task.signal,
    onProgress: ({ isMeasuring, trialsDone, trials }) => {
      if (isMeasuring !== true && trialsDone > 0) isRun = true;
      if (telling === 'progress') task.say({ kind: 'progress', words: 'today', done: trialsDone, of: trials });
    },
    ...(telling === 'pulses' ? { onPulse: (pulse) => task.say({ kind: 'pulse', pulse }) } : {}),
  });
  const seconds = (performance.now() - begun) / 1000;
  const { worlds, trialsPerWorld, long } = sample;
  const trials = worlds * trialsPerWorld + (long === null ? 0 : long.worlds * long.trialsPerWorld);
  if (isRun && seconds > 0) workspace.rate = trials / seconds;
  return sample;
}
