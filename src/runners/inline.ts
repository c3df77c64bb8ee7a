/** The runner that needs no threads: tasks one after the other, in the thread that asks. */
import type { Job, Listener, Runner, WorkKind } from '../sim/session/runner.ts';
import { makeKernel as makeRealKernel } from '../sim/kernel/make-kernel.ts';
import { raiseInlining } from './inlining.ts';
import { makePace } from './pace.ts';
import { makeWorkbench, type KernelFactory } from './workbench.ts';

const aLoopOfEvents = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A runner in this thread. It lets other events in between two tasks, and answers an abort there.
 *
 * @param makeKernel Another kernel, for tests.
 */
export function makeInlineRunner(makeKernel: KernelFactory = makeRealKernel): Runner {
  const workbench = makeWorkbench(makeKernel);
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function work<K extends WorkKind>(job: Job<K>, listener: Listener<K>, signal?: AbortSignal): Promise<void> {
    raiseInlining(job, 1);
    const pace = makePace(() => listener.onPace?.());
    for (let index = 0; index < job.tasks; index++) {
      await aLoopOfEvents();
      if (closed || signal?.aborted === true) break;
      // Another job may have had its turn with the workbench: taking the same model again costs nothing.
      workbench.take(job.model, job.seed);
      const result = workbench.perform(job.kind, job.task(index), () => false);
      if (result !== null) listener.onResult(result, index, () => workbench.takeBack(job.kind, result));
      pace.tick();
    }
    pace.last();
  }

  return {
    workers: 1,
    run: (job, listener, signal) => {
      const mine = turn.then(() => work(job, listener, signal));
      turn = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      closed = true;
      await turn;
    },
  };
}
