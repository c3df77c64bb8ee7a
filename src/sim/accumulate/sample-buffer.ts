import type { Samples } from './block.ts';

/** Collects numbers of items, world by world. They are counted where they are merged. */
export interface SampleBuffer {
  /** What follows belongs to `world`; worlds ascend. */
  begin(world: number): void;
  add(item: number, value: number): void;
  /** Everything added; the buffer is then empty. */
  take(): Samples;
  /** Reclaims the memory of samples that are no longer read. */
  takeBack(samples: Samples): void;
}

const FIRST_CAPACITY = 8192;

export function makeSampleBuffer(): SampleBuffer {
  let pairs = new Int32Array(FIRST_CAPACITY);
  let numbers = new Float32Array(pairs.buffer);
  let length = 0;
  let worlds: number[] = [];
  let starts: number[] = [];

  const use = (memory: ArrayBuffer): void => {
    pairs = new Int32Array(memory);
    numbers = new Float32Array(memory);
  };

  return {
    begin: (world) => {
      if (worlds.at(-1) === world) return;
      worlds.push(world);
      starts.push(length);
    },
    add: (item, value) => {
      if (length === pairs.length) {
        const shorter = pairs;
        use(new ArrayBuffer(2 * shorter.byteLength));
        pairs.set(shorter);
      }
      pairs[length] = item;
      numbers[length + 1] = value;
      length += 2;
    },
    take: () => {
      const world = Int32Array.from(worlds);
      const start = Int32Array.from([...starts, length]);
      const taken = { world, start, pairs: pairs.subarray(0, length) };
      use(new ArrayBuffer(FIRST_CAPACITY * Int32Array.BYTES_PER_ELEMENT));
      length = 0;
      worlds = [];
      starts = [];
      return taken;
    },
    takeBack: ({ pairs: { buffer } }) => {
      if (length === 0 && buffer instanceof ArrayBuffer && buffer.byteLength > pairs.byteLength) use(buffer);
    },
  };
}
