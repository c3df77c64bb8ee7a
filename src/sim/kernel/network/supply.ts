/**
 * What a group of needs is supplied with: minimum, best, k-th largest, weighted sum, or what the members in use give.
 *
 * Groups of alternatives are *tracked* when they have a switchover, or when a member is in the same loop as the
 * dependant: they run on k members. The others take the best members at any moment.
 */
import type { CompiledModel } from '../ground/compiled-model.ts';
import { GROUP } from '../ground/compiled-model.ts';
import { fixedBytes, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { State } from '../ground/state.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';

export interface Supply {
  /** Supply of a group from its members' capacities now; `boost`: members inside the loop count as 1. */
  of(group: number, boost: boolean): number;
  /** 1 for groups that run on k members. */
  readonly tracked: Uint8Array;
  /** 1 for tracked groups without a switchover: they switch over at once. */
  readonly instant: Uint8Array;
  readonly inUse: Uint8Array;
  /** Edge in use with the lowest capacity (of equals the last in order); -1 when the group runs on fewer than k. */
  worstInUse(group: number): number;
  /**
   * Idle edge with the highest capacity that does not run on the group's node; ties: `begun`, then order. -1 for none.
   */
  bestIdle(group: number, begun: number): number;
  /** Puts `next` into use instead of `old` (-1: in addition). */
  replace(group: number, old: number, next: number): void;
  /** The edge that `bestIdle` gives, if it is better than the worst in use; else -1. */
  better(group: number): number;
  /**
   * Whether a switchover of a tracked group is under way, or begins now: it has one, and an idle member is better than
   * the worst in use.
   */
  switches(group: number): boolean;
  /** Whether a node of a loop, followed through what it runs on, runs on another that is `marked` with 1. */
  runsOnMarked(node: number, marked: Uint8Array): boolean;
  resetGroup(group: number): void;
  /** Finds the members in use at the start, after the parameters change. */
  prepare(): void;
}

export function makeSupply(model: CompiledModel, state: State): Supply {
  const least = LEAST_CHANGE;
  const kinds = GROUP;
  const { groupKind, groupK, groupNode, groupStart, groupSwitchoverSampler, edgeStart, edgeNode, edgeWeight } = model;
  const { edgeInLoop, nodeLoop } = model;
  const { cap, nodeBits } = state;
  const groups = groupNode.length;
  const tracked = fixedBytes(groups);
  const instant = fixedBytes(groups);
  const inUse = fixedBytes(edgeNode.length);
  const first = fixedBytes(edgeNode.length);
  const visited = fixedInts(nodeLoop.length);
  const stack = fixedInts(nodeLoop.length + 1);
  let visit = 0;
  /** Links each node to the nodes connected with it by needs in use, as in union-find. */
  const hangs = fixedInts(nodeLoop.length);
  let widest = 0;
  for (let g = 0; g < groups; g++) widest = Math.max(widest, edgeStart[g + 1]! - edgeStart[g]!);
  const largest = fixedDoubles(widest);

  function kthLargest(group: number, k: number, boost: boolean): number {
    let members = 0;
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      largest[members++] = boost && edgeInLoop[e] === 1 ? 1 : cap[edgeNode[e]! << nodeBits]!;
    }
    // Selection by passes: k and the groups are small.
    let value = 0;
    for (let rank = 0; rank < k; rank++) {
      let best = rank;
      for (let i = rank + 1; i < members; i++) if (largest[i]! > largest[best]!) best = i;
      value = largest[best]!;
      largest[best] = largest[rank]!;
      largest[rank] = value;
    }
    return value;
  }

  function of(group: number, boost: boolean): number {
    const start = edgeStart[group]!;
    const stop = edgeStart[group + 1]!;
    if (tracked[group] === 1) {
      let count = 0;
      let least = 1;
      for (let e = start; e < stop; e++) {
        if (inUse[e] === 0) continue;
        count++;
        const c = boost && edgeInLoop[e] === 1 ? 1 : cap[edgeNode[e]! << nodeBits]!;
        if (c < least) least = c;
      }
      return count < groupK[group]! ? 0 : least;
    }
    const kind = groupKind[group]!;
    if (kind === kinds.all) {
      let least = 1;
      for (let e = start; e < stop; e++) {
        const c = boost && edgeInLoop[e] === 1 ? 1 : cap[edgeNode[e]! << nodeBits]!;
        if (c < least) least = c;
      }
      return least;
    }
    if (kind === kinds.any) {
      let best = 0;
      for (let e = start; e < stop; e++) {
        const c = cap[edgeNode[e]! << nodeBits]!;
        if (c > best) best = c;
      }
      return best;
    }
    if (kind === kinds.share) {
      let sum = 0;
      for (let e = start; e < stop; e++) {
        sum += edgeWeight[e]! * (boost && edgeInLoop[e] === 1 ? 1 : cap[edgeNode[e]! << nodeBits]!);
      }
      return sum > 1 - least ? 1 : sum;
    }
    return kthLargest(group, groupK[group]!, boost);
  }

  /** Follows a node of a loop through what it runs on; true when this leads to `target` or to another marked node. */
  function comesTo(node: number, target: number, marked: Uint8Array | null): boolean {
    const loop = nodeLoop[node]!;
    visit++;
    let depth = 0;
    stack[depth++] = node;
    visited[node] = visit;
    while (depth > 0) {
      const here = stack[--depth]!;
      for (let g = groupStart[here]!; g < groupStart[here + 1]!; g++) {
        for (let e = edgeStart[g]!; e < edgeStart[g + 1]!; e++) {
          if (tracked[g] === 1 && inUse[e] === 0) continue;
          const next = edgeNode[e]!;
          if (next === target) return true;
          if (nodeLoop[next] !== loop || visited[next] === visit) continue;
          if (marked !== null && marked[next] === 1) return true;
          visited[next] = visit;
          stack[depth++] = next;
        }
      }
    }
    return false;
  }

  /** Whether `node`, followed through what it runs on, runs on `target`; both in one loop. */
  function runsOn(node: number, target: number): boolean {
    if (node === target) return true;
    const loop = nodeLoop[target]!;
    return loop >= 0 && nodeLoop[node] === loop && comesTo(node, target, null);
  }

  function worstInUse(group: number): number {
    let worst = -1;
    let count = 0;
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      if (inUse[e] === 0) continue;
      count++;
      if (worst < 0 || cap[edgeNode[e]! << nodeBits]! <= cap[edgeNode[worst]! << nodeBits]!) worst = e;
    }
    return count < groupK[group]! ? -1 : worst;
  }

  function bestIdle(group: number, begun: number): number {
    let best = -1;
    let most = 0;
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      if (inUse[e] === 1) continue;
      const c = cap[edgeNode[e]! << nodeBits]!;
      const better = best < 0 ? c > least : c > most + least || (e === begun && c > most - least);
      if (!better) continue;
      if (edgeInLoop[e] === 1 && runsOn(edgeNode[e]!, groupNode[group]!)) continue;
      best = e;
      most = c;
    }
    return best;
  }

  function replace(group: number, old: number, next: number): void {
    state.touchGroup(group);
    if (old >= 0) inUse[old] = 0;
    inUse[next] = 1;
  }

  function better(group: number): number {
    const worst = worstInUse(group);
    const atLeast = (worst < 0 ? 0 : cap[edgeNode[worst]! << nodeBits]!) + least;
    // What an idle member runs on is only checked where it could be better.
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      if (inUse[e] === 1 || cap[edgeNode[e]! << nodeBits]! <= atLeast) continue;
      const best = bestIdle(group, -1);
      return best >= 0 && cap[edgeNode[best]! << nodeBits]! > atLeast ? best : -1;
    }
    return -1;
  }

  /** The representative of a node's connected set, whichever way needs point; see `prepare`. */
  function together(node: number): number {
    let at = node;
    while (hangs[at] !== at) {
      hangs[at] = hangs[hangs[at]!]!;
      at = hangs[at]!;
    }
    return at;
  }

  /**
   * Nodes that are not linked at all cannot run on each other: without this shortcut, the search would be quadratic in
   * a loop's length.
   */
  function startsOn(edge: number, node: number): boolean {
    const member = edgeNode[edge]!;
    return edgeInLoop[edge] === 1 && together(member) === together(node) && runsOn(member, node);
  }

  function link(edge: number, node: number): void {
    if (edgeInLoop[edge] === 1) hangs[together(edgeNode[edge]!)] = together(node);
  }

  function prepare(): void {
    first.fill(0);
    inUse.fill(0);
    for (let g = 0; g < groups; g++) {
      const choice = groupKind[g] === GROUP.any || groupKind[g] === GROUP.atLeast;
      let loop = false;
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]!; e++) if (edgeInLoop[e] === 1) loop = true;
      const switches = groupSwitchoverSampler[g]! >= 0;
      tracked[g] = choice && (switches || loop) ? 1 : 0;
      instant[g] = choice && loop && !switches ? 1 : 0;
    }
    for (let node = 0; node < hangs.length; node++) hangs[node] = node;
    for (let g = 0; g < groups; g++) {
      if (tracked[g] === 1) continue;
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]!; e++) link(e, groupNode[g]!);
    }
    // In order of the nodes' ids: a group starts on the first k that do not run on its node.
    for (let g = 0; g < groups; g++) {
      if (tracked[g] === 0) continue;
      let wanted = groupK[g]!;
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]! && wanted > 0; e++) {
        if (startsOn(e, groupNode[g]!)) continue;
        inUse[e] = 1;
        link(e, groupNode[g]!);
        wanted--;
      }
      // Where all the others run on this node, the loop holds itself up until it falls.
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]! && wanted > 0; e++) {
        if (inUse[e] === 1) continue;
        inUse[e] = 1;
        link(e, groupNode[g]!);
        wanted--;
      }
    }
    first.set(inUse);
  }

  prepare();
  return {
    of,
    tracked,
    instant,
    inUse,
    worstInUse,
    bestIdle,
    replace,
    better,
    switches: (group) => instant[group] === 0 && better(group) >= 0,
    runsOnMarked: (node, marked) => comesTo(node, -1, marked),
    resetGroup: (group) => {
      for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) inUse[e] = first[e]!;
    },
    prepare,
  };
}
