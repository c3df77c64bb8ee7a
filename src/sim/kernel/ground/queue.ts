/**
 * The event queue: a binary heap by time, then class, then id, then counter.
 *
 * Events are never removed: the planner gives each a generation, and compares it when the event comes.
 */
import { fixedDoubles, fixedInts, zero } from './fixed.ts';
import type { Part } from './part.ts';
import { NoRoom } from './room.ts';

/**
 * Order of events within one instant: drivers belong to an extension, as does what looks at an instant after everything
 * else.
 */
export const EVENT_CLASS = { driver: 0, repair: 1, supplyClock: 2, buffer: 3, arrival: 4, last: 5 } as const;

/** Kinds of events; higher numbers belong to extensions. */
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
  more: 11,
  cell: 12,
} as const;

export interface Queue extends Part {
  /** Time of the first event, Infinity when there is none. */
  nextTime(): number;
  /** Class and id of the first event in one number, for comparison with arrivals. */
  nextKey(): number;
  /** Discards stock events at the head that are no longer the latest planned for their stock. */
  dropStale(latest: Int32Array): void;
  push(time: number, key: number, kind: number, target: number, generation: number): void;
  /** Takes the first event out; its fields are in `event`. */
  pop(): void;
  /** kind, target, generation of the event taken last. */
  readonly event: Int32Array;
  clear(): void;
}

/** Binary logarithm of how many ids a class has room for; classes are 0 to 15. */
const ID_BITS = 28;

/** Class and id in one 32-bit integer. */
export function eventKey(eventClass: number, id: number): number {
  return ((eventClass - 8) << ID_BITS) + id;
}

interface Saved {
  readonly pushed: number;
  /** In heap order. */
  readonly time: Float64Array;
  readonly entry: Int32Array;
}

/** Places in an entry. */
const KEY = 0;
const ORDER = 1;
const KIND = 2;
const TARGET = 3;
const GENERATION = 4;
/** Binary logarithm of an entry's length. */
const ENTRY_BITS = 3;

/** Places in `counts`: events in the heap, events ever pushed. */
const SIZE = 0;
const PUSHED = 1;

/** @param room Maximum number of waiting events. */
export function makeQueue(room: number): Queue {
  const stockKind = EVENT.stock;
  // The heap: times, and the index of the rest of the event. The first time is Infinity while the heap is empty.
  const time = fixedDoubles(room).fill(Infinity, 0, 1);
  /** All entries, each once: free ones beyond the heap. */
  const slot = fixedInts(time.length);
  const entry = fixedInts(time.length << ENTRY_BITS);
  for (let i = 0; i < slot.length; i++) slot[i] = i;
  const counts = fixedInts(2);
  const event = fixedInts(3);

  /** For events at the same time: whether entry s comes before entry q. */
  function first(s: number, q: number): boolean {
    const a = s << ENTRY_BITS;
    const b = q << ENTRY_BITS;
    const key = entry[a + KEY]!;
    const other = entry[b + KEY]!;
    return key === other ? entry[a + ORDER]! < entry[b + ORDER]! : key < other;
  }

  function push(t: number, k: number, eventKind: number, eventTarget: number, eventGeneration: number): void {
    let i = counts[SIZE]!;
    if (i === room) throw new NoRoom('waiting');
    counts[SIZE] = i + 1;
    const s = slot[i]!;
    const a = s << ENTRY_BITS;
    entry[a + KEY] = k;
    entry[a + ORDER] = counts[PUSHED]!;
    entry[a + KIND] = eventKind;
    entry[a + TARGET] = eventTarget;
    entry[a + GENERATION] = eventGeneration;
    counts[PUSHED]!++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const other = time[parent]!;
      if (other < t || (other === t && !first(s, slot[parent]!))) break;
      time[i] = other;
      slot[i] = slot[parent]!;
      i = parent;
    }
    time[i] = t;
    slot[i] = s;
  }

  /** Takes the first event out. */
  function drop(): void {
    const s = slot[0]!;
    const size = counts[SIZE]! - 1;
    counts[SIZE] = size;
    if (size === 0) {
      time[0] = Infinity;
      return;
    }
    const t = time[size]!;
    const moved = slot[size]!;
    slot[size] = s;
    let i = 0;
    for (let child = 1; child < size; child = 2 * i + 1) {
      let next = time[child]!;
      if (child + 1 < size) {
        const right = time[child + 1]!;
        if (right < next || (right === next && first(slot[child + 1]!, slot[child]!))) {
          child++;
          next = right;
        }
      }
      if (t < next || (t === next && first(moved, slot[child]!))) break;
      time[i] = next;
      slot[i] = slot[child]!;
      i = child;
    }
    time[i] = t;
    slot[i] = moved;
  }

  return {
    nextTime: () => time[0]!,
    dropStale: (latest) => {
      while (counts[SIZE]! > 0) {
        const a = slot[0]! << ENTRY_BITS;
        if (entry[a + KIND] !== stockKind || entry[a + GENERATION] === latest[entry[a + TARGET]!]) return;
        drop();
      }
    },
    nextKey: () => entry[(slot[0]! << ENTRY_BITS) + KEY]!,
    push,
    pop: () => {
      const a = slot[0]! << ENTRY_BITS;
      event[0] = entry[a + KIND]!;
      event[1] = entry[a + TARGET]!;
      event[2] = entry[a + GENERATION]!;
      drop();
    },
    event,
    clear: () => {
      zero(counts);
      time[0] = Infinity;
    },
    save: (): Saved => {
      const size = counts[SIZE]!;
      const packed = fixedInts(size << ENTRY_BITS);
      for (let i = 0; i < size; i++) {
        const a = slot[i]! << ENTRY_BITS;
        packed.set(entry.subarray(a, a + (1 << ENTRY_BITS)), i << ENTRY_BITS);
      }
      return { pushed: counts[PUSHED]!, time: time.slice(0, size), entry: packed };
    },
    restore: (saved: unknown) => {
      const from = saved as Saved;
      const size = from.time.length;
      if (size > room) throw new NoRoom('waiting');
      counts[SIZE] = size;
      counts[PUSHED] = from.pushed;
      time[0] = Infinity;
      time.set(from.time);
      entry.set(from.entry);
      for (let i = 0; i < slot.length; i++) slot[i] = i;
    },
  };
}
