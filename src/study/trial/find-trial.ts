/** The trial of a run at a quantile of the loss, and what of the run a timeline says. */
import type { Selection } from '../../model/selection.ts';
import type { TrialDocument } from '../../results/trial-document.ts';
import type { RunOptions, Session } from '../../sim/session.ts';
import type { TrialHead } from './trial-timeline.ts';
import { typicalTrial } from './typical-trial.ts';

export interface FoundTrial {
  readonly world: number;
  readonly trial: number;
  /** Of the run that it was found in. */
  readonly of: Omit<TrialHead, 'settings'>;
  /** Why it is told. */
  readonly chosen: NonNullable<TrialDocument['chosen']>;
}

/**
 * Runs a selection, or asks the session for what it knows of it, and finds the trial of `typicalTrial`.
 *
 * @param quantile Above 0, at most 1.
 * @returns Null when the run was cut short: the trial of a part of it is another one.
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
