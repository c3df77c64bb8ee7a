/** Who reads the keys of the terminal. */
import { setImmediate as soon } from 'node:timers/promises';

/** What of standard input it takes. */
type Input = Pick<NodeJS.ReadStream, 'listeners' | 'on' | 'pause' | 'removeAllListeners'>;

/**
 * Stops reading the terminal, so that each key goes to the program that it is lent to.
 *
 * `pause()` alone stops nothing while somebody listens for `readable`, as Ink does: both programs would then take keys from each
 * other. Worse, what the terminal said was there may be gone when it is read, and where the other program has made reads wait, this
 * one waits too, and everything with it.
 *
 * @returns Reads again.
 */
export async function stopReading(input: Input): Promise<() => void> {
  const listeners = input.listeners('readable');
  input.removeAllListeners('readable');
  // The stream learns in the next turn that nobody listens, and lets go of the terminal in the one after it was paused
  await soon();
  input.pause();
  await soon();
  return () => {
    // The same functions again: who added them may take them off
    for (const listener of listeners) Reflect.apply(input.on, input, ['readable', listener]);
  };
}
