/** A clock that never runs back, and waits that may be called off. */

/** Milliseconds since it was made. */
export function makeClock(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}

/** Calls back after so many milliseconds; what it returns calls that off. It does not keep the process alive. */
export function after(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}

/** Calls back once it has not been touched for so many milliseconds. */
export function afterRest(
  milliseconds: number,
  then: () => void,
): {
  readonly touch: () => void;
  readonly callOff: () => void;
} {
  let waiting: (() => void) | null = null;
  const callOff = (): void => {
    waiting?.();
    waiting = null;
  };
  const touch = (): void => {
    callOff();
    waiting = after(milliseconds, then);
  };
  return { touch, callOff };
}
