/**
 * Settling an instant: every rise until nothing rises, then every fall until nothing falls, then every rise again.
 *
 * Capacities are monotone in one another, so that the result does not depend on the order of the work; the last rise
 * can only matter where a loop changes over at once, and is left out elsewhere.
 */
import type { CompiledModel } from './compiled-model.ts';
import { GROUP } from './compiled-model.ts';
import { SimulationFault } from './kernel.ts';
import { LEAST_CHANGE } from './purposes.ts';
import type { State } from './state.ts';
import type { Supply } from './supply.ts';

/** Rounds over all nodes after which an instant is said not to settle. */
const MOST_ROUNDS = 10_000;

/** Ways in which something changed. */
export const RISE = 1;
export const FALL = 2;

export interface Settle {
  /** The own capacity of a node changed: `way` says whether it rose (RISE) or fell (FALL). */
  pushNode(node: number, way: number): void;
  /** What counts, the stock, the fallback, the members in use or the boost of a group changed, either way. */
  pushGroup(group: number): void;
  /** Settles all that was pushed; changes stand in the lists of the state. */
  run(): void;
  /** Whether anything waits to be settled. */
  pending(): boolean;
}

export function makeSettle(model: CompiledModel, state: State, supply: Supply, slots: Float64Array): Settle {
  const { groupStart, groupNode, outStart, outEdge, edgeGroup, nodeRestartSampler, groupFallbackSlot } = model;
  const { groupKind, nodeLoop } = model;
  const { own, cap, supply: supplied, counted, gives, fallbackOn, bridging, boosted } = state;
  const nodes = own.length;
  const groups = counted.length;
  const dirty = new Int32Array(nodes);
  const isDirty = new Uint8Array(nodes);
  let dirtyCount = 0;
  /** Where nothing rose by itself nothing can rise, and so for falls. */
  let ways = 0;
  const pending = new Int32Array(groups);
  const isPending = new Uint8Array(groups);
  let pendingCount = 0;
  /** Ring of nodes to look at; each stands in it once at most. */
  const ring = new Int32Array(nodes + 1);
  const inRing = new Uint8Array(nodes);
  let head = 0;
  let tail = 0;
  /** 1 for groups of all outside any loop: no boost, nothing to change over. */
  const plainAll = new Uint8Array(groups);
  for (let g = 0; g < groups; g++) {
    plainAll[g] = groupKind[g] === GROUP.all && nodeLoop[groupNode[g]!]! < 0 ? 1 : 0;
  }
  /** Looks at nodes in this instant. */
  let looks = 0;
  const mostLooks = MOST_ROUNDS * (nodes + 1);

  function pushNode(node: number, way: number): void {
    ways |= way;
    if (isDirty[node] === 1) return;
    isDirty[node] = 1;
    dirty[dirtyCount++] = node;
  }

  function pushGroup(group: number): void {
    ways = RISE | FALL;
    if (isPending[group] === 1) return;
    isPending[group] = 1;
    pending[pendingCount++] = group;
  }

  function enqueue(node: number): void {
    pushNode(node, 0);
    if (inRing[node] === 1) return;
    inRing[node] = 1;
    ring[tail] = node;
    tail = tail === nodes ? 0 : tail + 1;
  }

  function updateGives(group: number): void {
    let value = counted[group]!;
    if (fallbackOn[group] === 1) {
      const floor = slots[groupFallbackSlot[group]!]!;
      if (floor > value) value = floor;
    }
    if (value === gives[group]) return;
    state.markGroup(group);
    gives[group] = value;
    enqueue(groupNode[group]!);
  }

  /** A member of the group rose, from `before`; or the group itself was pushed (`before` 0). */
  function raise(group: number, before: number): void {
    const node = groupNode[group]!;
    // Its stock sees what the members supply in truth, a black start or not.
    if (boosted[node] === 1) state.markGroup(group);
    // In a plain group of all, only the member that held it down can raise it.
    if (plainAll[group] === 1 && before > supplied[group]! + LEAST_CHANGE) return;
    // What a black start counts as met needs no other member.
    const met = boosted[node] === 1 && supply.of(group, true) >= 1 - LEAST_CHANGE;
    if (supply.instant[group] === 1 && !met && supply.changeOver(group)) state.markGroup(group);
    const s = supply.of(group, boosted[node] === 1);
    if (s > supplied[group]! + LEAST_CHANGE) {
      state.markGroup(group);
      supplied[group] = s;
    }
    if (nodeRestartSampler[node]! < 0) {
      const value = bridging[group] === 1 ? 1 : supplied[group]!;
      if (value > counted[group]! + LEAST_CHANGE) {
        state.markGroup(group);
        counted[group] = value;
      }
    }
    updateGives(group);
  }

  /** A member of the group fell, to `now`; or the group itself was pushed (`now` -1). */
  function lower(group: number, now: number): void {
    const boost = boosted[groupNode[group]!] === 1;
    if (boost) state.markGroup(group);
    let s: number;
    if (plainAll[group] === 1 && now >= 0) {
      if (now >= supplied[group]! - LEAST_CHANGE) return;
      s = now;
    } else s = supply.of(group, boost);
    if (s < supplied[group]! - LEAST_CHANGE) {
      state.markGroup(group);
      if (supply.instant[group] === 1 && supply.changeOver(group)) s = supply.of(group, boost);
      if (s < supplied[group]! - LEAST_CHANGE) supplied[group] = s;
    }
    const value = bridging[group] === 1 ? 1 : supplied[group]!;
    if (value < counted[group]! - LEAST_CHANGE) {
      state.markGroup(group);
      counted[group] = value;
    }
    updateGives(group);
  }

  function capacityOf(node: number): number {
    if (looks++ > mostLooks) {
      throw new SimulationFault(`capacities do not settle around ${model.nodeIds[node]}: look at its loop of needs`);
    }
    let c = own[node]!;
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) if (gives[g]! < c) c = gives[g]!;
    return c;
  }

  function rises(): void {
    for (let i = 0; i < pendingCount; i++) raise(pending[i]!, 0);
    for (let i = 0; i < dirtyCount; i++) enqueue(dirty[i]!);
    while (head !== tail) {
      const node = ring[head]!;
      head = head === nodes ? 0 : head + 1;
      inRing[node] = 0;
      const c = capacityOf(node);
      if (c <= cap[node]! + LEAST_CHANGE) continue;
      state.markNode(node);
      const before = cap[node]!;
      cap[node] = c;
      for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
        const group = edgeGroup[outEdge[o]!]!;
        if (supply.tracked[group] === 1) state.markGroup(group);
        raise(group, before);
      }
    }
  }

  function falls(): void {
    for (let i = 0; i < pendingCount; i++) lower(pending[i]!, -1);
    for (let i = 0; i < dirtyCount; i++) enqueue(dirty[i]!);
    while (head !== tail) {
      const node = ring[head]!;
      head = head === nodes ? 0 : head + 1;
      inRing[node] = 0;
      const c = capacityOf(node);
      if (c >= cap[node]! - LEAST_CHANGE) continue;
      state.markNode(node);
      cap[node] = c;
      for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
        const group = edgeGroup[outEdge[o]!]!;
        if (supply.tracked[group] === 1) state.markGroup(group);
        lower(group, c);
      }
    }
  }

  return {
    pushNode,
    pushGroup,
    pending: () => dirtyCount > 0 || pendingCount > 0,
    run: () => {
      looks = 0;
      for (let i = 0; i < pendingCount; i++) state.markGroup(pending[i]!);
      if ((ways & RISE) !== 0 || supply.hasInstant()) rises();
      if ((ways & FALL) !== 0) falls();
      if (supply.hasInstant()) rises();
      ways = 0;
      for (let i = 0; i < dirtyCount; i++) isDirty[dirty[i]!] = 0;
      dirtyCount = 0;
      for (let i = 0; i < pendingCount; i++) isPending[pending[i]!] = 0;
      pendingCount = 0;
    },
  };
}
