/**
 * Needed times: how soon each node must be back so that a goal keeps its mtpd, rolled down the tree of needs.
 *
 * At the goal it is the mtpd. A member of a group of a node has the time of the node, more the group's stock, less the node's restart; no
 * limit where a fallback keeps what the goal must keep, or where others of the group suffice and their switchover ends in time. Adverse
 * values: stocks at 5 %, restarts, switchovers and fallbacks' delays at 95 %.
 */
import type { ModelNode } from '../../model/model.ts';
import { type CompiledModel, GROUP } from '../../sim/kernel/ground/compiled-model.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';
import type { LawValues } from '../../sim/measure/law-values.ts';

const [LOW, HIGH] = [0.05, 0.95];

/** Where a time is rolled down from. */
export interface NeededBy {
  readonly node: string;
  readonly group: string;
  readonly stockHours: number;
  readonly restartHours: number;
}

export interface NeededTime {
  readonly node: string;
  /** The goal that asks for the least. */
  readonly goal: string;
  /** Below 0: nothing could be quick enough. Null: no limit. */
  readonly hours: number | null;
  readonly by: NeededBy | null;
}

interface Needed {
  readonly hours: number;
  readonly goal: number;
  readonly mbco: number;
  /** The group that asks for it, -1 at the goal. */
  readonly group: number;
  readonly by: NeededBy | null;
}

/** What a group gives without one of its members, the others unhurt: a control that is not bought gives nothing. */
function othersGive(compiled: CompiledModel, unhurt: Float64Array, group: number, without: number): number {
  const { edgeStart, edgeNode, edgeWeight, groupKind, groupK } = compiled;
  const kind = groupKind[group];
  const others: number[] = [];
  for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) if (e !== without) others.push(e);
  if (kind === GROUP.share) {
    return Math.min(
      1,
      others.reduce((sum, e) => sum + edgeWeight[e]! * unhurt[edgeNode[e]!]!, 0),
    );
  }
  if (kind !== GROUP.any && kind !== GROUP.atLeast) return 0;
  const best = others.map((e) => unhurt[edgeNode[e]!]!).toSorted((x, y) => y - x);
  return best[kind === GROUP.any ? 0 : groupK[group]! - 1] ?? 0;
}

/** The restart of a node that begins after so many hours, at its worst stage up to then. */
function restartHours(
  { restartStart, restartAfter, restartSampler }: CompiledModel,
  values: LawValues,
  node: number,
  after: number,
): number {
  let most = 0;
  for (let stage = restartStart[node]!; stage < restartStart[node + 1]!; stage++) {
    if (restartAfter[stage]! > Math.max(0, after)) break;
    most = Math.max(most, values.ofRow(restartSampler[stage]!, HIGH));
  }
  return most;
}

/** Least times by node, of all goals. */
function leastTimes(
  goals: readonly ModelNode[],
  compiled: CompiledModel,
  values: LawValues,
): ReadonlyMap<number, Needed> {
  const { nodeIds, groupStart, edgeStart, edgeNode, groupStream, groupNode, groupBufferSampler } = compiled;
  const { groupSwitchoverSampler, groupFallbackSlot, groupAfterSampler, nodeRank } = compiled;
  const numberOf = new Map(nodeIds.map((id, node) => [id, node]));
  const unhurt = unhurtCapacities(compiled);
  const least = new Map<number, Needed>();
  const open = new Set<number>();

  /** Whether a time of the node was rolled down from the member: then it is in a loop. */
  function comesFrom(node: number, member: number): boolean {
    for (let at = node; ;) {
      if (at === member) return true;
      const group = least.get(at)?.group ?? -1;
      if (group < 0) return false;
      at = groupNode[group]!;
    }
  }

  function offer(node: number, needed: Needed): void {
    const before = least.get(node);
    if (before !== undefined && before.hours <= needed.hours) return;
    least.set(node, needed);
    open.add(node);
  }

  /** Rolls the time of a node down to the members of a group. */
  function rollDown(node: number, { hours, goal, mbco }: Needed, group: number): void {
    const stockHours = values.ofRow(groupBufferSampler[group]!, LOW);
    const restart = restartHours(compiled, values, node, hours + stockHours);
    const left = hours + stockHours - restart;
    const fallback = values.ofSlot(groupFallbackSlot[group]!, LOW);
    const delay = values.ofRow(groupAfterSampler[group]!, HIGH);
    if (groupFallbackSlot[group]! >= 0 && fallback >= mbco && fallback > 0 && delay <= hours + stockHours) return;
    const switchover = values.ofRow(groupSwitchoverSampler[group]!, HIGH);
    const name = compiled.streamLabels[groupStream[group]!]!.split('.needs.')[1] ?? '';
    const by: NeededBy = { node: nodeIds[node]!, group: name, stockHours, restartHours: restart };
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      const others = othersGive(compiled, unhurt, group, e);
      // No interruption without switchover, and so no restart; behind one the restart follows.
      const inTime = groupSwitchoverSampler[group]! < 0 || switchover <= left;
      if (others >= mbco && others > 0 && inTime) continue;
      if (!comesFrom(node, edgeNode[e]!)) offer(edgeNode[e]!, { hours: left, goal, mbco, group, by });
    }
  }

  for (const { id, tolerance } of goals) {
    const node = numberOf.get(id);
    if (node === undefined || tolerance?.mtpd === undefined) continue;
    offer(node, { hours: tolerance.mtpd, goal: node, mbco: tolerance.mbco, group: -1, by: null });
  }
  while (open.size > 0) {
    // Dependants before suppliers
    const node = [...open].reduce((last, other) => (nodeRank[other]! > nodeRank[last]! ? other : last));
    open.delete(node);
    const needed = least.get(node);
    if (needed === undefined) continue;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) rollDown(node, needed, group);
  }
  return least;
}

/** The first goal, in order of id, that needs each node: directly, or through others. */
function goalsOf(compiled: CompiledModel, goals: readonly number[]): ReadonlyMap<number, number> {
  const { groupStart, edgeStart, edgeNode } = compiled;
  const found = new Map<number, number>();
  for (const goal of goals) {
    const open = [goal];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (found.has(node)) continue;
      found.set(node, goal);
      const [from, to] = [edgeStart[groupStart[node]!]!, edgeStart[groupStart[node + 1]!]!];
      open.push(...edgeNode.subarray(from, to));
    }
  }
  return found;
}

/** Needed times of all nodes that one of the goals with an mtpd needs, by id. */
export function neededTimes(
  nodes: readonly ModelNode[],
  compiled: CompiledModel,
  values: LawValues,
): readonly NeededTime[] {
  const least = leastTimes(nodes, compiled, values);
  const { nodeIds } = compiled;
  const withLimit = new Set(nodes.flatMap(({ id, tolerance }) => (tolerance?.mtpd === undefined ? [] : [id])));
  const goals = [...nodeIds.keys()].filter((node) => withLimit.has(nodeIds[node]!));
  return [...goalsOf(compiled, goals)]
    .toSorted(([a], [b]) => a - b)
    .map(([node, goal]): NeededTime => {
      const needed = least.get(node);
      if (needed === undefined) return { node: nodeIds[node]!, goal: nodeIds[goal]!, hours: null, by: null };
      return { node: nodeIds[node]!, goal: nodeIds[needed.goal]!, hours: needed.hours, by: needed.by };
    });
}
