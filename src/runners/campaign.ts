/** One job on several threads: who does which task, what becomes of faults and deaths, when it is over. */
import { SimulationFault } from '../sim/kernel/ground/kernel.ts';
import { WorkerFault } from './worker-fault.ts';
import type { Job, Listener, Result, WorkKind } from '../sim/session/runner.ts';
import { makeDispatch } from './dispatch.ts';
import type { Answer } from './messages.ts';
import { makePace } from './pace.ts';

/** Deaths of workers after which a task is given up. */
const MOST_DEATHS = 3;

/** Tasks by which the fastest thread may be ahead of the slowest, per thread: bounds what waits to be merged. */
const WINDOW_PER_WORKER = 8;

/** The threads, as the job sees them. */
export interface Crew {
  readonly workers: number;
  /** Gives the task to a thread that is idle; a thread is idle again when it has answered or died. */
  give(index: number): void;
  /** Threads that can take a task now, those that would be started for it included. */
  idle(): number;
  busy(): number;
  /** Tasks of this number and above are to be given up by who has them. */
  giveUpFrom(index: number): void;
}

/** Gives the memory of a result back to the thread that made it. */
export type GiveBack = (kind: WorkKind, result: Result) => void;

export interface Campaign {
  /** Gives out the first tasks. */
  begin(): void;
  answered(index: number, answer: Answer, giveBack: GiveBack): void;
  /** The thread that had the task has died. */
  died(index: number, lastWords: string): void;
  /** Gives up all that is not done: the campaign ends well as soon as nobody is busy. */
  readonly cut: () => void;
  /** Gives out no more tasks: the campaign ends well when those that were given out are done. */
  readonly giveWay: () => void;
}

/**
 * @param over Called once, when nobody is busy and nothing is left to do, with what went wrong, or the first task not given out.
 * @param first The first task that is to be done.
 */
export function makeCampaign<K extends WorkKind>(
  crew: Crew,
  job: Job<K>,
  listener: Listener<K>,
  over: (failure: { readonly error: unknown } | null, next: number) => void,
  first = 0,
): Campaign {
  const dispatch = makeDispatch(job.tasks, crew.workers * WINDOW_PER_WORKER, first);
  const pace = makePace(() => listener.onPace?.());
  const deaths = new Map<number, number>();
  let failure: { readonly error: unknown } | null = null;
  let failedAt = Infinity;
  let stoppedAt = Infinity;

  /**
   * Of several faults that of the lowest task counts, so that it is the same for any number of workers: the tasks before
   * it go on, those after it do not.
   */
  const fail = (index: number, error: unknown): void => {
    if (index >= failedAt) return;
    failedAt = index;
    failure = { error };
    stopAt(index);
  };
  const stopAt = (index: number): void => {
    stoppedAt = Math.min(stoppedAt, index);
    dispatch.endAt(index);
    crew.giveUpFrom(index);
  };

  const listen = (call: () => void): void => {
    try {
      call();
    } catch (error) {
      fail(-1, error);
    }
  };

  const goOn = (): void => {
    while (crew.idle() > 0) {
      const index = dispatch.next();
      if (index === undefined) break;
      crew.give(index);
    }
    if (crew.busy() > 0 || !dispatch.exhausted()) return;
    if (failure === null) listen(pace.last);
    over(failure, dispatch.givenOut());
  };

  return {
    begin: goOn,
    answered: (index, answer, giveBack) => {
      switch (answer.answer) {
        case 'done':
          dispatch.done(index);
          if (failure === null) {
            // The result is of the kind of its task.
            const result = answer.result as Result<K>;
            listen(() => listener.onResult(result, index, () => giveBack(job.kind, result)));
          }
          if (failure === null) listen(pace.tick);
          break;
        case 'fault':
          fail(index, new SimulationFault(answer.message));
          break;
        case 'givenUp':
          dispatch.again(index);
          break;
      }
      goOn();
    },
    died: (index, lastWords) => {
      // One that was ended in a task that nobody wants has not failed.
      if (index >= stoppedAt) {
        goOn();
        return;
      }
      const count = (deaths.get(index) ?? 0) + 1;
      deaths.set(index, count);
      if (count < MOST_DEATHS) dispatch.again(index);
      else fail(index, new WorkerFault(index, count, lastWords));
      goOn();
    },
    cut: () => stopAt(0),
    giveWay: () => {
      dispatch.endAt(dispatch.givenOut());
      goOn();
    },
  };
}
