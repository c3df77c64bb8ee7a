/** The solver of integer programs, in a thread of its own. */
import { Worker } from 'node:worker_threads';
import type { ProgramSolver } from '../doughnut/search/program.ts';
import type { Solution } from './solve-program.ts';

/** The built entry: threads need JavaScript on Node 20. */
const ENTRY: URL = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/runners/solver-worker.js' : './solver-worker.js',
  import.meta.url,
);

type Answer = { readonly solution: Solution | null } | { readonly fault: string };

/** Who waits for the thread. */
interface Waiting {
  readonly resolve: (solution: Solution | null) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Solves one program after another in a thread that is started by the first. Where the solver cannot be loaded, or the thread dies, it
 * rejects with the reason.
 *
 * @param entry The file that the thread runs; this project's built one when absent.
 */
export function makeProgramSolver(entry: URL = ENTRY): ProgramSolver {
  let worker: Worker | null = null;
  let waiting: Waiting | null = null;
  const settle = (of: (waiting: Waiting) => void): void => {
    const who = waiting;
    waiting = null;
    if (who !== null) of(who);
  };
  const started = (): Worker => {
    const thread = new Worker(entry);
    thread.on('message', (answer: Answer) =>
      settle(({ resolve, reject }) => ('fault' in answer ? reject(new Error(answer.fault)) : resolve(answer.solution))),
    );
    thread.on('error', (error: Error) => settle(({ reject }) => reject(error)));
    thread.on('exit', () => {
      worker = null;
      settle(({ reject }) => reject(new Error('the thread of the solver is gone')));
    });
    return thread;
  };
  return {
    solve: (program) => {
      if (waiting !== null) return Promise.reject(new Error('the solver takes one program at a time'));
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        worker ??= started();
        worker.postMessage(program);
      });
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}
