/**
 * The causes of nodes of a loop, which are settled together.
 *
 * Two passes, each in rounds: all nodes look at the causes their needs had when the round began, so that the result
 * does not depend on the order of the work. First, every node that cannot keep its cause loses it; so does one that has
 * fallen deeper, since the loop may only be giving back what it has from that node. Then each takes the cause of its
 * deepest things: its previous cause if one of them has it, else the earliest. Where a loop has pulled itself down, one
 * of its nodes is given a cause to start with.
 */
import type { Causes } from './causes.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedBytes, fixedCopy, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { Order } from './order.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';
import type { State } from '../ground/state.ts';
import type { Supply } from './supply.ts';

/**
 * How often a node may take any other cause in the second pass; after that only an earlier one, so that the pass ends.
 */
const MOST_TURNS = 16;

export interface LoopCauses {
  /**
   * Finds the causes of nodes that were settled together. Nodes whose cause changed join the list of changes.
   *
   * @param looked Nodes to begin with: those that changed, and those whose needs did.
   * @param inScope Whether a node was settled with them.
   */
  settle(looked: Int32Array, count: number, inScope: (node: number) => boolean): void;
}

/** Dependencies of the factory. */
interface LoopCausesOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly supply: Supply;
  readonly causes: Causes;
  readonly order: Order;
}

export function makeLoopCauses({ model, state, supply, causes, order }: LoopCausesOf): LoopCauses {
  const least = LEAST_CHANGE;
  const { groupStart, groupNode, edgeStart, edgeNode, edgeGroup, edgeInLoop, outStart, outEdge } = model;
  const { cap, capBefore, nodeInstant, gives, counted, boosted, instant, nodeBits, groupBits } = state;
  const { tracked, inUse } = supply;
  const { cause, held, holderOf, setHeld, find, edges } = causes;
  const nodes = model.nodeIds.length;
  const groups = groupNode.length;
  /** Group of each edge that leaves a node. */
  const outGroup = fixedCopy(outEdge.map((edge) => edgeGroup[edge]!));
  /** Nodes that look in this round, and those whose cause changed in it. */
  const looking = fixedInts(nodes);
  const moved = fixedInts(nodes);
  const isLooking = fixedBytes(nodes);
  const isMoved = fixedBytes(nodes);
  /** [looking, moved]. */
  const counts = fixedInts(2);
  const heldBefore = fixedInts(groups);
  const heldInstant = fixedDoubles(groups).fill(-1);
  /** Nodes whose cause is sought in this instant; by node, its previous cause, and how often it took one. */
  const sought = fixedInts(nodes);
  const lost = fixedInts(nodes);
  const turns = fixedInts(nodes);
  const isSought = fixedBytes(nodes);
  /** [Number of nodes sought]. */
  const soughtCount = fixedInts(1);

  function lookAt(node: number): void {
    if (isLooking[node] === 1) return;
    isLooking[node] = 1;
    looking[counts[0]!++] = node;
  }

  /** The node's cause has changed; its dependants learn of it in the next round. */
  function changeCause(node: number, k: number): void {
    state.markNode(node);
    cause[node] = k;
    if (edges !== undefined && k >= 0) edges.take(node);
    if (isMoved[node] === 1) return;
    isMoved[node] = 1;
    moved[counts[1]!++] = node;
  }

  /** Finds what holds the need down; true when that changed. */
  function updateGroup(group: number): boolean {
    const now = held[group]!;
    if (heldInstant[group] !== instant[0]) {
      heldInstant[group] = instant[0]!;
      heldBefore[group] = now;
    }
    const found = holderOf(group, heldBefore[group]!);
    if (found === now) return false;
    setHeld(group, found);
    return true;
  }

  /** [Edge found by `deepestKnown`], and how deep its member is. */
  const knownEdge = fixedInts(1);
  const knownDepth = fixedDoubles(1);

  /** The cause of the deepest member that counts for the node's needs and whose cause is known, -1 for none. */
  function deepestKnown(node: number): number {
    let deepest = least;
    let found = -1;
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
      if (gives[g << groupBits]! > 1 - least) continue;
      const runs = tracked[g] === 1;
      const boost = boosted[node] === 1;
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]!; e++) {
        if ((runs && inUse[e] === 0) || (boost && edgeInLoop[e] === 1)) continue;
        const c = cause[edgeNode[e]!]!;
        const depth = 1 - cap[edgeNode[e]! << nodeBits]!;
        if (c < 0 || depth < deepest - least) continue;
        if (depth > deepest + least || found < 0 || (c !== found && order.before(c, found))) {
          found = c;
          knownEdge[0] = e;
          if (depth > deepest) deepest = depth;
        }
      }
    }
    knownDepth[0] = deepest;
    return found;
  }

  /** How deep the deepest member is whose cause a node without one can take. */
  function deepestOfAll(): number {
    let deepest = 0;
    for (let i = 0; i < soughtCount[0]!; i++) {
      if (cause[sought[i]!]! < 0 && deepestKnown(sought[i]!) >= 0) deepest = Math.max(deepest, knownDepth[0]!);
    }
    return deepest;
  }

  /** Whether the node can keep its cause. */
  function keeps(node: number): boolean {
    const kept = cause[node]!;
    return kept >= 0 && find(node, kept) === kept;
  }

  /** Marks the node's cause as sought; it has none until it is found. */
  function seekFor(node: number): void {
    isSought[node] = 1;
    lost[node] = cause[node]!;
    turns[node] = 0;
    sought[soughtCount[0]!++] = node;
    lookAt(node);
    if (cause[node]! >= 0) changeCause(node, -1);
  }

  /** Begins a round: the needs learn what moved in the last one; nodes whose needs have changed cause will look. */
  function tell(inScope: (node: number) => boolean): void {
    for (let i = 0; i < counts[0]!; i++) isLooking[looking[i]!] = 0;
    counts[0] = 0;
    for (let i = 0; i < counts[1]!; i++) {
      const node = moved[i]!;
      isMoved[node] = 0;
      for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
        const group = outGroup[o]!;
        if (counted[group << groupBits]! > 1 - least && held[group]! < 0) continue;
        const dependant = groupNode[group]!;
        if (inScope(dependant) && updateGroup(group)) lookAt(dependant);
      }
    }
    counts[1] = 0;
  }

  function hasFallen(node: number): boolean {
    if (nodeInstant[node] !== instant[0]) return false;
    return cap[node << nodeBits]! < capBefore[node << nodeBits]! - least;
  }

  /** First pass. Each node loses its cause at most once, so this ends. */
  function release(inScope: (node: number) => boolean): void {
    while (counts[0]! > 0) {
      const many = counts[0]!;
      for (let i = 0; i < many; i++) {
        const node = looking[i]!;
        if (isSought[node] === 1) continue;
        if (cap[node << nodeBits]! > 1 - least) {
          if (cause[node]! >= 0) changeCause(node, -1);
        } else if (!keeps(node)) seekFor(node);
      }
      tell(inScope);
    }
  }

  /** Second pass. Nodes that only now learn that their kept cause is gone seek one too. */
  function seek(inScope: (node: number) => boolean): void {
    while (counts[0]! > 0) {
      const many = counts[0]!;
      for (let i = 0; i < many; i++) {
        const node = looking[i]!;
        if (isSought[node] === 0) {
          if (cause[node]! < 0 || keeps(node)) continue;
          seekFor(node);
        }
        const k = find(node, lost[node]!);
        const had = cause[node]!;
        if (k < 0 || k === had) continue;
        if (had >= 0 && turns[node]! >= MOST_TURNS && !order.before(k, had)) continue;
        turns[node]!++;
        changeCause(node, k);
      }
      tell(inScope);
    }
  }

  /**
   * A loop that has pulled itself down, each node the deepest thing of the next: gives one of its nodes the earliest
   * cause. A node that did not fall keeps its own, since what holds it down is as deep as before; where all fell, the
   * cause is that of the deepest member whose cause is known, however old a less deep one is; else one they had. False
   * when all have a cause.
   */
  function settleOne(): boolean {
    let first = -1;
    let earliest = -1;
    let best = 0;
    let along = -1;
    const deepest = deepestOfAll();
    for (let i = 0; i < soughtCount[0]!; i++) {
      const node = sought[i]!;
      if (cause[node]! >= 0) continue;
      const had = lost[node]!;
      const stays = had >= 0 && !hasFallen(node);
      const began = stays ? -1 : deepestKnown(node);
      const k = began >= 0 ? began : had;
      const rank = stays ? 3 : began >= 0 ? 2 : 1;
      if (rank === 2 && knownDepth[0]! < deepest - least) continue;
      if (k < 0 || rank < best) continue;
      if (rank === best && !(k === earliest ? node < first : order.before(k, earliest))) continue;
      first = node;
      earliest = k;
      best = rank;
      along = rank === 2 ? knownEdge[0]! : -1;
    }
    if (first < 0) return false;
    changeCause(first, earliest);
    if (edges !== undefined && along >= 0) edges.came(first, along);
    return true;
  }

  return {
    settle: (looked, count, inScope) => {
      // Before any need looks: their old cause no longer causes anything.
      for (let i = 0; i < count; i++) if (hasFallen(looked[i]!)) seekFor(looked[i]!);
      for (let i = 0; i < count; i++) {
        const node = looked[i]!;
        for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
          if (counted[g << groupBits]! <= 1 - least || held[g]! >= 0) updateGroup(g);
        }
        lookAt(node);
      }
      release(inScope);
      for (let i = 0; i < soughtCount[0]!; i++) lookAt(sought[i]!);
      seek(inScope);
      while (settleOne()) {
        tell(inScope);
        seek(inScope);
      }
      for (let i = 0; i < soughtCount[0]!; i++) isSought[sought[i]!] = 0;
      soughtCount[0] = 0;
    },
  };
}
