/** A runner whose jobs stand still while other work is wanted, and go on where they were. */
import { makeThreadRunner, type ThreadOptions } from '../../runners/threads.ts';
import { makeTurns } from '../../runners/turns.ts';
import type { Runner } from '../../sim/session/runner.ts';

export interface GatedRunner extends Runner {
  pause(): void;
  resume(): void;
  /** Takes so many threads from the next job on. */
  take(workers: number): void;
}

/** Threads as `makeThreadRunner` makes them; tasks that were given out when it is paused are finished first. */
export function makeGatedRunner(options: ThreadOptions & { readonly workers: number }): GatedRunner {
  const turns = makeTurns();
  let threads = makeThreadRunner(options);
  let { workers } = options;
  let pausing = new AbortController();
  let standing: AbortController | null = null;
  let closed = false;

  /** Resolves when work may go on, or need not. */
  const free = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const signals = [standing?.signal, signal].filter((one) => one !== undefined);
      if (standing === null || signal?.aborted === true || closed) {
        resolve();
        return;
      }
      // A long run stands still many times: nothing of that may stay
      const go = (): void => {
        for (const one of signals) one.removeEventListener('abort', go);
        resolve();
      };
      for (const one of signals) one.addEventListener('abort', go);
    });

  async function asManyThreads(): Promise<void> {
    if (threads.workers === workers || closed) return;
    const before = threads;
    threads = makeThreadRunner({ ...options, workers });
    await before.close();
  }

  const resume = (): void => {
    standing?.abort();
    standing = null;
  };

  return {
    get workers() {
      return workers;
    },
    run: (job, listener, signal) => {
      let next = 0;
      return turns.take(job.tasks, async (wanted) => {
        await free(signal);
        await asManyThreads();
        const either = AbortSignal.any([wanted, pausing.signal]);
        next = await threads.runFrom(next, job, listener, either, signal);
        return next === job.tasks || signal?.aborted === true || closed;
      });
    },
    pause: () => {
      if (standing !== null) return;
      standing = new AbortController();
      pausing.abort();
      pausing = new AbortController();
    },
    resume,
    take: (asked) => {
      workers = asked;
    },
    close: async () => {
      closed = true;
      resume();
      await threads.close();
      await turns.idle();
    },
  };
}
