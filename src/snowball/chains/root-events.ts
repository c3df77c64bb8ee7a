/** Sets of root events of one trial, each kept once: equal sets have equal numbers. */

export interface EventSets {
  /** The set of these; 0 is the empty one. */
  of(events: Iterable<number>): number;
  /** The events of a set, ascending. */
  events(set: number): readonly number[];
  union(a: number, b: number): number;
  clear(): void;
}

export function makeEventSets(): EventSets {
  let sets: (readonly number[])[] = [[]];
  const known = new Map<string, number>([['', 0]]);

  function of(events: Iterable<number>): number {
    const sorted = [...new Set(events)].toSorted((a, b) => a - b);
    const key = sorted.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, sets.length);
    return sets.push(sorted) - 1;
  }

  const events = (set: number): readonly number[] => sets[set] ?? [];

  return {
    of,
    events,
    union: (a, b) => (a === b || b === 0 ? a : a === 0 ? b : of([...events(a), ...events(b)])),
    clear: () => {
      sets = [[]];
      known.clear();
      known.set('', 0);
    },
  };
}
