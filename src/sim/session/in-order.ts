/** Puts what comes in any order back into its order. */
export interface InOrder<T> {
  /** Takes item number `index` and releases it, and those that waited for it, as soon as all before it are there. */
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
