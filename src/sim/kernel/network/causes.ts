/**
 * The cause of each outage: that of the deepest thing holding the node down, its deepest own effect or deepest need.
 *
 * A cause stays while one of the deepest things has it; among equals the earliest decides (`Order`). Where suppliers
 * are settled before dependants, one look finds a node's cause; the nodes of a loop, which are settled together, find
 * theirs in `makeLoopCauses`.
 */
import type { CompiledModel } from '../ground/compiled-model.ts';
import { GROUP, placesOf } from '../ground/compiled-model.ts';
import { makeEdges, type Edges } from './edges.ts';
import type { Effects } from './effects.ts';
import { makeFalls } from './falls.ts';
import { fixedInts } from '../ground/fixed.ts';
import type { Order } from './order.ts';
import type { Part } from '../ground/part.ts';
import type { Pools } from '../ledger/pools.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';
import type { State } from '../ground/state.ts';
import type { Supply } from './supply.ts';
import type { Tell } from '../ground/tell.ts';

export interface Causes extends Part {
  /** Cause of the node's outage, -1 while it is at capacity 1. Shape [places]. */
  readonly cause: Int32Array;
  /** Cause of a control's level below capacity 1, -1 for none. */
  readonly baseCause: Int32Array;
  /** What holds the group down, -1 for nothing. */
  readonly held: Int32Array;
  /** The edges along which causes came, where somebody asks. */
  readonly edges: Edges | undefined;
  /** Finds what holds a group down, once all its members are settled. */
  hold(group: number): void;
  /** What holds the group down now, -1 for nothing known; `before`: what did before this instant. */
  holderOf(group: number, before: number): number;
  setHeld(group: number, found: number): void;
  /** The cause of a node whose needs and capacity are settled, -1 while none is known: `kept` if it can stay. */
  find(node: number, kept: number): number;
  /** As in `Falls`. */
  noteFall(node: number, wasFull: boolean): void;
  noteLowered(group: number): void;
  resetNode(node: number): void;
  resetGroup(group: number): void;
}

/** Dependencies of the factory. */
interface CausesOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly supply: Supply;
  readonly effects: Effects;
  readonly order: Order;
  readonly pools: Pools;
  readonly tell: Tell | undefined;
}

export function makeCauses({ model, state, supply, effects, order, pools, tell }: CausesOf): Causes {
  const least = LEAST_CHANGE;
  const shareKind = GROUP.share;
  const { groupStart, groupNode, groupKind, edgeStart, edgeNode, edgeWeight, edgeInLoop } = model;
  const { cap, own, base, gives, counted, bridging, boosted, supply: supplied } = state;
  const { countedBefore, groupInstant, instant, nodeBits, groupBits } = state;
  const nodes = model.nodeIds.length;
  const cause = fixedInts(placesOf(model)).fill(-1);
  const baseCause = fixedInts(nodes).fill(-1);
  const held = fixedInts(groupNode.length).fill(-1);
  const { tracked } = supply;
  const falls = makeFalls(model, state, supply, order);
  const { decide, causeOf } = falls;
  const edges =
    tell?.cause === undefined
      ? undefined
      : makeEdges({ model, state, effects, falls, pools, held: { cause, baseCause, held }, tell: tell.cause });
  const { before: isEarlier } = order;

  /** The cause of the members' shortfall, -1 while none is known; `kept` when one of the deepest members has it. */
  function ofMembers(group: number, kept: number): number {
    const share = groupKind[group] === shareKind;
    const boost = boosted[groupNode[group]!] === 1;
    const stop = edgeStart[group + 1]!;
    let deepest = least;
    let found = -1;
    for (let e = edgeStart[group]!; e < stop; e++) {
      if (boost && edgeInLoop[e] === 1) continue;
      const member = edgeNode[e]!;
      const depth = share ? edgeWeight[e]! * (1 - cap[member << nodeBits]!) : 1 - cap[member << nodeBits]!;
      if (depth < deepest - least) continue;
      const c = cause[member]!;
      if (depth > deepest + least) {
        deepest = depth;
        found = c;
      } else if (c >= 0 && c !== found && (found < 0 || (found !== kept && (c === kept || isEarlier(c, found))))) {
        found = c;
      }
    }
    return found;
  }

  /** Whether the amount of the need that counts has changed in this instant. */
  function hasMoved(group: number, value: number): boolean {
    const at = group << groupBits;
    if (groupInstant[at] !== instant[0]) return false;
    return value < countedBefore[at]! - least || value > countedBefore[at]! + least;
  }

  function holderOf(group: number, before: number): number {
    const value = counted[group << groupBits]!;
    if (value > 1 - least) return -1;
    // A restart or a switchover keeps the cause of the fall that brought what counts to its present value.
    const supplies = bridging[group] === 1 ? 1 : supplied[group << groupBits]!;
    const restarts = before >= 0 && supplies > value + least;
    const waits = restarts || (before >= 0 && tracked[group] === 1 && supply.switches(group));
    if (waits && !hasMoved(group, value)) return before;
    const found = decide[group] === 1 ? causeOf(group, cause, before) : ofMembers(group, before);
    if (edges !== undefined && found >= 0) edges.found(group, found);
    // What held it there may recover in the hour in which that restart ends.
    return found < 0 && restarts && value > countedBefore[group << groupBits]! ? before : found;
  }

  function setHeld(group: number, found: number): void {
    state.touchGroup(group);
    held[group] = found;
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
        if (found < 0 || (k !== found && isEarlier(k, found))) found = k;
      }
      if (found >= 0 && found === kept) return kept;
    }
    const stop = groupStart[node + 1]!;
    for (let g = groupStart[node]!; g < stop; g++) {
      if (gives[g << groupBits]! > limit) continue;
      const k = held[g]!;
      if (k < 0) continue;
      if (k === kept) return kept;
      if (found < 0 || (k !== found && isEarlier(k, found))) found = k;
    }
    return found;
  }

  function resetNode(node: number): void {
    cause[node] = -1;
    baseCause[node] = -1;
  }

  function resetGroup(group: number): void {
    held[group] = -1;
  }

  return {
    cause,
    baseCause,
    held,
    edges,
    hold: (group) => {
      const before = held[group]!;
      const found = holderOf(group, before);
      if (found !== before) setHeld(group, found);
    },
    holderOf,
    setHeld,
    find,
    noteFall: falls.noteFall,
    noteLowered: falls.noteLowered,
    resetNode:
      edges === undefined
        ? resetNode
        : (node) => {
            resetNode(node);
            edges.resetNode(node);
          },
    resetGroup:
      edges === undefined
        ? resetGroup
        : (group) => {
            resetGroup(group);
            edges.resetGroup(group);
          },
    save: () => ({
      arrays: [cause, baseCause, held].map((array) => array.slice()),
      falls: falls.save(),
      edges: edges?.save(),
    }),
    restore: (saved) => {
      const from = saved as { arrays: Int32Array[]; falls: unknown; edges: unknown };
      [cause, baseCause, held].forEach((array, i) => array.set(from.arrays[i]!));
      falls.restore(from.falls);
      edges?.restore(from.edges);
    },
  };
}
