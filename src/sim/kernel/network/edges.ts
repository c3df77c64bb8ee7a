/**
 * The edges along which causes came: for each node, the need and the member whose outage decides. Made only where
 * somebody asks.
 *
 * The edge stays while its member is one of those that decide; otherwise another of them takes its place, unless its
 * edges lead back. Where none is left, as behind a restart or in a loop that holds itself down, it remains the edge
 * along which the cause came.
 */
import type { CompiledModel } from '../ground/compiled-model.ts';
import type { Effects } from './effects.ts';
import type { Falls } from './falls.ts';
import { fixedInts } from '../ground/fixed.ts';
import type { Part } from '../ground/part.ts';
import type { Pools } from '../ledger/pools.ts';
import { GROUP } from '../ground/compiled-model.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';
import type { State } from '../ground/state.ts';
import type { Tell } from '../ground/tell.ts';

export interface Edges extends Part {
  /** A cause that holds a group down has just been found among its members. */
  found(group: number, cause: number): void;
  /** A node of a loop takes its cause from those of its needs. */
  take(node: number): void;
  /** The node takes it along an edge, though the causes of its needs are not known yet. */
  came(node: number, edge: number): void;
  /** The node is settled: tells its cause and edge where one has changed. */
  settle(node: number): void;
  resetNode(node: number): void;
  resetGroup(group: number): void;
}

/** What causes know of nodes and groups. */
export interface Held {
  readonly cause: Int32Array;
  readonly baseCause: Int32Array;
  readonly held: Int32Array;
}

/** Dependencies of the factory. */
interface EdgesOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly effects: Effects;
  readonly falls: Falls;
  readonly pools: Pools;
  readonly held: Held;
  readonly tell: NonNullable<Tell['cause']>;
}

export function makeEdges({
  model,
  state,
  effects,
  falls,
  pools,
  held: { cause, baseCause, held },
  tell,
}: EdgesOf): Edges {
  const { groupStart, groupNode, groupKind, edgeStart, edgeNode, edgeWeight, edgeGroup, edgeInLoop } = model;
  const { cap, own, base, gives, boosted, now, nodeBits, groupBits } = state;
  const nodes = model.nodeIds.length;
  // By group: the edge that decides, and the cause that came along it
  const groupEdge = fixedInts(groupNode.length).fill(-1);
  const groupCause = fixedInts(groupNode.length).fill(-1);
  // By node: its edge (-1: itself), the cause that came along it, and both as last told
  const nodeEdge = fixedInts(nodes).fill(-1);
  const nodeCause = fixedInts(nodes).fill(-1);
  const toldEdge = fixedInts(nodes).fill(-1);
  const toldCause = fixedInts(nodes).fill(-1);
  const arrays = [groupEdge, groupCause, nodeEdge, nodeCause, toldEdge, toldCause];
  const deciding = fixedInts(edgeNode.length);

  /** Whether following edges from a member of a node's need leads back to the node. */
  function leadsBack(edge: number, node: number): boolean {
    let at = edgeNode[edge]!;
    for (let steps = 0; steps <= nodes; steps++) {
      if (at === node) return true;
      if (cause[at]! < 0 || nodeEdge[at]! < 0) return false;
      at = edgeNode[nodeEdge[at]!]!;
    }
    return true;
  }

  /** Lists the deepest members of a group that have the cause; returns their number. */
  function deepest(group: number, wanted: number): number {
    const isShare = groupKind[group] === GROUP.share;
    const boost = boosted[groupNode[group]!] === 1;
    let most = 0;
    let count = 0;
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      const member = edgeNode[e]!;
      if (cause[member] !== wanted || (boost && edgeInLoop[e] === 1)) continue;
      const depth = (1 - cap[member << nodeBits]!) * (isShare ? edgeWeight[e]! : 1);
      if (depth < most - LEAST_CHANGE) continue;
      if (depth > most + LEAST_CHANGE) {
        count = 0;
        most = depth;
      }
      deciding[count++] = e;
    }
    return count;
  }

  /** Whether an own effect of the node, or its level, has the cause and holds the node at its capacity. */
  function isOwn(node: number, k: number, limit: number): boolean {
    if (own[node << nodeBits]! > limit) return false;
    if (base[node << nodeBits]! <= limit && baseCause[node] === k) return true;
    for (let e = effects.first(node); e >= 0; e = effects.next(e)) {
      if (effects.leaves(e) <= limit && effects.cause(e) === k) return true;
    }
    return false;
  }

  /** The edge of a group that holds the node at its capacity by a cause; -1 for none, or one that leads back. */
  function edgeOf(group: number, node: number, k: number, limit: number): number {
    if (held[group] !== k || groupCause[group] !== k || gives[group << groupBits]! > limit) return -1;
    const edge = groupEdge[group]!;
    return edge < 0 || leadsBack(edge, node) ? -1 : edge;
  }

  function choose(node: number): void {
    const k = cause[node]!;
    const limit = cap[node << nodeBits]! + LEAST_CHANGE;
    const before = nodeCause[node] === k ? nodeEdge[node]! : -1;
    nodeCause[node] = k;
    nodeEdge[node] = before;
    if (k < 0) return;
    if (isOwn(node, k, limit)) {
      nodeEdge[node] = -1;
      return;
    }
    let edge = before < 0 ? -1 : edgeOf(edgeGroup[before]!, node, k, limit);
    for (let g = groupStart[node]!; edge < 0 && g < groupStart[node + 1]!; g++) edge = edgeOf(g, node, k, limit);
    if (edge >= 0) nodeEdge[node] = edge;
    else if (before >= 0 && leadsBack(before, node)) nodeEdge[node] = -1;
  }

  return {
    found: (group, k) => {
      const before = groupCause[group] === k ? groupEdge[group]! : -1;
      const count = falls.decide[group] === 1 ? falls.deciding(group, cause, k, deciding) : deepest(group, k);
      const node = groupNode[group]!;
      let chosen = -1;
      for (let i = 0; i < count; i++) {
        const edge = deciding[i]!;
        if ((edge !== before && chosen >= 0) || leadsBack(edge, node)) continue;
        chosen = edge;
      }
      groupCause[group] = k;
      groupEdge[group] = chosen >= 0 ? chosen : before;
    },
    take: choose,
    came: (node, edge) => {
      nodeCause[node] = cause[node]!;
      nodeEdge[node] = leadsBack(edge, node) ? -1 : edge;
    },
    settle: (node) => {
      choose(node);
      const k = cause[node]!;
      const edge = nodeEdge[node]!;
      if (k === toldCause[node] && edge === toldEdge[node]) return;
      toldCause[node] = k;
      toldEdge[node] = edge;
      tell(now[0]!, node, k < 0 ? null : pools.rootOf(k), edge < 0 ? -1 : edgeGroup[edge]!, edge);
    },
    resetNode: (node) => {
      nodeEdge[node] = -1;
      nodeCause[node] = -1;
      toldEdge[node] = -1;
      toldCause[node] = -1;
    },
    resetGroup: (group) => {
      groupEdge[group] = -1;
      groupCause[group] = -1;
    },
    save: () => arrays.map((array) => array.slice()),
    restore: (saved) => arrays.forEach((array, i) => array.set((saved as Int32Array[])[i]!)),
  };
}
