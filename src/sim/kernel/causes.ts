/**
 * The cause of each outage: that of the deepest thing that holds the node down, its deepest own effect or deepest need.
 *
 * A cause stays while one of the deepest things has it. Among equals the earliest effect decides (the lower number). Where
 * suppliers are settled before dependants, a node's cause is found in one look; the nodes of a loop, which are settled together,
 * take two passes: first all who cannot keep their cause lose it, then they take the earliest there is. Both go in rounds: all
 * nodes look at what the needs had when the round began, so that the result does not depend on the order of the work.
 */
import type { CompiledModel } from './compiled-model.ts';
import { GROUP } from './compiled-model.ts';
import type { Effects } from './effects.ts';
import { fixedBytes, fixedCopy, fixedDoubles, fixedInts } from './fixed.ts';
import { LEAST_CHANGE } from './purposes.ts';
import type { State } from './state.ts';
import type { Supply } from './supply.ts';

export interface Causes {
  /** Cause of the node's outage, -1 while it is at capacity 1. */
  readonly cause: Int32Array;
  /** Cause of a control's level below capacity 1, -1 for none. */
  readonly baseCause: Int32Array;
  /** What holds the group down, -1 for nothing. */
  readonly held: Int32Array;
  /** Finds what holds a group down, once all its members are settled. */
  hold(group: number): void;
  /** The cause of a node whose needs and capacity are settled, -1 while none is known: `kept` if that can stay. */
  find(node: number, kept: number): number;
  /** The node fell, or its group's supply did: what the last fall decides is noted. */
  noteFall(node: number): void;
  noteLowered(group: number): void;
  /**
   * Finds the causes of nodes that were settled together. Nodes whose cause changed join the list of changes.
   *
   * @param looked Nodes to begin with: those that changed, and whose needs did.
   * @param inScope Whether a node was settled with them.
   */
  settle(looked: Int32Array, count: number, inScope: (node: number) => boolean): void;
  resetNode(node: number): void;
  resetGroup(group: number): void;
  save(): unknown;
  restore(saved: unknown): void;
  /** After the parameters changed. */
  prepare(): void;
}

export function makeCauses(model: CompiledModel, state: State, supply: Supply, effects: Effects): Causes {
  const least = LEAST_CHANGE;
  const shareKind = GROUP.share;
  const { groupStart, groupNode, groupKind, edgeStart, edgeNode, edgeWeight, edgeGroup, edgeInLoop } = model;
  const { outStart, outEdge } = model;
  const { cap, own, base, gives, counted, bridging, boosted, supply: supplied } = state;
  const { supplyBefore, countedBefore, groupInstant, instant } = state;
  const { nodeBits, groupBits } = state;
  const nodes = model.nodeIds.length;
  const groups = groupNode.length;
  const cause = fixedInts(nodes).fill(-1);
  const baseCause = fixedInts(nodes).fill(-1);
  const held = fixedInts(groups).fill(-1);
  /** Instant of the last fall of a member, and of the last fall of its group's supply. */
  const fell = fixedDoubles(edgeNode.length);
  const lowered = fixedDoubles(groups);
  /** 1 for groups whose last fall decides: alternatives that are not tracked; and for nodes that stand in one. */
  const lastFall = fixedBytes(groups);
  const falls = fixedBytes(nodes);
  /** Group of each edge that leaves a node. */
  const outGroup = fixedCopy(outEdge.map((edge) => edgeGroup[edge]!));
  // Of nodes that are settled together
  /** Nodes that look in the round at hand, and those whose cause changed in it. */
  const looking = fixedInts(nodes);
  const moved = fixedInts(nodes);
  const isLooking = fixedBytes(nodes);
  const isMoved = fixedBytes(nodes);
  /** [looking, moved]. */
  const counts = fixedInts(2);
  const heldBefore = fixedInts(groups);
  const heldInstant = fixedDoubles(groups).fill(-1);
  /** Nodes whose cause is sought in this instant, and what they had. */
  const sought = fixedInts(nodes);
  const lost = fixedInts(nodes);
  const isSought = fixedBytes(nodes);
  /** [Nodes sought]. */
  const soughtCount = fixedInts(1);

  function prepare(): void {
    falls.fill(0);
    for (let g = 0; g < groups; g++) {
      const choice = groupKind[g] === GROUP.any || groupKind[g] === GROUP.atLeast;
      lastFall[g] = choice && supply.tracked[g] === 0 ? 1 : 0;
      if (lastFall[g] === 0) continue;
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]!; e++) falls[edgeNode[e]!] = 1;
    }
  }
  prepare();

  function lookAt(node: number): void {
    if (isLooking[node] === 1) return;
    isLooking[node] = 1;
    looking[counts[0]!++] = node;
  }

  /** The node's cause is another now, which its dependants are to learn in the next round. */
  function changeCause(node: number, k: number): void {
    state.markNode(node);
    cause[node] = k;
    if (isMoved[node] === 1) return;
    isMoved[node] = 1;
    moved[counts[1]!++] = node;
  }

  /** The member whose fall lowered the supply last, or the one before it that is still down. */
  function ofLastFall(group: number): number {
    const limit = lowered[group]!;
    let best = -1;
    let bestAt = -1;
    let later = -1;
    let laterAt = -1;
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      const c = cause[edgeNode[e]!]!;
      if (c < 0) continue;
      const at = fell[e]!;
      if (at <= limit) {
        if (at > bestAt || (at === bestAt && c < best)) {
          best = c;
          bestAt = at;
        }
      } else if (laterAt < 0 || at < laterAt || (at === laterAt && c < later)) {
        later = c;
        laterAt = at;
      }
    }
    return best >= 0 ? best : later;
  }

  /** The cause of the members' shortfall, -1 while none is known; `kept` when one of the deepest members has it. */
  function ofMembers(group: number, kept: number): number {
    if (lastFall[group] === 1) return ofLastFall(group);
    const share = groupKind[group] === shareKind;
    const tracked = supply.tracked[group] === 1;
    const boost = boosted[groupNode[group]!] === 1;
    const stop = edgeStart[group + 1]!;
    let deepest = least;
    let found = -1;
    for (let e = edgeStart[group]!; e < stop; e++) {
      if (tracked && supply.inUse[e] === 0) continue;
      if (boost && edgeInLoop[e] === 1) continue;
      const member = edgeNode[e]!;
      const depth = share ? edgeWeight[e]! * (1 - cap[member << nodeBits]!) : 1 - cap[member << nodeBits]!;
      if (depth < deepest - least) continue;
      const c = cause[member]!;
      if (depth > deepest + least) {
        deepest = depth;
        found = c;
      } else if (c >= 0 && (found < 0 || (found !== kept && (c === kept || c < found)))) {
        found = c;
      }
    }
    return found;
  }

  /** What holds the need down now, -1 for nothing; `before`: what did before this instant. */
  function holderOf(group: number, before: number): number {
    const value = counted[group << groupBits]!;
    if (value > 1 - least) return -1;
    const supplies = bridging[group] === 1 ? 1 : supplied[group << groupBits]!;
    if (supplies > value + least && before >= 0) {
      // A restart keeps the cause of the fall, unless a further fall broke it off: then what made that fall may be found
      // later in this instant.
      const fallen =
        groupInstant[group << groupBits] === instant[0] &&
        (supplied[group << groupBits]! < supplyBefore[group << groupBits]! - least ||
          value < countedBefore[group << groupBits]! - least);
      if (!fallen) return before;
    }
    return ofMembers(group, before);
  }

  function setHeld(group: number, found: number): void {
    state.touchGroup(group);
    held[group] = found;
  }

  /** Among nodes settled together: finds what holds the need down; true when that changed. */
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

  function find(node: number, kept: number): number {
    const limit = cap[node << nodeBits]! + least;
    let found = -1;
    if (own[node << nodeBits]! <= limit) {
      if (base[node << nodeBits]! <= limit) found = baseCause[node]!;
      for (let e = effects.first(node); e >= 0; e = effects.next(e)) {
        if (effects.leaves(e) > limit) continue;
        const k = effects.cause(e);
        if (k === kept) return kept;
        if (found < 0 || k < found) found = k;
      }
      if (found >= 0 && found === kept) return kept;
    }
    const stop = groupStart[node + 1]!;
    for (let g = groupStart[node]!; g < stop; g++) {
      if (gives[g << groupBits]! > limit) continue;
      const k = held[g]!;
      if (k < 0) continue;
      if (k === kept) return kept;
      if (found < 0 || k < found) found = k;
    }
    return found;
  }

  /** The cause of the deepest member of the node's needs whose cause is known, -1 for none. */
  function deepestKnown(node: number): number {
    let deepest = least;
    let found = -1;
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
      if (gives[g << groupBits]! > 1 - least) continue;
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]!; e++) {
        const c = cause[edgeNode[e]!]!;
        const depth = 1 - cap[edgeNode[e]! << nodeBits]!;
        if (c < 0 || depth < deepest - least) continue;
        if (depth > deepest + least || found < 0 || c < found) {
          found = c;
          if (depth > deepest) deepest = depth;
        }
      }
    }
    return found;
  }

  /** Whether the node can keep its cause. */
  function keeps(node: number): boolean {
    const kept = cause[node]!;
    return kept >= 0 && find(node, kept) === kept;
  }

  /** The node's cause is to be sought; it has none until then. */
  function seekFor(node: number): void {
    isSought[node] = 1;
    lost[soughtCount[0]!] = cause[node]!;
    sought[soughtCount[0]!++] = node;
    lookAt(node);
    if (cause[node]! >= 0) changeCause(node, -1);
  }

  /** Begins a round: the needs learn what moved in the last; nodes whose needs have another cause now are to look. */
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

  /** First pass: who cannot keep a cause loses it. Each node loses it once at most, so this ends. */
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

  /**
   * Second pass: they take the earliest cause of their deepest things, and who now learns that what it kept is gone does so too.
   * A node is sought once, and its cause only becomes earlier; so this ends.
   */
  function seek(inScope: (node: number) => boolean): void {
    while (counts[0]! > 0) {
      const many = counts[0]!;
      for (let i = 0; i < many; i++) {
        const node = looking[i]!;
        if (isSought[node] === 0) {
          if (cause[node]! < 0 || keeps(node)) continue;
          seekFor(node);
        }
        const k = find(node, -1);
        const had = cause[node]!;
        if (k >= 0 && (had < 0 || k < had)) changeCause(node, k);
      }
      tell(inScope);
    }
  }

  /**
   * A loop that has pulled itself down, each the deepest thing of the next: gives one of its nodes the cause of the deepest member
   * whose cause is known, or, where none is, the earliest cause that one of them had. False when all have a cause.
   */
  function settleOne(): boolean {
    let first = -1;
    let earliest = -1;
    let known = false;
    for (let i = 0; i < soughtCount[0]!; i++) {
      const node = sought[i]!;
      if (cause[node]! >= 0) continue;
      const began = deepestKnown(node);
      const k = began >= 0 ? began : lost[i]!;
      if (k < 0 || (known && began < 0)) continue;
      const better = first < 0 || (began >= 0 && !known) || k < earliest || (k === earliest && node < first);
      if (!better) continue;
      first = node;
      earliest = k;
      known = began >= 0;
    }
    if (first < 0) return false;
    changeCause(first, earliest);
    return true;
  }

  return {
    cause,
    baseCause,
    held,
    hold: (group) => {
      const before = held[group]!;
      const found = holderOf(group, before);
      if (found !== before) setHeld(group, found);
    },
    find,
    noteFall: (node) => {
      if (falls[node] === 0) return;
      for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
        if (lastFall[outGroup[o]!] === 1) fell[outEdge[o]!] = instant[0]!;
      }
    },
    noteLowered: (group) => {
      lowered[group] = instant[0]!;
    },
    settle: (looked, count, inScope) => {
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
    resetNode: (node) => {
      cause[node] = -1;
      baseCause[node] = -1;
    },
    resetGroup: (group) => {
      held[group] = -1;
    },
    save: () => [cause, baseCause, held, fell, lowered].map((array) => array.slice()),
    restore: (saved) => {
      const arrays = saved as (Int32Array | Float64Array)[];
      [cause, baseCause, held, fell, lowered].forEach((array, i) => array.set(arrays[i]!));
    },
    prepare,
  };
}
