/** The runner that needs no threads: tasks one after the other, in the thread that asks. */
import type { Runner } from '../sim/session/runner.ts';
import { makeKernel as makeRealKernel } from '../sim/kernel/make-kernel.ts';
import { workAlone } from './alone.ts';
import { raiseInlining } from './inlining.ts';
import { makeWorkbench, type KernelFactory } from './workbench.ts';

/**
 * A runner in this thread. It lets other events in between two tasks, and answers an abort there.
 *
 * @param makeKernel Another kernel, for tests.
 */
export function makeInlineRunner(makeKernel: KernelFactory = makeRealKernel): Runner {
  const workbench = makeWorkbench(makeKernel);
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  return {
    workers: 1,
    run: (job, listener, signal) => {
      const mine = turn.then(() => {
        raiseInlining(job, 1);
        return workAlone(workbench, job, listener, () => closed, signal);
      });
      turn = mine.catch(() => undefined);
      return mine.then(() => undefined);
    },
    close: async () => {
      closed = true;
      await turn;
    },
  };
}
