/** The runner of commands: short work in the calling thread, long work in as many as there are. */
import { availableParallelism } from 'node:os';
import type { Job, Listener, Runner, WorkKind } from '../sim/session/runner.ts';
import { workAlone } from './alone.ts';
import { makeInlineRunner } from './inline.ts';
import { expectedEvents, raiseInlining } from './inlining.ts';
import { makeThreadRunner, type ThreadOptions, type ThreadRunner } from './threads.ts';
import { makeTurns } from './turns.ts';
import { makeWorkbench, type KernelFactory } from './workbench.ts';
import { kernelOf } from '../sim/compile/kernel-of.ts';

/**
 * Work that one thread does alone, in seconds of CPU: starting threads, and compiling in each, costs up to half a
 * second.
 */
const SHORT = 2;
/** Seconds after which the code is compiled, so that the pace predicts the remaining time. */
const WARM = 0.5;
/** Threat events that take longer than short work in any model. */
const MANY = 1e7;

/** Trials between two checks of the clock. */
const TRIALS_PER_LOOK = 64;

/** CPU seconds of the process so far. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The parts of a runner that tests replace. */
export interface Parts {
  readonly makeKernel?: KernelFactory | undefined;
  readonly threads?: ThreadOptions | undefined;
  /** Threat events that a job is expected to simulate. */
  readonly events?: ((job: Job) => number) | undefined;
  /** Seconds of work so far. */
  readonly clock?: (() => number) | undefined;
}

/**
 * A runner that begins in this thread and switches to threads, for good, as soon as all its work is likely to take more
 * than two seconds: judged by the events that the model expects, or by the pace of the first tasks. Results do not
 * depend on it.
 */
export function makeRunnerAsNeeded(parts: Parts = {}): Runner {
  const { makeKernel = kernelOf, threads: options = {}, events = expectedEvents, clock = cpuSeconds } = parts;
  const workers = options.workers ?? availableParallelism();
  const workbench = makeWorkbench(makeKernel);
  let threads: ThreadRunner | null = null;
  let spent = 0;
  let closed = false;
  const turns = makeTurns();

  /**
   * Runs a job from task `first` on in this thread while it is expected to be short. @returns The first remaining task.
   */
  async function begin<K extends WorkKind>(
    first: number,
    job: Job<K>,
    listener: Listener<K>,
    wanted: AbortSignal,
    signal?: AbortSignal,
  ): Promise<number> {
    raiseInlining(job, 1);
    const before = spent;
    const start = clock();
    let taskStart = start;
    let isLong = false;
    const onResult: Listener<K>['onResult'] = (result, index, giveBack) => {
      listener.onResult(result, index, giveBack);
      const now = clock();
      const left = (job.tasks - index - 1) * (now - taskStart);
      spent = before + now - start;
      taskStart = now;
      isLong = spent >= WARM && left > 0 && spent + left > SHORT;
    };
    let asked = 0;
    const stopped = (index: number): boolean => {
      if (closed || isLong || wanted.aborted) return true;
      // A trial may take less time than reading the clock.
      if (asked++ % TRIALS_PER_LOOK !== 0 || index === job.tasks - 1) return false;
      // A task that is long in itself is abandoned and repeated by a thread, if others remain.
      return clock() - taskStart > SHORT / 2;
    };
    return workAlone(workbench, job, { onResult, onPace: () => listener.onPace?.() }, stopped, signal, first);
  }

  async function work<K extends WorkKind>(
    first: number,
    job: Job<K>,
    listener: Listener<K>,
    wanted: AbortSignal,
    signal?: AbortSignal,
  ): Promise<number> {
    const isLong = threads !== null || events(job) > MANY;
    const next = isLong ? first : await begin(first, job, listener, wanted, signal);
    if (next === job.tasks || closed || signal?.aborted === true || wanted.aborted) return next;
    threads ??= makeThreadRunner({ ...options, workers });
    return threads.runFrom(next, job, listener, wanted, signal);
  }

  return {
    workers,
    run: (job, listener, signal) => {
      let next = 0;
      return turns.take(job.tasks, async (wanted) => {
        next = await work(next, job, listener, wanted, signal);
        return next === job.tasks || closed || signal?.aborted === true;
      });
    },
    close: async () => {
      closed = true;
      await threads?.close();
      await turns.idle();
    },
  };
}

/** A runner with the requested number of threads, or as many as it needs. */
export function makeRunner(workers?: number): Runner {
  const most = workers ?? availableParallelism();
  if (most === 1) return makeInlineRunner();
  return workers === undefined ? makeRunnerAsNeeded() : makeThreadRunner({ workers });
}
