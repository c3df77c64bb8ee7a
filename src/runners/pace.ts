/** Throttles calls to ten times a second. */

/** Milliseconds between two calls. */
const INTERVAL = 100;

export interface Pace {
  /** Calls, unless it has just done so. */
  readonly tick: () => void;
  /** Calls. */
  readonly last: () => void;
}

/** @param clock Milliseconds that never run backwards. */
export function makePace(call: () => void, clock: () => number = () => performance.now()): Pace {
  let next = -Infinity;
  return {
    tick: () => {
      const now = clock();
      if (now < next) return;
      next = now + INTERVAL;
      call();
    },
    last: call,
  };
}
