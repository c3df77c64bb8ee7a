/** Arrivals of states that wait in a trial, by time, then state, then number. */

/** How an arrival came. */
export const ARRIVAL = { own: 0, more: 1, clock: 2, certain: 3 } as const;

export interface Pending {
  clear(): void;
  add(time: number, kind: number, state: number, number: number): void;
  /** Time of the first, Infinity where none waits. */
  next(): number;
  /** Takes the first out; its fields are in `kind`, `state` and `number`. */
  take(): void;
  readonly kind: () => number;
  readonly state: () => number;
  readonly number: () => number;
}

export function makePending(): Pending {
  let room = 256;
  let times = new Float64Array(room);
  let kinds = new Uint8Array(room);
  let states = new Int32Array(room);
  let numbers = new Int32Array(room);
  let first = 0;
  let last = 0;

  function grow(): void {
    room *= 2;
    const copy = <T extends Float64Array | Uint8Array | Int32Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    times = copy(new Float64Array(room), times);
    kinds = copy(new Uint8Array(room), kinds);
    states = copy(new Int32Array(room), states);
    numbers = copy(new Int32Array(room), numbers);
  }

  /** Whether entry i comes after the given one. */
  function isLater(i: number, time: number, state: number, number: number): boolean {
    if (times[i] !== time) return times[i]! > time;
    if (states[i] !== state) return states[i]! > state;
    return numbers[i]! >>> 0 > number >>> 0;
  }

  return {
    clear: () => {
      first = 0;
      last = 0;
    },
    add: (time, kind, state, number) => {
      if (last === room) grow();
      let i = last++;
      for (; i > first && isLater(i - 1, time, state, number); i--) {
        times[i] = times[i - 1]!;
        kinds[i] = kinds[i - 1]!;
        states[i] = states[i - 1]!;
        numbers[i] = numbers[i - 1]!;
      }
      times[i] = time;
      kinds[i] = kind;
      states[i] = state;
      numbers[i] = number;
    },
    next: () => (first < last ? times[first]! : Infinity),
    take: () => {
      first++;
    },
    kind: () => kinds[first - 1]!,
    state: () => states[first - 1]!,
    number: () => numbers[first - 1]!,
  };
}
