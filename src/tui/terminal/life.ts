/** Entering and leaving the terminal, from any state and on any signal. */
import { writeSync } from 'node:fs';
import { BACK, PUT_ASIDE } from './title.ts';

/** What is written to enter a terminal, and to leave it. */
export interface Sequences {
  readonly enter: string;
  readonly leave: string;
}

const ENTER =
  PUT_ASIDE +
  '\u001b[?1049h' + // alternate screen
  '\u001b[2J' +
  '\u001b[?25l' + // no cursor
  '\u001b[?7l' + // no wrapping at the edge
  '\u001b[?2004h'; // pasted text in brackets

const LEAVE =
  '\u001b[?2026l' + // whatever was held back
  '\u001b[0m' +
  '\u001b[?2004l' +
  '\u001b[?7h' +
  '\u001b[?25h' +
  '\u001b[?1049l' +
  BACK;

/** The whole screen, and all as it was afterwards. */
export const WHOLE_SCREEN: Sequences = { enter: ENTER, leave: LEAVE };
/** Lines are added, and nothing steers the terminal. */
export const LINES_ONLY: Sequences = { enter: '', leave: '' };

/** What a process is to its life in a terminal; tests have one of their own. */
export interface Surroundings {
  /** Writes at once, whatever else goes on; may throw where the terminal is gone. */
  readonly write: (text: string) => void;
  readonly setRawMode: (on: boolean) => void;
}

export interface Life {
  enter(): void;
  /** May be called again, and at any moment. */
  leave(): void;
  readonly isIn: () => boolean;
}

const silently = (deed: () => void): void => {
  try {
    deed();
  } catch {
    // The terminal has gone: there is nothing left to restore
  }
};

export function makeLife({ write, setRawMode }: Surroundings, { enter, leave }: Sequences): Life {
  let isIn = false;
  return {
    isIn: () => isIn,
    enter: () => {
      if (isIn) return;
      isIn = true;
      silently(() => write(enter));
    },
    leave: () => {
      if (!isIn) return;
      isIn = false;
      silently(() => setRawMode(false));
      silently(() => write(leave));
    },
  };
}

/** The terminal of this process. A write that the terminal does not take at once is tried again, for a while. */
export function ofProcess(): Surroundings {
  const TRIES = 200;
  return {
    write: (text) => {
      let rest = Buffer.from(text, 'utf8');
      for (let tries = 0; rest.length > 0 && tries < TRIES; tries++) {
        try {
          rest = rest.subarray(writeSync(process.stdout.fd, rest));
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
          // Nothing else to do than to wait for the terminal: the process is about to end or to stop
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        }
      }
    },
    setRawMode: (on) => {
      if (process.stdin.isTTY) process.stdin.setRawMode(on);
    },
  };
}

/** Exit statuses by signal, as shells give them. */
const STATUS = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130, SIGQUIT: 131 } as const;
type Ending = keyof typeof STATUS;
const ENDINGS: readonly Ending[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];

/**
 * Restores the terminal when the process is told to end, then lets the signal take its course.
 *
 * @param onEnd What else there is to keep; it must not wait.
 * @returns Stops listening.
 */
export function watchSignals(life: Life, onEnd: () => void): () => void {
  const listeners = ENDINGS.map((signal) => {
    const listener = (): void => {
      silently(onEnd);
      life.leave();
      release();
      if (signal === 'SIGQUIT') process.exit(STATUS[signal]);
      // Not `process.exit`: after the terminal has closed it aborts Node
      process.exitCode = STATUS[signal];
      process.kill(process.pid, signal);
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  const release = (): void => {
    for (const { signal, listener } of listeners) process.removeListener(signal, listener);
  };
  return release;
}
