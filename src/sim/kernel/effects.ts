/**
 * Own effects on nodes: each lowers the node's own capacity to what it leaves until it ends on its own clock.
 */
import type { Agenda } from './agenda.ts';
import type { CompiledModel } from './compiled-model.ts';
import { EVENT, EVENT_CLASS, eventKey } from './queue.ts';
import type { Queue } from './queue.ts';
import type { State } from './state.ts';

export interface Effects {
  /** Begins an effect; `hours` Infinity: for ever. An effect of no length changes nothing. */
  begin(node: number, leaves: number, hours: number, cause: number): void;
  /** A repair falls due. */
  ring(effect: number, generation: number): void;
  /** Ends every effect on the node. */
  repair(node: number): void;
  /** Own capacity of the node before this instant. */
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
  save(): unknown;
  restore(saved: unknown): void;
}

export function makeEffects(model: CompiledModel, state: State, agenda: Agenda, queue: Queue): Effects {
  const { horizonHours } = model;
  const { now, own, base, nodeBits, instant } = state;
  const nodes = model.nodeIds.length;
  const head = new Int32Array(nodes).fill(-1);
  const before = new Float64Array(nodes);
  const beforeInstant = new Float64Array(nodes).fill(-1);
  let room = 256;
  let used = 0;
  let free = -1;
  let node = new Int32Array(room);
  let left = new Float64Array(room);
  let cause = new Int32Array(room);
  let next = new Int32Array(room);
  let generation = new Int32Array(room);

  function grow(): void {
    room *= 2;
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const array = new Int32Array(room);
      array.set(old);
      return array;
    };
    node = wider(node);
    cause = wider(cause);
    next = wider(next);
    generation = wider(generation);
    const leftNext = new Float64Array(room);
    leftNext.set(left);
    left = leftNext;
  }

  function setOwn(n: number): void {
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

  function release(e: number): void {
    generation[e]!++;
    next[e] = free;
    free = e;
  }

  return {
    begin: (n, leaves, hours, c) => {
      if (!(hours > 0)) return;
      let e = free;
      if (e >= 0) free = next[e]!;
      else {
        if (used === room) grow();
        e = used++;
      }
      node[e] = n;
      left[e] = leaves;
      cause[e] = c;
      next[e] = head[n]!;
      head[n] = e;
      const end = now[0]! + hours;
      if (end < horizonHours) queue.push(end, eventKey(EVENT_CLASS.repair, n), EVENT.repair, e, generation[e]!);
      setOwn(n);
    },
    ring: (effect, g) => {
      if (g !== generation[effect]) return;
      const n = node[effect]!;
      let e = head[n]!;
      if (e === effect) head[n] = next[e]!;
      else {
        while (next[e] !== effect) e = next[e]!;
        next[e] = next[effect]!;
      }
      release(effect);
      setOwn(n);
    },
    repair: (n) => {
      if (head[n]! < 0) return;
      for (let e = head[n]!; e >= 0;) {
        const following = next[e]!;
        release(e);
        e = following;
      }
      head[n] = -1;
      setOwn(n);
    },
    ownBefore: (n) => (beforeInstant[n] === instant[0] ? before[n]! : own[n << nodeBits]!),
    first: (n) => head[n]!,
    next: (e) => next[e]!,
    leaves: (e) => left[e]!,
    cause: (e) => cause[e]!,
    refresh: setOwn,
    resetNode: (n) => {
      head[n] = -1;
      own[n << nodeBits] = base[n << nodeBits]!;
    },
    clear: () => {
      used = 0;
      free = -1;
    },
    save: () => ({
      head: head.slice(),
      used,
      free,
      arrays: [node, cause, next, generation].map((array) => array.slice(0, used)),
      left: left.slice(0, used),
    }),
    restore: (saved) => {
      const from = saved as { head: Int32Array; used: number; free: number; arrays: Int32Array[]; left: Float64Array };
      while (room < from.used) grow();
      head.set(from.head);
      used = from.used;
      free = from.free;
      [node, cause, next, generation].forEach((array, i) => array.set(from.arrays[i]!));
      left.set(from.left);
      beforeInstant.fill(-1);
    },
  };
}
