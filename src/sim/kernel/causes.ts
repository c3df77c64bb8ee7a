/**
 * The cause of each outage: that of the deepest thing that holds the node down, its deepest own effect or deepest need.
 *
 * A cause stays while one of the deepest things has it. Among equals the earliest effect decides (the lower number). Where
 * suppliers are settled before dependants, a node's cause is found in one look; nodes that are settled together, as in a loop,
 * take two passes: first all who cannot keep their cause lose it, then they take the earliest there is.
 */
import type { CompiledModel } from './compiled-model.ts';
import { GROUP } from './compiled-model.ts';
import type { Effects } from './effects.ts';
import { fixedInts } from './fixed.ts';
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
  /** The cause of a node at capacity `c` whose needs are settled, -1 while none is known: `kept` if that can stay. */
  find(node: number, c: number, kept: number): number;
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
  const { groupStart, groupNode, groupKind, edgeStart, edgeNode, edgeWeight, edgeGroup, edgeInLoop } = model;
  const { outStart, outEdge, nodeLoop } = model;
  const { cap, own, base, gives, counted, bridging, boosted, supply: supplied } = state;
  const { supplyBefore, countedBefore, capBefore, nodeInstant, groupInstant, instant } = state;
  const { nodeBits, groupBits } = state;
  const nodes = model.nodeIds.length;
  const groups = groupNode.length;
  const cause = new Int32Array(nodes).fill(-1);
  const baseCause = new Int32Array(nodes).fill(-1);
  const held = new Int32Array(groups).fill(-1);
  /** Instant of the last fall of a member, and of the last fall of its group's supply. */
  const fell = new Float64Array(edgeNode.length);
  const lowered = new Float64Array(groups);
  /** 1 for groups whose last fall decides: alternatives that are not tracked; and for nodes that stand in one. */
  const lastFall = new Uint8Array(groups);
  const falls = new Uint8Array(nodes);
  /** Group of each edge that leaves a node. */
  const outGroup = outEdge.map((edge) => edgeGroup[edge]!);
  // Of nodes that are settled together
  const ring = new Int32Array(nodes + 1);
  const inRing = new Uint8Array(nodes);
  /** [head, tail] of the ring. */
  const ends = fixedInts(2);
  const heldBefore = new Int32Array(groups);
  const heldInstant = new Float64Array(groups).fill(-1);
  /** Nodes whose cause is sought in this instant, and what they had. */
  const sought = new Int32Array(nodes);
  const lost = new Int32Array(nodes);
  const isSought = new Uint8Array(nodes);
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

  function enqueue(node: number): void {
    if (inRing[node] === 1) return;
    inRing[node] = 1;
    const tail = ends[1]!;
    ring[tail] = node;
    ends[1] = tail === nodes ? 0 : tail + 1;
  }

  function next(): number {
    const head = ends[0]!;
    const node = ring[head]!;
    ends[0] = head === nodes ? 0 : head + 1;
    inRing[node] = 0;
    return node;
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
    const share = groupKind[group] === GROUP.share;
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

  function find(node: number, c: number, kept: number): number {
    const limit = c + least;
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

  function setCause(node: number, k: number): void {
    state.markNode(node);
    cause[node] = k;
  }

  /** Whether the node can keep its cause. */
  function keeps(node: number): boolean {
    const kept = cause[node]!;
    return kept >= 0 && find(node, cap[node << nodeBits]!, kept) === kept;
  }

  /** The node's cause is to be sought. */
  function seekFor(node: number): void {
    isSought[node] = 1;
    lost[soughtCount[0]!] = cause[node]!;
    sought[soughtCount[0]!++] = node;
  }

  /**
   * Lets the groups that the node supplies look again; in the first pass (`first`) all of their nodes join the ring. In the
   * second those do whose cause is sought, and those who now learn that what they kept is gone.
   */
  function tell(node: number, first: boolean, inScope: (node: number) => boolean): void {
    for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
      const group = outGroup[o]!;
      if (counted[group << groupBits]! > 1 - least && held[group]! < 0) continue;
      const dependant = groupNode[group]!;
      if (!inScope(dependant) || !updateGroup(group)) continue;
      if (!first && isSought[dependant] === 0) {
        if (cause[dependant]! < 0 || keeps(dependant)) continue;
        seekFor(dependant);
        setCause(dependant, -1);
      }
      enqueue(dependant);
    }
  }

  /** First pass: who cannot keep a cause loses it. Each node loses it once at most, so this ends. */
  function release(inScope: (node: number) => boolean): void {
    while (ends[0] !== ends[1]) {
      const node = next();
      if (isSought[node] === 1) continue;
      const kept = cause[node]!;
      if (cap[node << nodeBits]! <= 1 - least) {
        if (keeps(node)) {
          // Which member of a group is deepest can change without a change of its supply.
          if (nodeInstant[node] === instant[0] && cap[node << nodeBits] !== capBefore[node << nodeBits])
            tell(node, true, inScope);
          continue;
        }
        seekFor(node);
      }
      if (kept < 0) continue;
      setCause(node, -1);
      tell(node, true, inScope);
    }
  }

  /**
   * Second pass: they take the earliest cause of their deepest things. In loops causes only become earlier, so this ends; who
   * lies in none follows what it needs.
   */
  function seek(inScope: (node: number) => boolean): void {
    while (ends[0] !== ends[1]) {
      const node = next();
      const k = find(node, cap[node << nodeBits]!, -1);
      const had = cause[node]!;
      if (k < 0 || had === k || (nodeLoop[node]! >= 0 && had >= 0 && had <= k)) continue;
      setCause(node, k);
      tell(node, false, inScope);
    }
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
        enqueue(node);
      }
      release(inScope);
      for (let i = 0; i < soughtCount[0]!; i++) enqueue(sought[i]!);
      seek(inScope);
      // Loops that have pulled themselves down, each the deepest thing of the next: what began it, or what they had.
      for (let i = 0; i < soughtCount[0]!; i++) {
        const node = sought[i]!;
        if (cause[node]! >= 0) continue;
        const began = deepestKnown(node);
        const k = began >= 0 ? began : lost[i]!;
        if (k < 0) continue;
        setCause(node, k);
        tell(node, false, inScope);
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
