/** Trials that were asked for, where the run has others. */
import { DEFAULT_TRIALS, planRun, type RunSize } from '../sim/session/plan.ts';
import { accepted } from './refusal.ts';

/**
 * What the settings of a document say of them: a run has as many trials in each of its worlds, so that it may have fewer than were
 * asked for. Nothing where it has just these.
 */
export function askedTrials(size: RunSize): { readonly trials?: number } {
  const { trials = DEFAULT_TRIALS } = size;
  return accepted(planRun(size, true)).trials === trials ? {} : { trials };
}
