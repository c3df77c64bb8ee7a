/**
 * One job on several threads: which thread does which task, what happens on faults and deaths, when the job is over.
 */
import { SimulationFault } from '../sim/kernel/ground/kernel.ts';
import { WorkerFault } from './worker-fault.ts';
import type { Job, Listener, Result, WorkKind } from '../sim/session/runner.ts';
import { makeDispatch } from './dispatch.ts';
import type { Answer } from './messages.ts';
import { makePace } from './pace.ts';

/** Worker deaths after which a task is abandoned. */
const MOST_DEATHS = 3;

/**
 * Maximum lead of the fastest thread over the slowest, in tasks per thread: bounds the results waiting to be merged.
 */
const WINDOW_PER_WORKER = 8;

/** The threads, as the job sees them. */
export interface Crew {
  readonly workers: number;
  /** Gives the task to an idle thread; a thread is idle again once it has answered or died. */
  give(index: number): void;
  /** Threads that can take a task now, including those that would be started for it. */
  idle(): number;
  busy(): number;
  /** Tasks with this number or above are to be abandoned by their threads. */
  giveUpFrom(index: number): void;
}

/** Returns the memory of a result to the thread that made it. */
export type GiveBack = (kind: WorkKind, result: Result) => void;

export interface Campaign {
  /** Hands out the first tasks. */
  begin(): void;
  answered(index: number, answer: Answer, giveBack: GiveBack): void;
  /** The thread working on the task has died. */
  died(index: number, lastWords: string): void;
  /** Abandons everything unfinished: the campaign ends without error as soon as no thread is busy. */
  readonly cut: () => void;
  /** Hands out no more tasks: the campaign ends without error when those handed out are done. */
  readonly giveWay: () => void;
}

/**
 * @param over Called once, when no thread is busy and nothing is left to do, with the error, or the first task not
 * handed out.
 * @param first The first task to do.
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
   * Of several faults, the one of the lowest task counts, so that it is the same for any number of workers: tasks
   * before it continue, those after it do not.
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
      // Terminating a thread whose task is no longer wanted is not a failure.
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
