/** Promises that cannot be kept: nodes that are not back as soon as a goal's mtpd needs. */
import type { Model } from '../../model/model.ts';
import type { MiddleAndBad } from '../../results/snowball/reasons.ts';
import type { BrokenPromise } from '../../results/snowball/time.ts';
import { type Clustered, exceedance } from './lengths.ts';
import type { NeededTime } from './needed-times.ts';

/** Hours that stem from rounding. */
const LEAST = 1e-9;
const ONE_IN_20 = 0.05;
/** What no quicker repair can mend comes first. */
const RANK = { restart: 0, switchover: 0, rto: 1, recover: 2 } as const;

/**
 * What breaks the promise of each goal: a restart that leaves no time to whom its node needs, then an rto, then more than one outage in
 * twenty, that takes longer than is needed; the most hours over first. Of restarts one behind the other the last is named alone.
 *
 * @param outages Lengths of outages by node. @param restart Hours of a node's restart.
 */
export function brokenPromises(
  model: Model,
  needed: readonly NeededTime[],
  outages: ReadonlyMap<string, Clustered>,
  restart: (node: string) => MiddleAndBad,
): readonly BrokenPromise[] {
  const tolerances = new Map(model.nodes.map(({ id, tolerance }) => [id, tolerance]));
  const hoursOf = new Map(needed.map(({ node, hours }) => [node, hours]));
  const restarting = new Set<string>();
  const found: { readonly promise: BrokenPromise; readonly over: number }[] = [];
  for (const { node, goal, hours, by } of needed) {
    const mtpd = tolerances.get(goal)?.mtpd;
    if (hours === null || mtpd === undefined) continue;
    if (hours < -LEAST) {
      const above = by === null ? null : (hoursOf.get(by.node) ?? null);
      if (by === null || above === null || above < -LEAST || restarting.has(by.node)) continue;
      restarting.add(by.node);
      const common = { node: by.node, goal, goalMtpdHours: mtpd, neededHours: above, rtoHours: null };
      found.push({
        promise: { ...common, why: { kind: 'restart', at: by.node, hours: restart(by.node) } },
        over: -hours,
      });
      continue;
    }
    const rto = tolerances.get(node)?.rto;
    const isLate = rto !== undefined && rto > hours + LEAST;
    const common = { node, goal, goalMtpdHours: mtpd, neededHours: hours, rtoHours: isLate ? rto : null };
    if (isLate) found.push({ promise: { ...common, why: { kind: 'rto' } }, over: rto - hours });
    const share = exceedance(outages.get(node) ?? { hours: [], cluster: [] }, [hours]);
    if (share !== null && share.value >= ONE_IN_20) {
      const longest = Math.max(...(outages.get(node)?.hours ?? []));
      found.push({ promise: { ...common, why: { kind: 'recover', share } }, over: longest - hours });
    }
  }
  return found
    .filter(({ promise: { node, why } }) => why.kind !== 'recover' || !restarting.has(node))
    .toSorted(
      (a, b) =>
        RANK[a.promise.why.kind] - RANK[b.promise.why.kind] ||
        b.over - a.over ||
        (a.promise.node < b.promise.node ? -1 : 1),
    )
    .map(({ promise }) => promise);
}
