/**
 * Own effects on nodes: each lowers the node's own capacity to what it leaves until its own clock ends it.
 */
import type { Agenda } from '../ground/agenda.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedBytes, fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { Part } from '../ground/part.ts';
import { EVENT, EVENT_CLASS, eventKey } from '../ground/queue.ts';
import type { Queue } from '../ground/queue.ts';
import { NoRoom } from '../ground/room.ts';
import type { State } from '../ground/state.ts';

export interface Effects extends Part {
  /** Begins an effect; `hours` Infinity: for ever. An effect of zero length changes nothing. */
  begin(node: number, leaves: number, hours: number, cause: number): void;
  /**
   * Holds the own capacity of a node at no more than `leaves` until it is lifted: no repair ends it, and no effect
   * overlaps it. Returns its number.
   */
  hold(node: number, leaves: number, cause: number): number;
  /** Lifts a hold on a node's own capacity. */
  lift(effect: number): void;
  /** A repair falls due. */
  ring(effect: number, generation: number): void;
  /** Ends every effect on the node except a hold on its own capacity. */
  repair(node: number): void;
  /** Own capacity of the node before this instant, from its effects and its level. */
  ownBefore(node: number): number;
  /** First effect of the node, -1 for none; `next` follows. */
  first(node: number): number;
  next(effect: number): number;
  leaves(effect: number): number;
  cause(effect: number): number;
  /** Recomputes the own capacity after the base of a control changed. */
  refresh(node: number): void;
  resetNode(node: number): void;
  clear(): void;
}

const USED = 0;
const FREE = 1;

/** Dependencies of the factory. */
interface EffectsOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly agenda: Agenda;
  readonly queue: Queue;
  readonly room: number;
  readonly canHold: boolean;
}

/**
 * @param room Maximum number of effects at work at once.
 * @param canHold Whether an extension may hold own capacities.
 */
export function makeEffects({ model, state, agenda, queue, room, canHold }: EffectsOf): Effects {
  const repairKind = EVENT.repair;
  const repairKey = eventKey(EVENT_CLASS.repair, 0);
  const { horizonHours } = model;
  const { now, own, base, nodeBits, instant } = state;
  const nodes = model.nodeIds.length;
  const head = fixedInts(nodes).fill(-1);
  const before = fixedDoubles(nodes);
  const beforeInstant = fixedDoubles(nodes).fill(-1);
  const node = fixedInts(room);
  const left = fixedDoubles(room);
  const cause = fixedInts(room);
  const next = fixedInts(room);
  const generation = fixedInts(room);
  /** 1 for holds on an own capacity, and by node what the other effects leave of it. */
  const isHold = fixedBytes(canHold ? room : 0);
  const unheld = fixedDoubles(canHold ? nodes : 0).fill(1);
  /** [effects ever at work at once, head of the free list or -1]. */
  const counts = fixedInts(2);
  counts[FREE] = -1;

  function setOwnAlone(n: number): void {
    let lowest = base[n << nodeBits]!;
    for (let e = head[n]!; e >= 0; e = next[e]!) if (left[e]! < lowest) lowest = left[e]!;
    if (beforeInstant[n] !== instant[0]) {
      beforeInstant[n] = instant[0]!;
      before[n] = own[n << nodeBits]!;
    }
    own[n << nodeBits] = lowest;
    state.touchNode(n);
    // Even when the capacity stays: the cause may change.
    agenda.pushNode(n);
  }

  /** The same where own capacities may be held: keeps what the other effects leave as well. */
  function setOwnHeld(n: number): void {
    const was = unheld[n]!;
    if (beforeInstant[n] === instant[0]) setOwnAlone(n);
    else {
      setOwnAlone(n);
      before[n] = was;
    }
    let lowest = base[n << nodeBits]!;
    for (let e = head[n]!; e >= 0; e = next[e]!) if (isHold[e] === 0 && left[e]! < lowest) lowest = left[e]!;
    unheld[n] = lowest;
  }
  const setOwn = canHold ? setOwnHeld : setOwnAlone;

  function release(e: number): void {
    generation[e]!++;
    next[e] = counts[FREE]!;
    counts[FREE] = e;
  }

  function add(n: number, leaves: number, c: number): number {
    let e = counts[FREE]!;
    if (e >= 0) counts[FREE] = next[e]!;
    else {
      e = counts[USED]!;
      if (e === room) throw new NoRoom('effects');
      counts[USED] = e + 1;
    }
    node[e] = n;
    left[e] = leaves;
    cause[e] = c;
    next[e] = head[n]!;
    head[n] = e;
    return e;
  }

  /** Unlinks an effect from its node's chain. */
  function end(effect: number): void {
    const n = node[effect]!;
    let e = head[n]!;
    if (e === effect) head[n] = next[e]!;
    else {
      while (next[e] !== effect) e = next[e]!;
      next[e] = next[effect]!;
    }
    release(effect);
    setOwn(n);
  }

  /** Ends the effects of a node, except a hold. */
  function endAll(n: number): void {
    let last = -1;
    let ended = false;
    for (let e = head[n]!; e >= 0;) {
      const following = next[e]!;
      if (canHold && isHold[e] === 1) last = e;
      else {
        if (last < 0) head[n] = following;
        else next[last] = following;
        release(e);
        ended = true;
      }
      e = following;
    }
    if (ended) setOwn(n);
  }

  return {
    begin: (n, leaves, hours, c) => {
      if (!(hours > 0)) return;
      const e = add(n, leaves, c);
      const end = now[0]! + hours;
      if (end < horizonHours) queue.push(end, repairKey + n, repairKind, e, generation[e]!);
      setOwn(n);
    },
    ring: (effect, g) => {
      if (g === generation[effect]) end(effect);
    },
    hold: (n, leaves, c) => {
      if (!canHold) throw new RangeError('an extension that holds capacities says so when it is installed');
      const e = add(n, leaves, c);
      isHold[e] = 1;
      setOwn(n);
      return e;
    },
    lift: (e) => {
      isHold[e] = 0;
      end(e);
    },
    repair: endAll,
    ownBefore: canHold
      ? (n) => (beforeInstant[n] === instant[0] ? before[n]! : unheld[n]!)
      : (n) => (beforeInstant[n] === instant[0] ? before[n]! : own[n << nodeBits]!),
    first: (n) => head[n]!,
    next: (e) => next[e]!,
    leaves: (e) => left[e]!,
    cause: (e) => cause[e]!,
    refresh: setOwn,
    resetNode: (n) => {
      head[n] = -1;
      own[n << nodeBits] = base[n << nodeBits]!;
      if (canHold) unheld[n] = base[n << nodeBits]!;
    },
    clear: () => {
      if (canHold) isHold.fill(0, 0, counts[USED]);
      counts[USED] = 0;
      counts[FREE] = -1;
    },
    save: () => ({
      head: head.slice(),
      counts: counts.slice(),
      arrays: [node, cause, next, generation].map((array) => array.slice(0, counts[USED])),
      left: left.slice(0, counts[USED]),
      isHold: isHold.slice(0, counts[USED]),
      unheld: unheld.slice(),
    }),
    restore: (saved) => {
      const from = saved as {
        head: Int32Array;
        counts: Int32Array;
        arrays: Int32Array[];
        left: Float64Array;
        isHold: Uint8Array;
        unheld: Float64Array;
      };
      if (from.counts[USED]! > room) throw new NoRoom('effects');
      head.set(from.head);
      counts.set(from.counts);
      [node, cause, next, generation].forEach((array, i) => array.set(from.arrays[i]!));
      left.set(from.left);
      isHold.fill(0);
      isHold.set(from.isHold);
      unheld.set(from.unheld);
      beforeInstant.fill(-1);
    },
  };
}
