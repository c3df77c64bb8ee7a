/**
 * Settling an instant: every rise until nothing rises, then every fall until nothing falls, then every rise again.
 *
 * Capacities are monotone in one another, so that the result does not depend on the order of the work; the last rise
 * can only matter where a loop changes over at once, and is left out elsewhere.
 */
import type { CompiledModel } from './compiled-model.ts';
import { SimulationFault } from './kernel.ts';
import { LEAST_CHANGE } from './purposes.ts';
import type { State } from './state.ts';
import type { Supply } from './supply.ts';

/** Rounds over all nodes after which an instant is said not to settle. */
const MOST_ROUNDS = 10_000;

export interface Settle {
  /** The own capacity of a node changed. */
  pushNode(node: number): void;
  /** What counts, the stock, the fallback, the members in use or the boost of a group changed. */
  pushGroup(group: number): void;
  /** Settles all that was pushed; changes stand in the lists of the state. */
  run(): void;
  /** Whether anything waits to be settled. */
  pending(): boolean;
}

export function makeSettle(model: CompiledModel, state: State, supply: Supply, slots: Float64Array): Settle {
  const { groupStart, groupNode, outStart, outEdge, edgeGroup, nodeRestartSampler, groupFallbackSlot } = model;
  const { own, cap, supply: supplied, counted, gives, fallbackOn, bridging, boosted } = state;
  const nodes = own.length;
  const groups = counted.length;
  const dirty = new Int32Array(nodes);
  const isDirty = new Uint8Array(nodes);
  let dirtyCount = 0;
  const pending = new Int32Array(groups);
  const isPending = new Uint8Array(groups);
  let pendingCount = 0;
  /** Ring of nodes to look at; each stands in it once at most. */
  const ring = new Int32Array(nodes + 1);
  const inRing = new Uint8Array(nodes);
  let head = 0;
  let tail = 0;
  /** Looks at nodes in this instant. */
  let looks = 0;
  const mostLooks = MOST_ROUNDS * (nodes + 1);

  function pushNode(node: number): void {
    if (isDirty[node] === 1) return;
    isDirty[node] = 1;
    dirty[dirtyCount++] = node;
  }

  function pushGroup(group: number): void {
    if (isPending[group] === 1) return;
    isPending[group] = 1;
    pending[pendingCount++] = group;
  }

  function enqueue(node: number): void {
    pushNode(node);
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

  function raise(group: number): void {
    const node = groupNode[group]!;
    if (supply.instant[group] === 1 && supply.changeOver(group)) state.markGroup(group);
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

  function lower(group: number): void {
    const boost = boosted[groupNode[group]!] === 1;
    let s = supply.of(group, boost);
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
    for (let i = 0; i < pendingCount; i++) raise(pending[i]!);
    for (let i = 0; i < dirtyCount; i++) enqueue(dirty[i]!);
    while (head !== tail) {
      const node = ring[head]!;
      head = head === nodes ? 0 : head + 1;
      inRing[node] = 0;
      const c = capacityOf(node);
      if (c <= cap[node]! + LEAST_CHANGE) continue;
      state.markNode(node);
      cap[node] = c;
      for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
        const group = edgeGroup[outEdge[o]!]!;
        if (supply.tracked[group] === 1) state.markGroup(group);
        raise(group);
      }
    }
  }

  function falls(): void {
    for (let i = 0; i < pendingCount; i++) lower(pending[i]!);
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
        lower(group);
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
      rises();
      falls();
      if (supply.hasInstant()) rises();
      for (let i = 0; i < dirtyCount; i++) isDirty[dirty[i]!] = 0;
      dirtyCount = 0;
      for (let i = 0; i < pendingCount; i++) isPending[pending[i]!] = 0;
      pendingCount = 0;
    },
  };
}
