/** What is kept for later questions, up to a number of bytes: what was used longest ago goes first. */
export interface Kept<T> {
  get(key: string): T | undefined;
  /** Keeps a value of so many bytes; not at all where it alone is more than there may be. */
  put(key: string, value: T, bytes: number): void;
}

/** Room for what is kept, of several kinds. */
export interface Memory {
  /** What is kept of one kind: it shares the room with the others. */
  kept<T>(): Kept<T>;
}

/** @param most Bytes of all that is kept. */
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
    // A map keeps the order in which keys came: the oldest is its first.
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
        // Under the keys of a kind nobody else puts anything.
        get: (key) => get(`${kind} ${key}`) as T | undefined,
        put: (key, value, bytes) => put(`${kind} ${key}`, value, bytes),
      };
    },
  };
}
