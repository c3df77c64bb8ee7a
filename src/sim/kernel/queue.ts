/**
 * The event queue: a binary heap by time, then class, then id, then counter.
 *
 * Events are never removed: whoever plans one gives a generation and compares it when the event comes.
 */
import { fixedInts } from './fixed.ts';

/** Order of the events of one instant. */
export const EVENT_CLASS = { repair: 0, supplyClock: 1, buffer: 2, arrival: 3 } as const;

/** What an event is; also its place in the handler table. */
export const EVENT = {
  repair: 0,
  switchover: 1,
  restart: 2,
  fallback: 3,
  blackStart: 4,
  stock: 5,
  arrival: 6,
  landing: 7,
  shock: 8,
  dated: 9,
  given: 10,
} as const;

export interface Queue {
  /** Time of the first event, Infinity when there is none. */
  nextTime(): number;
  /** Class and id of the first event in one number, for comparing with arrivals. */
  nextKey(): number;
  push(time: number, key: number, kind: number, target: number, generation: number): void;
  /** Takes the first event out; its fields stand in `event`. */
  pop(): void;
  /** kind, target, generation of the event taken last. */
  readonly event: Int32Array;
  clear(): void;
  save(): unknown;
  restore(saved: unknown): void;
}

/** Class and id in one number; ids lie below 2^30. */
export function eventKey(eventClass: number, id: number): number {
  return eventClass * 0x40000000 + id;
}

interface Saved {
  readonly size: number;
  readonly counter: number;
  readonly free: number;
  readonly time: Float64Array;
  readonly slot: Int32Array;
  readonly key: Float64Array;
  readonly order: Int32Array;
  readonly kind: Int32Array;
  readonly target: Int32Array;
  readonly generation: Int32Array;
}

export function makeQueue(): Queue {
  let capacity = 256;
  let time = new Float64Array(capacity + 1);
  let slot = new Int32Array(capacity + 1);
  let key = new Float64Array(capacity);
  let order = new Int32Array(capacity);
  let kind = new Int32Array(capacity);
  let target = new Int32Array(capacity);
  let generation = new Int32Array(capacity);
  /** Slots freed are chained through `order`; -1 ends the chain. */
  let free = -1;
  let used = 0;
  let size = 0;
  let counter = 0;
  const event = fixedInts(3);

  function grow(): void {
    capacity *= 2;
    const wider = <T extends Float64Array | Int32Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    time = wider(time, new Float64Array(capacity + 1));
    slot = wider(slot, new Int32Array(capacity + 1));
    key = wider(key, new Float64Array(capacity));
    order = wider(order, new Int32Array(capacity));
    kind = wider(kind, new Int32Array(capacity));
    target = wider(target, new Int32Array(capacity));
    generation = wider(generation, new Int32Array(capacity));
  }

  /** Whether the event (t, s) comes before the one at heap place p. */
  function before(t: number, s: number, p: number): boolean {
    const other = time[p]!;
    if (t !== other) return t < other;
    const q = slot[p]!;
    if (key[s] !== key[q]) return key[s]! < key[q]!;
    return order[s]! < order[q]!;
  }

  function push(t: number, k: number, eventKind: number, eventTarget: number, eventGeneration: number): void {
    if (size >= capacity) grow();
    let s = free;
    if (s >= 0) free = order[s]!;
    else s = used++;
    key[s] = k;
    order[s] = counter++;
    kind[s] = eventKind;
    target[s] = eventTarget;
    generation[s] = eventGeneration;
    let i = size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(t, s, parent)) break;
      time[i] = time[parent]!;
      slot[i] = slot[parent]!;
      i = parent;
    }
    time[i] = t;
    slot[i] = s;
  }

  function pop(): void {
    const s = slot[0]!;
    event[0] = kind[s]!;
    event[1] = target[s]!;
    event[2] = generation[s]!;
    order[s] = free;
    free = s;
    size--;
    if (size === 0) return;
    const t = time[size]!;
    const moved = slot[size]!;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && before(time[child + 1]!, slot[child + 1]!, child)) child++;
      if (before(t, moved, child)) break;
      time[i] = time[child]!;
      slot[i] = slot[child]!;
      i = child;
    }
    time[i] = t;
    slot[i] = moved;
  }

  return {
    nextTime: () => (size > 0 ? time[0]! : Infinity),
    nextKey: () => key[slot[0]!]!,
    push,
    pop,
    event,
    clear: () => {
      size = 0;
      used = 0;
      free = -1;
      counter = 0;
    },
    save: (): Saved => ({
      size,
      counter,
      free,
      time: time.slice(0, size),
      slot: slot.slice(0, size),
      key: key.slice(0, used),
      order: order.slice(0, used),
      kind: kind.slice(0, used),
      target: target.slice(0, used),
      generation: generation.slice(0, used),
    }),
    restore: (saved: unknown) => {
      const from = saved as Saved;
      while (capacity < Math.max(from.size, from.key.length)) grow();
      size = from.size;
      counter = from.counter;
      free = from.free;
      used = from.key.length;
      time.set(from.time);
      slot.set(from.slot);
      key.set(from.key);
      order.set(from.order);
      kind.set(from.kind);
      target.set(from.target);
      generation.set(from.generation);
    },
  };
}
