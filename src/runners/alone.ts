/** Tasks run one after another in the calling thread. */
import type { Job, Listener, WorkKind } from '../sim/session/runner.ts';
import { makePace } from './pace.ts';
import type { Stopped, Workbench } from './workbench.ts';

const aLoopOfEvents = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs tasks in order, lets other events in between two, and responds to an abort there.
 *
 * @param stopped Checked before each task, and before each trial of it: once it returns true nothing more is done.
 * @param first The first task to do.
 * @returns The first task not done: one that was abandoned, or the number of tasks.
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
    // Another job may have used the workbench meanwhile: setting the same model again costs nothing.
    workbench.take(job.model, job.seed);
    const result = workbench.perform(job.kind, job.task(index), givenUp);
    if (result === null) break;
    listener.onResult(result, index, () => workbench.takeBack(job.kind, result));
    pace.tick();
  }
  pace.last();
  return done;
}
