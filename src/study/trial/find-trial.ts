/** The trial of a run at a quantile of the loss, and what a timeline reports about the run. */
import type { Selection } from '../../model/selection.ts';
import type { TrialDocument } from '../../results/trial-document.ts';
import type { RunOptions, Session } from '../../sim/session.ts';
import type { TrialHead } from './trial-timeline.ts';
import { typicalTrial } from './typical-trial.ts';

export interface FoundTrial {
  readonly world: number;
  readonly trial: number;
  /** The run in which it was found. */
  readonly of: Omit<TrialHead, 'settings'>;
  /** Why it was chosen. */
  readonly chosen: NonNullable<TrialDocument['chosen']>;
}

/**
 * Runs a selection, or uses what the session has kept of it, and finds the trial of `typicalTrial`.
 *
 * @param quantile Above 0, at most 1.
 * @returns Null when the run was cut short: part of a run has another such trial.
 * @throws What a run throws.
 */
export async function findTrial(
  session: Session,
  quantile: number,
  asked: Selection & RunOptions = {},
): Promise<FoundTrial | null> {
  if (!(quantile > 0 && quantile <= 1)) throw new RangeError(`${quantile} is no quantile above 0 and at most 1`);
  const sample = await session.sample(asked);
  if (sample.partial) return null;
  const { worlds, trialsPerWorld } = sample;
  const trials = worlds * trialsPerWorld;
  const { world, trial, loss, withoutLoss } = typicalTrial(sample, quantile);
  return {
    world,
    trial,
    of: { worlds, trials, trialsPerWorld },
    chosen: { quantile, trials, loss, withoutLoss },
  };
}
