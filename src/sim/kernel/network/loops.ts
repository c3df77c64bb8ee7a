/**
 * Settling a loop, once everything it needs from outside is settled: every rise until nothing rises, then every fall
 * until nothing falls. Whenever a need switches over at once, the falls are worked out again from the state before
 * them, as if it had run on that member all along: a fall that does not last to the end of the instant does not count.
 * Needs that would fall switch first, then those that would be better off. When none would, black starts that are over
 * end, and the falls are worked out once more.
 *
 * With the members in use given, capacities are monotone in one another, so the result does not depend on the order of
 * the work. Needs switch in rounds, in order of id: all that would, except those that run on another of them, since
 * that may spare them the switch. Each switches to something better than it had, and lowers nothing by it; so this
 * ends.
 */
import type { Agenda } from '../ground/agenda.ts';
import type { BlackStart } from '../clocks/black-start.ts';
import type { Causes } from './causes.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedBytes, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import { SimulationFault } from '../ground/kernel.ts';
import { makeLoopCauses } from './loop-causes.ts';
import type { Order } from './order.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';
import type { State } from '../ground/state.ts';
import type { Supply } from './supply.ts';

/** Rounds over all nodes after which an instant is deemed not to settle. */
const MOST_ROUNDS = 10_000;

export interface Loops {
  /** Settles the waiting nodes of a loop: capacities, then causes. */
  settle(loop: number): void;
  /** Called after the parameters change. */
  prepare(): void;
}

/** Dependencies of the factory. */
interface LoopsOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly supply: Supply;
  readonly floorOf: (group: number) => number;
  readonly agenda: Agenda;
  readonly blackStart: BlackStart;
  readonly causes: Causes;
  readonly order: Order;
}

export function makeLoops({ model, state, supply, floorOf, agenda, blackStart, causes, order }: LoopsOf): Loops {
  const least = LEAST_CHANGE;
  const { groupStart, groupNode, outStart, outEdge, edgeGroup, restartStart } = model;
  const { nodeLoop, nodeBlackStartSampler, nodeUnlocked } = model;
  const { own, cap, supply: supplied, counted, gives, fallbackOn, bridging, boosted } = state;
  const { changes, changedNode, capBefore, markGroup, markNode } = state;
  const { groupInstant, supplyBefore, instant: instantNumber } = state;
  const { tracked, instant } = supply;
  const { nodeBits, groupBits } = state;
  const loopCauses = makeLoopCauses({ model, state, supply, causes, order });
  const nodes = model.nodeIds.length;
  const groups = groupNode.length;
  const loopCount = nodeLoop.reduce((most, loop) => Math.max(most, loop), -1) + 1;
  /** Needs of each loop that switch over at once. */
  const instantOf: number[][] = Array.from({ length: loopCount }, () => []);
  /** Those with a switchover, which look again when another need switches. */
  const switchedOf: number[][] = Array.from({ length: loopCount }, () => []);
  /** Nodes of each loop that can lift it. */
  const startersOf: number[][] = Array.from({ length: loopCount }, () => []);
  /** Needs that would switch over now. */
  const wanting: number[] = [];
  const isWanting = fixedBytes(nodes);
  // The state before the falls, for whatever fell; lists of it, and the run in which it was saved
  const keptCap = fixedDoubles(nodes);
  const keptSupply = fixedDoubles(groups);
  const keptCounted = fixedDoubles(groups);
  const keptGives = fixedDoubles(groups);
  const keptNode = fixedInts(nodes);
  const keptGroup = fixedInts(groups);
  const nodeRun = fixedDoubles(nodes);
  const groupRun = fixedDoubles(groups);
  /** [nodes saved, groups saved]. */
  const kept = fixedInts(2);
  /** [Run of falls, never reset]. */
  const run = fixedDoubles(1);
  /** Nodes that waited, or were reached. */
  const looked = fixedInts(nodes);
  const isLooked = fixedBytes(nodes);
  const lookedCount = fixedInts(1);
  /** Ring buffer of nodes to look at; each is in it at most once. */
  const ring = fixedInts(nodes + 1);
  const inRing = fixedBytes(nodes);
  /** [head, tail] of the ring. */
  const ends = fixedInts(2);
  /** [Looks at nodes in this instant]. */
  const looks = fixedDoubles(1);
  const mostLooks = MOST_ROUNDS * (nodes + 1);
  /** [The current loop]. */
  const scope = fixedInts(1);

  function inScope(node: number): boolean {
    return nodeLoop[node] === scope[0];
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

  function keepNode(node: number): void {
    if (nodeRun[node] === run[0]) return;
    nodeRun[node] = run[0]!;
    keptCap[node] = cap[node << nodeBits]!;
    keptNode[kept[0]!++] = node;
  }

  function keepGroup(group: number): void {
    if (groupRun[group] === run[0]) return;
    groupRun[group] = run[0]!;
    keptSupply[group] = supplied[group << groupBits]!;
    keptCounted[group] = counted[group << groupBits]!;
    keptGives[group] = gives[group << groupBits]!;
    keptGroup[kept[1]!++] = group;
  }

  function keepNothing(): void {
    run[0]!++;
    kept[0] = 0;
    kept[1] = 0;
  }

  /** Undoes the falls. */
  function takeBack(): void {
    for (let i = 0; i < kept[0]!; i++) cap[keptNode[i]! << nodeBits] = keptCap[keptNode[i]!]!;
    for (let i = 0; i < kept[1]!; i++) {
      const group = keptGroup[i]!;
      supplied[group << groupBits] = keptSupply[group]!;
      counted[group << groupBits] = keptCounted[group]!;
      gives[group << groupBits] = keptGives[group]!;
    }
  }

  function updateGives(group: number): void {
    let value = counted[group << groupBits]!;
    if (fallbackOn[group] === 1) {
      const floor = floorOf(group);
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
    // Its stock sees what the members really supply, whether or not there is a black start.
    if (tracked[group] === 1 || boost) markGroup(group);
    const s = supply.of(group, boost);
    if (s > supplied[group << groupBits]! + least) {
      markGroup(group);
      supplied[group << groupBits] = s;
    }
    if (restartStart[node] === restartStart[node + 1]) {
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
    const s = supply.of(group, boost);
    const falls = s < supplied[group << groupBits]! - least;
    const value = bridging[group] === 1 ? 1 : falls ? s : supplied[group << groupBits]!;
    if (falls || value < counted[group << groupBits]! - least) {
      keepGroup(group);
      markGroup(group);
    }
    if (falls) {
      supplied[group << groupBits] = s;
    }
    if (value < counted[group << groupBits]! - least) counted[group << groupBits] = value;
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

  /** Lets the groups of all nodes looked at change in one direction, and puts the nodes in the ring. */
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
      keepNode(node);
      markNode(node);
      cap[node << nodeBits] = c;
      dependants(node, lower);
    }
  }

  /** Whether less is supplied, or counts, than before the falls: when a stock runs out only what counts falls. */
  function hasFallen(group: number): boolean {
    if (groupRun[group] !== run[0]) return false;
    return (
      supplied[group << groupBits]! < keptSupply[group]! - least ||
      counted[group << groupBits]! < keptCounted[group]! - least
    );
  }

  /** Whether a need would switch over now; `fallen`: only one that falls. */
  function wants(group: number, fallen: boolean): boolean {
    if (fallen && !hasFallen(group)) return false;
    // A need that a black start counts as met needs no other member.
    if (boosted[groupNode[group]!] === 1 && supply.of(group, true) >= 1 - least) return false;
    return supply.better(group) >= 0;
  }

  /** Switches the needs that would switch, except those that run on another of them; false when none would. */
  function takeOver(fallen: boolean): boolean {
    wanting.length = 0;
    for (const group of instantOf[scope[0]!]!) if (wants(group, fallen)) wanting.push(group);
    if (wanting.length === 0) return false;
    for (const group of wanting) isWanting[groupNode[group]!] = 1;
    const free = wanting.filter((group) => !supply.runsOnMarked(groupNode[group]!, isWanting));
    for (const group of wanting) isWanting[groupNode[group]!] = 0;
    for (const group of free.length > 0 ? free : wanting.slice(0, 1)) {
      // Another need may have switched to its node since.
      const best = supply.better(group);
      if (best < 0) continue;
      supply.replace(group, supply.worstInUse(group), best);
      markNode(groupNode[group]!);
      enqueue(groupNode[group]!);
    }
    for (const other of switchedOf[scope[0]!]!) markGroup(other);
    return true;
  }

  /** Ends the black starts that are over; false when none is. */
  function endBlackStarts(): boolean {
    let any = false;
    for (const node of startersOf[scope[0]!]!) {
      if (boosted[node] === 0 || !blackStart.isOver(node)) continue;
      any = true;
      boosted[node] = 0;
      for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) markGroup(g);
      markNode(node);
      enqueue(node);
    }
    return any;
  }

  /** Of the needs of all nodes looked at. */
  function noteLowered(): void {
    for (let i = 0; i < lookedCount[0]!; i++) {
      const node = looked[i]!;
      for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
        const at = g << groupBits;
        if (groupInstant[at] !== instantNumber[0] || supplied[at]! >= supplyBefore[at]! - least) continue;
        causes.noteLowered(g);
      }
    }
  }

  function prepare(): void {
    for (const list of [...instantOf, ...switchedOf, ...startersOf]) list.length = 0;
    for (let n = 0; n < nodes; n++)
      if (nodeLoop[n]! >= 0 && (nodeBlackStartSampler[n]! >= 0 || nodeUnlocked[n] === 1))
        startersOf[nodeLoop[n]!]!.push(n);
    for (let g = 0; g < groups; g++) {
      const loop = nodeLoop[groupNode[g]!]!;
      if (instant[g] === 1) instantOf[loop]!.push(g);
      else if (tracked[g] === 1 && loop >= 0) switchedOf[loop]!.push(g);
    }
  }
  prepare();

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
      keepNothing();
      falls();
      while (takeOver(true) || takeOver(false) || endBlackStarts()) {
        takeBack();
        rises();
        keepNothing();
        falls();
      }
      for (let i = first; i < changes[0]!; i++) {
        const node = changedNode[i]!;
        const before = capBefore[node << nodeBits]!;
        if (cap[node << nodeBits]! < before - least) causes.noteFall(node, before > 1 - least);
        // A cause may change where a capacity does not.
        dependants(node, (group) => enqueue(groupNode[group]!));
      }
      while (ends[0] !== ends[1]) next();
      noteLowered();
      loopCauses.settle(looked, lookedCount[0]!, inScope);
      for (let i = 0; i < lookedCount[0]!; i++) isLooked[looked[i]!] = 0;
      lookedCount[0] = 0;
    },
    prepare,
  };
}
