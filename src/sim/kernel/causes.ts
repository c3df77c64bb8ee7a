/**
 * The cause of each outage: that of the deepest thing that holds the node down, its deepest own effect or deepest need.
 *
 * A cause stays while one of the deepest things has it. Among equals the earliest effect decides (the lower number).
 * Loops are why this takes two passes: first all who cannot keep their cause lose it, then they take the earliest there is.
 */
import type { CompiledModel } from './compiled-model.ts';
import { GROUP } from './compiled-model.ts';
import type { Effects } from './effects.ts';
import { LEAST_CHANGE } from './purposes.ts';
import type { State } from './state.ts';
import type { Supply } from './supply.ts';

export interface Causes {
  /** Cause of the node's outage, -1 while it is at capacity 1. */
  readonly cause: Int32Array;
  /** Cause of a control's level below capacity 1, -1 for none. */
  readonly baseCause: Int32Array;
  /** Finds the causes anew after an instant settled; nodes whose cause changed join the list of changes. */
  run(): void;
  resetNode(node: number): void;
  resetGroup(group: number): void;
  save(): unknown;
  restore(saved: unknown): void;
  /** After the parameters changed. */
  prepare(): void;
}

export function makeCauses(model: CompiledModel, state: State, supply: Supply, effects: Effects): Causes {
  const { groupStart, groupNode, groupKind, edgeStart, edgeNode, edgeWeight, edgeGroup, edgeInLoop } = model;
  const { outStart, outEdge, nodeLoop } = model;
  const { cap, own, base, gives, counted, bridging, boosted, supply: supplied } = state;
  const { supplyBefore, countedBefore, capBefore, nodeInstant, groupInstant, instant } = state;
  const nodes = cap.length;
  const groups = groupNode.length;
  const cause = new Int32Array(nodes).fill(-1);
  const baseCause = new Int32Array(nodes).fill(-1);
  const held = new Int32Array(groups).fill(-1);
  /** Instant of the last fall of a member, and of the last fall of its group's supply. */
  const fell = new Float64Array(edgeNode.length);
  const lowered = new Float64Array(groups);
  /** 1 for groups whose last fall decides: alternatives that are not tracked. */
  const lastFall = new Uint8Array(groups);
  let hasLastFall = false;
  function prepare(): void {
    hasLastFall = false;
    for (let g = 0; g < groups; g++) {
      const choice = groupKind[g] === GROUP.any || groupKind[g] === GROUP.atLeast;
      lastFall[g] = choice && supply.tracked[g] === 0 ? 1 : 0;
      if (lastFall[g] === 1) hasLastFall = true;
    }
  }
  prepare();
  const ring = new Int32Array(nodes + 1);
  const inRing = new Uint8Array(nodes);
  const heldBefore = new Int32Array(groups);
  const heldInstant = new Float64Array(groups).fill(-1);
  /** Nodes whose cause is sought in this instant, and what they had. */
  const sought = new Int32Array(nodes);
  const lost = new Int32Array(nodes);
  const isSought = new Uint8Array(nodes);
  let soughtCount = 0;
  let head = 0;
  let tail = 0;

  function enqueue(node: number): void {
    if (inRing[node] === 1) return;
    inRing[node] = 1;
    ring[tail] = node;
    tail = tail === nodes ? 0 : tail + 1;
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
    let deepest = LEAST_CHANGE;
    let found = -1;
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
      if (tracked && supply.inUse[e] === 0) continue;
      if (boost && edgeInLoop[e] === 1) continue;
      const member = edgeNode[e]!;
      const depth = share ? edgeWeight[e]! * (1 - cap[member]!) : 1 - cap[member]!;
      if (depth < deepest - LEAST_CHANGE) continue;
      const c = cause[member]!;
      if (depth > deepest + LEAST_CHANGE) {
        deepest = depth;
        found = c;
      } else if (c >= 0 && (found < 0 || (found !== kept && (c === kept || c < found)))) {
        found = c;
      }
    }
    return found;
  }

  /** Finds what holds the need down; true when that changed. */
  function updateGroup(group: number): boolean {
    const now = held[group]!;
    if (heldInstant[group] !== instant[0]) {
      heldInstant[group] = instant[0]!;
      heldBefore[group] = now;
    }
    const before = heldBefore[group]!;
    let found = -1;
    if (counted[group]! <= 1 - LEAST_CHANGE) {
      const value = bridging[group] === 1 ? 1 : supplied[group]!;
      const waits = value > counted[group]! + LEAST_CHANGE;
      const fallen =
        groupInstant[group] === instant[0] &&
        (supplied[group]! < supplyBefore[group]! - LEAST_CHANGE ||
          counted[group]! < countedBefore[group]! - LEAST_CHANGE);
      // A restart keeps the cause of the fall, unless a further fall broke it off.
      found = waits && !fallen && before >= 0 ? before : ofMembers(group, before);
      // Nothing known holds it any more, as where a stock bridges behind a restart: the cause stays. A restart that a new
      // fall broke off is gone: what made that fall may be found later in this instant.
      if (found < 0 && waits && !fallen) found = before;
    }
    if (found === now) return false;
    state.touchGroup(group);
    held[group] = found;
    return true;
  }

  /** Whether one of the deepest things that hold the node down has the cause. */
  function holds(node: number, wanted: number): boolean {
    const limit = cap[node]! + LEAST_CHANGE;
    if (own[node]! <= limit) {
      if (base[node]! <= limit && baseCause[node] === wanted) return true;
      for (let e = effects.first(node); e >= 0; e = effects.next(e)) {
        if (effects.leaves(e) <= limit && effects.cause(e) === wanted) return true;
      }
    }
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
      if (gives[g]! <= limit && held[g] === wanted) return true;
    }
    return false;
  }

  /** The earliest known cause among the deepest things, -1 for none. */
  function earliest(node: number): number {
    const limit = cap[node]! + LEAST_CHANGE;
    let found = -1;
    if (own[node]! <= limit) {
      if (base[node]! <= limit) found = baseCause[node]!;
      for (let e = effects.first(node); e >= 0; e = effects.next(e)) {
        const k = effects.cause(e);
        if (effects.leaves(e) <= limit && (found < 0 || k < found)) found = k;
      }
    }
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
      const k = held[g]!;
      if (gives[g]! <= limit && k >= 0 && (found < 0 || k < found)) found = k;
    }
    return found;
  }

  /** The cause of the deepest member of the node's needs whose cause is known, -1 for none. */
  function deepestKnown(node: number): number {
    let deepest = LEAST_CHANGE;
    let found = -1;
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
      if (gives[g]! > 1 - LEAST_CHANGE) continue;
      for (let e = edgeStart[g]!; e < edgeStart[g + 1]!; e++) {
        const c = cause[edgeNode[e]!]!;
        const depth = 1 - cap[edgeNode[e]!]!;
        if (c < 0 || depth < deepest - LEAST_CHANGE) continue;
        if (depth > deepest + LEAST_CHANGE || found < 0 || c < found) {
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

  /** The node's cause is to be sought. */
  function seekFor(node: number): void {
    isSought[node] = 1;
    lost[soughtCount] = cause[node]!;
    sought[soughtCount++] = node;
  }

  /**
   * Lets the groups that the node supplies look again; in the first pass (`first`) all of their nodes join the ring. In the
   * second those do whose cause is sought, and those who now learn that what they kept is gone.
   */
  function tell(node: number, first: boolean): void {
    for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
      const group = edgeGroup[outEdge[o]!]!;
      if (counted[group]! > 1 - LEAST_CHANGE && held[group]! < 0) continue;
      const dependant = groupNode[group]!;
      if (!updateGroup(group)) continue;
      if (!first && isSought[dependant] === 0) {
        const kept = cause[dependant]!;
        if (kept < 0 || holds(dependant, kept)) continue;
        seekFor(dependant);
        setCause(dependant, -1);
      }
      enqueue(dependant);
    }
  }

  function next(): number {
    const node = ring[head]!;
    head = head === nodes ? 0 : head + 1;
    inRing[node] = 0;
    return node;
  }

  /** First pass: who cannot keep a cause loses it. Each node loses it once at most, so this ends. */
  function release(): void {
    while (head !== tail) {
      const node = next();
      if (isSought[node] === 1) continue;
      if (cap[node]! > 1 - LEAST_CHANGE) {
        if (cause[node]! < 0) continue;
        setCause(node, -1);
        tell(node, true);
        continue;
      }
      const kept = cause[node]!;
      if (kept >= 0 && holds(node, kept)) {
        // Which member of a group is deepest can change without a change of its supply.
        if (nodeInstant[node] === instant[0] && cap[node] !== capBefore[node]) tell(node, true);
        continue;
      }
      seekFor(node);
      if (kept < 0) continue;
      setCause(node, -1);
      tell(node, true);
    }
  }

  /**
   * Second pass: they take the earliest cause of their deepest things. In loops causes only become earlier, so this ends; who
   * lies in none follows what it needs.
   */
  function seek(): void {
    while (head !== tail) {
      const node = next();
      const k = earliest(node);
      if (k < 0 || cause[node] === k) continue;
      if (nodeLoop[node]! >= 0 && cause[node]! >= 0 && cause[node]! <= k) continue;
      setCause(node, k);
      tell(node, false);
    }
  }

  return {
    cause,
    baseCause,
    run: () => {
      const at = instant[0]!;
      const changedNodes = state.changes[0]!;
      for (let i = 0; i < changedNodes; i++) {
        const node = state.changedNode[i]!;
        enqueue(node);
        if (!hasLastFall || cap[node]! >= capBefore[node]! - LEAST_CHANGE) continue;
        for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
          const e = outEdge[o]!;
          if (lastFall[edgeGroup[e]!] === 1) fell[e] = at;
        }
      }
      for (let i = 0; i < state.changes[1]!; i++) {
        const group = state.changedGroup[i]!;
        if (supplied[group]! < supplyBefore[group]! - LEAST_CHANGE) lowered[group] = at;
        if (counted[group]! > 1 - LEAST_CHANGE && held[group]! < 0) continue;
        updateGroup(group);
        enqueue(groupNode[group]!);
      }
      release();
      for (let i = 0; i < soughtCount; i++) enqueue(sought[i]!);
      seek();
      // Loops that have pulled themselves down, each the deepest thing of the next: what began it, or what they had.
      for (let i = 0; i < soughtCount; i++) {
        const node = sought[i]!;
        if (cause[node]! >= 0) continue;
        const began = deepestKnown(node);
        const k = began >= 0 ? began : lost[i]!;
        if (k < 0) continue;
        setCause(node, k);
        tell(node, false);
        seek();
      }
      for (let i = 0; i < soughtCount; i++) isSought[sought[i]!] = 0;
      soughtCount = 0;
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
