/** A cache limited to a number of bytes: the least recently used goes first. */
export interface Kept<T> {
  get(key: string): T | undefined;
  /** Keeps a value of this many bytes; not at all if it alone exceeds the limit. */
  put(key: string, value: T, bytes: number): void;
}

/** Room shared by several kinds of cached values. */
export interface Memory {
  /** The cache for one kind, which shares the room with the others. */
  kept<T>(): Kept<T>;
}

/** @param most Maximum bytes in total. */
export function makeMemory(most: number): Memory {
  const entries = new Map<string, { readonly value: unknown; readonly bytes: number }>();
  let total = 0;
  let kinds = 0;
  const drop = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };

  function get(key: string): unknown {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    // A map keeps insertion order: its first key is the oldest.
    entries.delete(key);
    entries.set(key, entry);
    return entry.value;
  }

  function put(key: string, value: unknown, bytes: number): void {
    drop(key);
    if (bytes > most) return;
    for (const oldest of entries.keys()) {
      if (total + bytes <= most) break;
      drop(oldest);
    }
    entries.set(key, { value, bytes });
    total += bytes;
  }

  return {
    kept: <T>(): Kept<T> => {
      const kind = kinds++;
      return {
        // Nobody else stores anything under the keys of a kind.
        get: (key) => get(`${kind} ${key}`) as T | undefined,
        put: (key, value, bytes) => put(`${kind} ${key}`, value, bytes),
      };
    },
  };
}
