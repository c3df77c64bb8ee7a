/** What is kept for later questions, up to a number of bytes: what was used longest ago goes first. */
export interface Kept<T> {
  get(key: string): T | undefined;
  /** Keeps a value of so many bytes; not at all where it alone is more than there may be. */
  put(key: string, value: T, bytes: number): void;
}

/** @param most Bytes of all that is kept. */
export function makeKept<T>(most: number): Kept<T> {
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      // A map keeps the order in which keys came: the oldest is its first.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    put: (key, value, bytes) => {
      drop(key);
      if (bytes > most) return;
      for (const oldest of entries.keys()) {
        if (total + bytes <= most) break;
        drop(oldest);
      }
      entries.set(key, { value, bytes });
      total += bytes;
    },
  };
}
