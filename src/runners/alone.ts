/** Tasks done one after the other in the thread that asks. */
import type { Job, Listener, WorkKind } from '../sim/session/runner.ts';
import { makePace } from './pace.ts';
import type { Stopped, Workbench } from './workbench.ts';

const aLoopOfEvents = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Does tasks in order, lets other events in between two, and answers an abort there.
 *
 * @param stopped Asked before each task, and before each trial of it: once it says true no more is done.
 * @param first The first task that is to be done.
 * @returns The first task that is not done: one that was given up, or the number of tasks.
 */
export async function workAlone<K extends WorkKind>(
  workbench: Workbench,
  job: Job<K>,
  listener: Listener<K>,
  stopped: (index: number) => boolean,
  signal?: AbortSignal,
  first = 0,
): Promise<number> {
  const pace = makePace(() => listener.onPace?.());
  let done = first;
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
