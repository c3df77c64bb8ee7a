/** Ctrl-C: once to stop and see what is known, twice to leave at once. */
import { INTERRUPTED } from './exit-status.ts';

export interface Interrupt {
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Gives Ctrl-C back to the system. */
  release(): void;
}

/** @param onFirst Called at the first Ctrl-C. */
export function watchInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    onFirst();
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', onSignal);
  return { signal: controller.signal, release: () => void process.off('SIGINT', onSignal) };
}
