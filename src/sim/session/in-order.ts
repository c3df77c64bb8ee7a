/** Puts items that arrive in any order back in order. */
export interface InOrder<T> {
  /** Takes item number `index`; releases it and those waiting for it as soon as everything before it has arrived. */
  add(item: T, index: number): void;
  /** Items that wait for an earlier one. */
  waiting(): number;
}

/** @param release Called with the items in order of number, each once. */
export function makeInOrder<T>(release: (item: T, index: number) => void): InOrder<T> {
  const early = new Map<number, T>();
  let next = 0;
  return {
    add: (item, index) => {
      early.set(index, item);
      for (let found = early.get(next); found !== undefined; found = early.get(next)) {
        early.delete(next);
        release(found, next++);
      }
    },
    waiting: () => early.size,
  };
}
