/**
 * Settling an instant: capacities and causes, once all its events are taken. Suppliers are settled before their
 * dependants.
 *
 * A node outside loops depends only on what it needs, so one look at it is enough; a loop is settled once everything it
 * needs from outside is. Nothing that does not last to the end of the instant leaves the loop.
 */
import type { Agenda } from '../ground/agenda.ts';
import type { Causes } from './causes.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { GROUP } from '../ground/compiled-model.ts';
import { fixedBytes, fixedCopy, fixedInts } from '../ground/fixed.ts';
import type { Loops } from './loops.ts';
import type { Order } from './order.ts';
import type { Outages } from './outages-part.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';
import type { State } from '../ground/state.ts';
import type { Supply } from './supply.ts';
import type { Tell } from '../ground/tell.ts';

export interface Settle {
  /** Settles and records everything that was pushed; the changes are in the lists of the state. */
  run(): void;
  prepare(): void;
}

/**
 * Forms of needs outside loops with a fast way: groups of all, given at once; groups with a stock and no other clock.
 */
const DIRECT = 1;
const STOCKED = 2;

/** How clocks look at what is settled. */
export interface Looks {
  /** Lets the clocks of a group look at its supply. */
  readonly atGroup: (group: number) => void;
  /** The same for a group that has a stock and no other clock. */
  readonly atStock: (group: number) => void;
  /** Lets the restart of a node look at what its needs would give. */
  readonly atRestart: (node: number) => void;
}

/** Dependencies of the factory. */
interface SettleOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly supply: Supply;
  readonly floorOf: (group: number) => number;
  readonly agenda: Agenda;
  readonly causes: Causes;
  readonly order: Order;
  readonly loops: Loops;
  readonly outages: Outages;
  readonly looks: Looks;
  readonly tell: Tell | undefined;
}

export function makeSettle({
  model,
  state,
  supply,
  floorOf,
  agenda,
  causes,
  order,
  loops,
  outages,
  looks: { atGroup: look, atStock: lookAtStock, atRestart: lookAtRestart },
  tell,
}: SettleOf): Settle {
  const least = LEAST_CHANGE;
  const { groupStart, groupNode, groupKind, outStart, outEdge, edgeGroup, edgeStart, edgeNode, nodeLoop } = model;
  const { nodeIsControl, nodeRank, groupBufferSampler, groupFallbackSlot, restartStart } = model;
  const { own, cap, supply: supplied, counted, gives, fallbackOn, bridging } = state;
  const { changes, changedNode, touchGroup, listNode, instant, nodeInstant, capBefore } = state;
  const { groupInstant, countedBefore, nodeBits, groupBits } = state;
  const { isPushed } = agenda;
  const { tracked } = supply;
  const { cause, held, edges } = causes;
  const { before: isEarlier } = order;
  const queue = agenda.nodes;
  const groups = groupNode.length;
  /** Group of each edge that leaves a node. */
  const outGroup = fixedCopy(outEdge.map((edge) => edgeGroup[edge]!));
  /** Rank of the node whose need it is. */
  const outRank = fixedCopy(outGroup.map((group) => nodeRank[groupNode[group]!]!));
  /** 1 for groups of all: only their deepest members matter. */
  const ofAll = fixedBytes(groups);
  /** DIRECT or STOCKED; 0 for needs without a fast way. */
  const form = fixedBytes(groups);
  /** 1 for nodes with a restart and for their needs: a rise waits. */
  const restarts = fixedBytes(nodeLoop.length);
  const waits = fixedBytes(groups);
  /** Stocks that bridge and must look at their supply once all is settled: what they feed has not changed. */
  const stocks = fixedInts(groups);
  const isListed = fixedBytes(groups);
  /** [Stocks listed]. */
  const listed = fixedInts(1);

  function prepare(): void {
    for (let n = 0; n < restarts.length; n++) restarts[n] = restartStart[n]! < restartStart[n + 1]! ? 1 : 0;
    for (let g = 0; g < groups; g++) {
      const node = groupNode[g]!;
      ofAll[g] = groupKind[g] === GROUP.all && nodeLoop[node]! < 0 ? 1 : 0;
      waits[g] = restarts[node]!;
      const atOnce = waits[g] === 0 && groupBufferSampler[g]! < 0 && groupFallbackSlot[g]! < 0;
      const otherClock = waits[g] === 1 || groupFallbackSlot[g]! >= 0 || tracked[g] === 1;
      const stocked = groupBufferSampler[g]! >= 0 && !otherClock && nodeLoop[node]! < 0;
      form[g] = ofAll[g] === 1 && atOnce ? DIRECT : stocked ? STOCKED : 0;
    }
  }
  prepare();

  function lowestOf(group: number): number {
    const stop = edgeStart[group + 1]!;
    const members = edgeNode;
    const capacities = cap;
    let lowest = 1;
    for (let e = edgeStart[group]!; e < stop; e++) {
      const c = capacities[members[e]! << nodeBits]!;
      if (c < lowest) lowest = c;
    }
    return lowest;
  }

  /** Finds what holds down a group of all that gives what its members supply now, unless `level` is full. */
  function holdAllDown(group: number, level: number): void {
    const kept = held[group]!;
    let found = -1;
    if (level <= 1 - least) {
      const stop = edgeStart[group + 1]!;
      // Hoist to locals: when V8 inlines this function it cannot otherwise treat the captured arrays as constants.
      const members = edgeNode;
      const capacities = cap;
      const causeOf = cause;
      const limit = level + least;
      for (let e = edgeStart[group]!; e < stop; e++) {
        const member = members[e]!;
        if (capacities[member << nodeBits]! > limit) continue;
        const c = causeOf[member]!;
        if (c === kept) found = c;
        else if (c >= 0 && c !== found && (found < 0 || (found !== kept && isEarlier(c, found)))) found = c;
      }
    }
    if (found !== kept) {
      touchGroup(group);
      held[group] = found;
    }
  }

  // Where nobody asks for edges or listens, the compiled code is as if nobody could.
  const holdAll =
    edges === undefined
      ? holdAllDown
      : (group: number, level: number): void => {
          holdAllDown(group, level);
          if (held[group]! >= 0) edges.found(group, held[group]!);
        };

  /** Finds what a direct group gives. */
  function ofDirect(group: number): void {
    const lowest = lowestOf(group);
    const before = gives[group << groupBits]!;
    if (lowest < before - least || lowest > before + least) {
      touchGroup(group);
      supplied[group << groupBits] = lowest;
      counted[group << groupBits] = lowest;
      gives[group << groupBits] = lowest;
    }
    holdAll(group, lowest);
  }

  /** Finds what a group gives that has a stock, no other clock, and is not bridged. */
  function ofStocked(group: number): void {
    const at = group << groupBits;
    const was = supplied[at]!;
    let now = ofAll[group] === 1 ? lowestOf(group) : supply.of(group, false);
    const moved = now < was - least || now > was + least;
    if (moved) {
      supplied[at] = now;
      if (now < was) causes.noteLowered(group);
    } else now = was;
    if (moved || isPushed[group] === 1) {
      isPushed[group] = 0;
      touchGroup(group);
      counted[at] = now;
      gives[at] = now;
    }
    if (ofAll[group] === 1) holdAll(group, now);
    else if (now <= 1 - least || held[group]! >= 0) causes.hold(group);
    // A stock that has just run out already knows.
    if (moved) lookAtStock(group);
  }

  /** Finds what any other group outside loops gives. */
  function ofGroup(group: number): void {
    const was = supplied[group << groupBits]!;
    const had = counted[group << groupBits]!;
    let moved = isPushed[group] === 1;
    isPushed[group] = 0;
    let now = ofAll[group] === 1 ? lowestOf(group) : supply.of(group, false);
    if (now < was - least || now > was + least) {
      moved = true;
      supplied[group << groupBits] = now;
      if (now < was) causes.noteLowered(group);
    } else now = was;
    const value = bridging[group] === 1 ? 1 : now;
    if (value < had - least || (value > had + least && waits[group] === 0)) {
      moved = true;
      counted[group << groupBits] = value;
    }
    let given = counted[group << groupBits]!;
    if (given <= 1 - least || held[group]! >= 0) {
      if (ofAll[group] === 1 && waits[group] === 0) holdAll(group, given);
      else {
        // Where a restart has ended, this is already noted.
        if (groupInstant[group << groupBits] !== instant[0]) {
          groupInstant[group << groupBits] = instant[0]!;
          countedBefore[group << groupBits] = had;
        }
        causes.hold(group);
      }
      if (fallbackOn[group] === 1) {
        const floor = floorOf(group);
        if (floor > given) given = floor;
      }
    }
    gives[group << groupBits] = given;
    // A switchover also looks at the idle members.
    if (moved || tracked[group] === 1) {
      touchGroup(group);
      look(group);
    }
  }

  /** Queues whatever a member's change can affect in the group. */
  function reach(group: number, rank: number): void {
    if (form[group] !== STOCKED || bridging[group] === 0) queue.addRank(rank);
    else if (isListed[group] === 0) {
      isListed[group] = 1;
      stocks[listed[0]!++] = group;
    }
  }

  function lookAtStocks(): void {
    const count = listed[0]!;
    listed[0] = 0;
    for (let i = 0; i < count; i++) {
      const group = stocks[i]!;
      isListed[group] = 0;
      const was = supplied[group << groupBits]!;
      const now = ofAll[group] === 1 ? lowestOf(group) : supply.of(group, false);
      if (now >= was - least && now <= was + least) continue;
      touchGroup(group);
      supplied[group << groupBits] = now;
      if (now < was) causes.noteLowered(group);
      lookAtStock(group);
    }
  }

  /** Looks at a node outside loops, all of whose needs are settled. */
  function visit(node: number): void {
    const stop = groupStart[node + 1]!;
    let c = own[node << nodeBits]!;
    for (let g = groupStart[node]!; g < stop; g++) {
      const how = form[g]!;
      if (how === DIRECT) ofDirect(g);
      else if (how !== STOCKED) ofGroup(g);
      else if (bridging[g] === 0) ofStocked(g);
      else continue;
      // Read it back instead of returning it: V8 boxes a double returned from a call.
      const given = gives[g << groupBits]!;
      if (given < c) c = given;
    }
    if (restarts[node] === 1) lookAtRestart(node);
    const before = cap[node << nodeBits]!;
    const fell = c < before - least;
    if (fell || c > before + least) cap[node << nodeBits] = c;
    else c = before;
    const kept = cause[node]!;
    const k = c <= 1 - least ? causes.find(node, kept) | 0 : -1;
    // A control's level may have changed, and its outages are measured against the level.
    if (c === before && k === kept && nodeIsControl[node] === 0) return;
    cause[node] = k;
    listNode(node);
    if (fell) {
      capBefore[node << nodeBits] = before;
      nodeInstant[node] = instant[0]!;
      causes.noteFall(node, before > 1 - least);
    }
    outages.record(node);
    const end = outStart[node + 1]!;
    for (let o = outStart[node]!; o < end; o++) {
      const group = outGroup[o]!;
      if (ofAll[group] === 1) {
        // A member that neither was nor is among the lowest changes nothing.
        const level = supplied[group << groupBits]!;
        if (c >= level - least && before > level + least) continue;
      }
      reach(group, outRank[o]!);
    }
  }

  const visitNode =
    edges === undefined
      ? visit
      : (node: number): void => {
          visit(node);
          edges.settle(node);
        };

  /** Settles the nodes of a loop and records them. */
  function together(loop: number): void {
    const first = changes[0]!;
    loops.settle(loop);
    for (let i = first; i < changes[0]!; i++) {
      const node = changedNode[i]!;
      outages.record(node);
      for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
        const group = outGroup[o]!;
        if (nodeLoop[groupNode[group]!] !== loop) reach(group, outRank[o]!);
      }
    }
    if (edges === undefined) return;
    for (let node = 0; node < nodeLoop.length; node++) if (nodeLoop[node] === loop) edges.settle(node);
  }

  function run(): void {
    for (let node = queue.take(); node >= 0; node = queue.take()) {
      if (nodeLoop[node]! < 0) visitNode(node);
      else {
        queue.add(node);
        together(nodeLoop[node]!);
      }
    }
    if (listed[0]! > 0) lookAtStocks();
  }

  return {
    run:
      tell === undefined
        ? run
        : () => {
            run();
            tell.settled(state.now[0]!);
          },
    prepare,
  };
}
