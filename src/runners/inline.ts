/** The runner that needs no threads: tasks one after another, in the calling thread. */
import type { Runner } from '../sim/session/runner.ts';
import { kernelOf } from '../sim/compile/kernel-of.ts';
import { workAlone } from './alone.ts';
import { raiseInlining } from './inlining.ts';
import { makeTurns } from './turns.ts';
import { makeWorkbench, type KernelFactory } from './workbench.ts';

/**
 * A runner in this thread. It lets other events in between two tasks, and responds to an abort there.
 *
 * @param makeKernel Another kernel, for tests.
 */
export function makeInlineRunner(makeKernel: KernelFactory = kernelOf): Runner {
  const workbench = makeWorkbench(makeKernel);
  const turns = makeTurns();
  let closed = false;

  return {
    workers: 1,
    run: (job, listener, signal) => {
      let done = 0;
      return turns.take(job.tasks, async (wanted) => {
        raiseInlining(job, 1);
        const stopped = (): boolean => closed || wanted.aborted;
        done = await workAlone(workbench, job, listener, stopped, signal, done);
        return done === job.tasks || closed || signal?.aborted === true;
      });
    },
    close: async () => {
      closed = true;
      await turns.idle();
    },
  };
}
