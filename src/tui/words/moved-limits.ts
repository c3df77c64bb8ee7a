/** What a change does to the limits, in words. */
import type { LimitStatus } from '../../results/scenario-result.ts';

interface Standing {
  readonly id: string;
  readonly status: LimitStatus;
}

/** Where each limit goes: `big-loss goes from outside to within`. What too few trials lie behind has gone nowhere. */
export function movedLimits(before: readonly Standing[], after: readonly Standing[]): readonly string[] {
  return after.flatMap(({ id, status }) => {
    const was = before.find((limit) => limit.id === id)?.status;
    const isKnown = was !== undefined && was !== 'not resolved' && status !== 'not resolved';
    return isKnown && was !== status ? [`${id} goes from ${was} to ${status}`] : [];
  });
}

/** Limits of which too few trials say anything, by id. */
export const openLimits = (limits: readonly Standing[]): readonly string[] =>
  limits.flatMap(({ id, status }) => (status === 'not resolved' ? [id] : []));
