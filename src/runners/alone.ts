/** Tasks done one after the other in the thread that asks. */
import type { Job, Listener, WorkKind } from '../sim/session/runner.ts';
import { makePace } from './pace.ts';
import type { Stopped, Workbench } from './workbench.ts';

const aLoopOfEvents = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Does tasks in order, lets other events in between two, and answers an abort there.
 *
 * @param stopped Asked before each task, and before each trial of it: once it says true no more is done.
 * @returns How many tasks are done. One that was given up is not.
 */
export async function workAlone<K extends WorkKind>(
  workbench: Workbench,
  job: Job<K>,
  listener: Listener<K>,
  stopped: (index: number) => boolean,
  signal?: AbortSignal,
): Promise<number> {
  const pace = makePace(() => listener.onPace?.());
  let done = 0;
  for (; done < job.tasks; done++) {
    const index = done;
    const givenUp: Stopped = () => stopped(index);
    await aLoopOfEvents();
    if (signal?.aborted === true || givenUp()) break;
    // Another job may have had its turn with the workbench: taking the same model again costs nothing.
    workbench.take(job.model, job.seed);
    const result = workbench.perform(job.kind, job.task(index), givenUp);
    if (result === null) break;
    listener.onResult(result, index, () => workbench.takeBack(job.kind, result));
    pace.tick();
  }
  pace.last();
  return done;
}
