/** How many trials a run needs before the noise of the simulation no longer hides whether limits are kept. */
import type { Limit } from '../../../model/model.ts';
import type { LimitResult } from '../../../results/scenario-result.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import { leastError } from './confidence.ts';
import { neededTrials } from './needed-trials.ts';

/** Standard errors that a verdict keeps from what is asked. */
const MARGIN = 2;

/** Beyond this nobody waits for it. */
const MOST = 1e9;

/** Whether more trials could change the verdict on a limit. A share of the tail is computed from what there is. */
export const isOpenLimit = ({ kind, status }: LimitResult): boolean =>
  kind !== 'shareOfTail' && (status === 'at margin' || status === 'not resolved');

/** Trials until a distance is so many standard errors, which fall with the root of the trials, never below the least one. */
function untilClear(distance: number, standardError: number, least: number, trials: number): number {
  if (distance <= MARGIN * least) return Infinity;
  const ratio = (MARGIN * standardError) / distance;
  return trials * ratio * ratio;
}

/**
 * Trials with which all limits are likely to be settled: worlds long enough to see what each limit is about
 * (`neededTrials`), and as many trials as make what is known lie two standard errors off what is asked.
 *
 * The first is exact. The second takes what is known now for the truth, so it is an estimate.
 *
 * @param results How the limits are met in a run.
 * @param trials Trials of that run.
 * @param worlds Worlds of a longer run; 1 where nothing is uncertain.
 * @returns Null when all limits are settled, or when no number of trials below a thousand million is likely to do it: where
 * a figure lies at what is asked, or so many worlds leave it open.
 */
export function trialsForLimits(
  limits: readonly Limit[],
  results: readonly LimitResult[],
  compiled: CompiledModel,
  { trials, worlds }: { readonly trials: number; readonly worlds: number },
): number | null {
  const byId = new Map(limits.map((limit) => [limit.id, limit]));
  const wanted = results.filter(isOpenLimit).map((result) => {
    const limit = byId.get(result.id);
    const needed = limit === undefined ? 0 : neededTrials(limit, compiled) * worlds;
    if (result.status === 'not resolved' && needed > trials) return needed;
    const { value, standardError } = worlds > 1 ? result.confidence : result.estimate;
    const asked = worlds > 1 ? result.asked : result.limit;
    const least = worlds > 1 ? leastError(value, worlds) : 0;
    return Math.max(needed, untilClear(Math.abs(value - asked), standardError, least, trials));
  });
  const most = Math.max(0, ...wanted);
  return most > trials && most < MOST ? Math.ceil(most) : null;
}
