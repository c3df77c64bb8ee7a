/**
 * Settling nodes together, as a loop demands: every rise until nothing rises, then every fall until nothing falls, then every rise
 * again.
 *
 * Capacities are monotone in one another, so that the result does not depend on the order of the work; the last rise can only
 * matter where a loop changes over at once, and is left out elsewhere.
 */
import type { Agenda } from './agenda.ts';
import type { Causes } from './causes.ts';
import type { CompiledModel } from './compiled-model.ts';
import { fixedDoubles, fixedInts } from './fixed.ts';
import { SimulationFault } from './kernel.ts';
import { LEAST_CHANGE } from './purposes.ts';
import type { State } from './state.ts';
import type { Supply } from './supply.ts';

/** Rounds over all nodes after which an instant is said not to settle. */
const MOST_ROUNDS = 10_000;

export interface Loops {
  /** Settles the waiting nodes of a loop, or of the whole network (-1): capacities, then causes. */
  settle(loop: number): void;
}

export function makeLoops(
  model: CompiledModel,
  state: State,
  supply: Supply,
  slots: Float64Array,
  agenda: Agenda,
  causes: Causes,
): Loops {
  const least = LEAST_CHANGE;
  const { groupStart, groupNode, outStart, outEdge, edgeGroup, nodeRestartSampler, groupFallbackSlot } = model;
  const { nodeLoop } = model;
  const { own, cap, supply: supplied, counted, gives, fallbackOn, bridging, boosted } = state;
  const { changes, changedNode, markGroup, markNode } = state;
  const { tracked, instant, hasInstant } = supply;
  const { nodeBits, groupBits } = state;
  const nodes = model.nodeIds.length;
  /** Nodes that waited, or were reached. */
  const looked = new Int32Array(nodes);
  const isLooked = new Uint8Array(nodes);
  const lookedCount = fixedInts(1);
  /** Ring of nodes to look at; each stands in it once at most. */
  const ring = new Int32Array(nodes + 1);
  const inRing = new Uint8Array(nodes);
  /** [head, tail] of the ring. */
  const ends = fixedInts(2);
  /** [Looks at nodes in this instant]. */
  const looks = fixedDoubles(1);
  const mostLooks = MOST_ROUNDS * (nodes + 1);
  /** The loop at hand, -1 for the whole network. */
  const scope = fixedInts(1);

  function inScope(node: number): boolean {
    return scope[0]! < 0 || nodeLoop[node] === scope[0];
  }

  function enqueue(node: number): void {
    if (isLooked[node] === 0) {
      isLooked[node] = 1;
      looked[lookedCount[0]!++] = node;
    }
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

  function updateGives(group: number): void {
    let value = counted[group << groupBits]!;
    if (fallbackOn[group] === 1) {
      const floor = slots[groupFallbackSlot[group]!]!;
      if (floor > value) value = floor;
    }
    if (value === gives[group << groupBits]) return;
    markGroup(group);
    gives[group << groupBits] = value;
    enqueue(groupNode[group]!);
  }

  /** A member of the group rose, or the group itself may have. */
  function raise(group: number): void {
    const node = groupNode[group]!;
    const boost = boosted[node] === 1;
    // Its stock sees what the members supply in truth, a black start or not.
    if (tracked[group] === 1 || boost) markGroup(group);
    // What a black start counts as met needs no other member.
    const met = boost && supply.of(group, true) >= 1 - least;
    if (instant[group] === 1 && !met) supply.changeOver(group);
    const s = supply.of(group, boost);
    if (s > supplied[group << groupBits]! + least) {
      markGroup(group);
      supplied[group << groupBits] = s;
    }
    if (nodeRestartSampler[node]! < 0) {
      const value = bridging[group] === 1 ? 1 : supplied[group << groupBits]!;
      if (value > counted[group << groupBits]! + least) {
        markGroup(group);
        counted[group << groupBits] = value;
      }
    }
    updateGives(group);
  }

  /** A member of the group fell, or the group itself may have. */
  function lower(group: number): void {
    const boost = boosted[groupNode[group]!] === 1;
    if (tracked[group] === 1 || boost) markGroup(group);
    let s = supply.of(group, boost);
    if (s < supplied[group << groupBits]! - least) {
      markGroup(group);
      if (instant[group] === 1 && supply.changeOver(group)) s = supply.of(group, boost);
      if (s < supplied[group << groupBits]! - least) {
        supplied[group << groupBits] = s;
        causes.noteLowered(group);
      }
    }
    const value = bridging[group] === 1 ? 1 : supplied[group << groupBits]!;
    if (value < counted[group << groupBits]! - least) {
      markGroup(group);
      counted[group << groupBits] = value;
    }
    updateGives(group);
  }

  function capacityOf(node: number): number {
    if (looks[0]!++ > mostLooks) {
      throw new SimulationFault(`capacities do not settle around ${model.nodeIds[node]}: look at its loop of needs`);
    }
    let c = own[node << nodeBits]!;
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++)
      if (gives[g << groupBits]! < c) c = gives[g << groupBits]!;
    return c;
  }

  function dependants(node: number, way: (group: number) => void): void {
    for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
      const group = edgeGroup[outEdge[o]!]!;
      if (inScope(groupNode[group]!)) way(group);
    }
  }

  /** Lets the groups of all nodes that were looked at change in one way, and the nodes join the ring. */
  function begin(way: (group: number) => void): void {
    for (let i = 0; i < lookedCount[0]!; i++) {
      const node = looked[i]!;
      for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
        if (agenda.isPushed[g] === 1) {
          agenda.isPushed[g] = 0;
          markGroup(g);
        }
        way(g);
      }
      enqueue(node);
    }
  }

  function rises(): void {
    begin(raise);
    while (ends[0] !== ends[1]) {
      const node = next();
      const c = capacityOf(node);
      if (c <= cap[node << nodeBits]! + least) continue;
      markNode(node);
      cap[node << nodeBits] = c;
      dependants(node, raise);
    }
  }

  function falls(): void {
    begin(lower);
    while (ends[0] !== ends[1]) {
      const node = next();
      const c = capacityOf(node);
      if (c >= cap[node << nodeBits]! - least) continue;
      markNode(node);
      cap[node << nodeBits] = c;
      causes.noteFall(node);
      dependants(node, lower);
    }
  }

  return {
    settle: (loop) => {
      scope[0] = loop;
      looks[0] = 0;
      const first = changes[0]!;
      for (let node = agenda.nodes.first(); node >= 0 && inScope(node); node = agenda.nodes.first()) {
        agenda.nodes.take();
        markNode(node);
        enqueue(node);
      }
      rises();
      falls();
      if (hasInstant()) rises();
      // A cause may change where a capacity does not.
      for (let i = first; i < changes[0]!; i++) dependants(changedNode[i]!, (group) => enqueue(groupNode[group]!));
      while (ends[0] !== ends[1]) next();
      causes.settle(looked, lookedCount[0]!, inScope);
      for (let i = 0; i < lookedCount[0]!; i++) isLooked[looked[i]!] = 0;
      lookedCount[0] = 0;
    },
  };
}
