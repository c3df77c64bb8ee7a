/** Numbers below a bound, each once, in the order in which they were first added. */
export interface Touched {
  /** The first `count()` entries. */
  readonly list: Int32Array;
  count(): number;
  add(number: number): void;
  clear(): void;
}

export function makeTouched(bound: number): Touched {
  const list = new Int32Array(bound);
  const isThere = new Uint8Array(bound);
  let count = 0;
  return {
    list,
    count: () => count,
    add: (number) => {
      if (isThere[number] === 1) return;
      isThere[number] = 1;
      list[count++] = number;
    },
    clear: () => {
      for (let k = 0; k < count; k++) isThere[list[k]!] = 0;
      count = 0;
    },
  };
}
