/**
 * The event queue: a binary heap by time, then class, then id, then counter.
 *
 * Events are never removed: whoever plans one gives a generation and compares it when the event comes.
 */
import { fixedInts, zero } from './fixed.ts';

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
  /** Throws the first event away if it is that of a stock, and no more the latest that was planned for it. */
  dropStale(latest: Int32Array): boolean;
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
  readonly counts: Int32Array;
  readonly time: Float64Array;
  readonly slot: Int32Array;
  readonly entry: Int32Array;
}

/** Places in an entry. A free one chains to the next through its order; -1 ends the chain. */
const KEY = 0;
const ORDER = 1;
const KIND = 2;
const TARGET = 3;
const GENERATION = 4;
/** Binary logarithm of an entry's length. */
const ENTRY_BITS = 3;

/** Places in `counts`: events in the heap, entries ever used, first free entry, events ever pushed. */
const SIZE = 0;
const USED = 1;
const FREE = 2;
const PUSHED = 3;

export function makeQueue(): Queue {
  let capacity = 256;
  // The heap: times, and where the rest of the event stands. The first time is Infinity while the heap is empty.
  let time = new Float64Array(capacity + 1).fill(Infinity, 0, 1);
  let slot = new Int32Array(capacity + 1);
  let entry = new Int32Array(capacity << ENTRY_BITS);
  const counts = fixedInts(4);
  counts[FREE] = -1;
  const event = fixedInts(3);

  function grow(): void {
    capacity *= 2;
    const longer = new Float64Array(capacity + 1);
    longer.set(time);
    time = longer;
    const wider = (old: Int32Array, length: number): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(length);
      next.set(old);
      return next;
    };
    slot = wider(slot, capacity + 1);
    entry = wider(entry, capacity << ENTRY_BITS);
  }

  /** Of events at one time: whether that of entry s comes before that of entry q. */
  function first(s: number, q: number): boolean {
    const a = s << ENTRY_BITS;
    const b = q << ENTRY_BITS;
    const key = entry[a + KEY]! >>> 0;
    const other = entry[b + KEY]! >>> 0;
    return key === other ? entry[a + ORDER]! < entry[b + ORDER]! : key < other;
  }

  function push(t: number, k: number, eventKind: number, eventTarget: number, eventGeneration: number): void {
    if (counts[SIZE]! >= capacity) grow();
    let s = counts[FREE]!;
    if (s >= 0) counts[FREE] = entry[(s << ENTRY_BITS) + ORDER]!;
    else s = counts[USED]!++;
    const a = s << ENTRY_BITS;
    entry[a + KEY] = k;
    entry[a + ORDER] = counts[PUSHED]!++;
    entry[a + KIND] = eventKind;
    entry[a + TARGET] = eventTarget;
    entry[a + GENERATION] = eventGeneration;
    let i = counts[SIZE]!++;
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

  function pop(): void {
    const s = slot[0]!;
    const a = s << ENTRY_BITS;
    event[0] = entry[a + KIND]!;
    event[1] = entry[a + TARGET]!;
    event[2] = entry[a + GENERATION]!;
    entry[a + ORDER] = counts[FREE]!;
    counts[FREE] = s;
    const size = counts[SIZE]! - 1;
    counts[SIZE] = size;
    const t = time[size]!;
    if (size === 0) {
      time[0] = Infinity;
      return;
    }
    const moved = slot[size]!;
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
      const a = slot[0]! << ENTRY_BITS;
      if (entry[a + KIND] !== EVENT.stock || counts[SIZE] === 0) return false;
      if (entry[a + GENERATION] === latest[entry[a + TARGET]!]) return false;
      pop();
      return true;
    },
    nextKey: () => entry[(slot[0]! << ENTRY_BITS) + KEY]! >>> 0,
    push,
    pop,
    event,
    clear: () => {
      zero(counts);
      counts[FREE] = -1;
      time[0] = Infinity;
    },
    save: (): Saved => ({
      counts: counts.slice(),
      time: time.slice(0, Math.max(counts[SIZE]!, 1)),
      slot: slot.slice(0, counts[SIZE]),
      entry: entry.slice(0, counts[USED]! << ENTRY_BITS),
    }),
    restore: (saved: unknown) => {
      const from = saved as Saved;
      while (capacity < from.counts[USED]!) grow();
      counts.set(from.counts);
      time.set(from.time);
      slot.set(from.slot);
      entry.set(from.entry);
    },
  };
}
