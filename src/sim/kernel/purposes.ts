/** The last word of a draw's address: what the draw is for. Numbers from 256 upward are hashes of names. */
export const PURPOSE = {
  world: 0,
  gap: 1,
  thin: 2,
  yearly: 3,
  clock: 4,
  never: 5,
  land: 6,
  choice: 7,
  prevent: 8,
  common: 9,
  recover: 10,
  struck: 11,
  switchover: 12,
  buffer: 13,
  refill: 14,
  fallback: 15,
  restart: 16,
  blackStart: 17,
  loss: 18,
  lossAfter: 19,
} as const;

/** Index word of the event that `--given` adds. */
export const GIVEN_INDEX = 0x7fffffff;

/** Arrivals of layer l of a rate factor have indices from l times this. */
export const LAYER_INDEX = 0x1000000;

/** Changes of a capacity below this are none. */
export const LEAST_CHANGE = 1e-9;
