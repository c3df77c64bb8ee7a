/** The runner of worker threads: each keeps a kernel for its lifetime, and does one task at a time. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { checkOptions, NUMBER, RECORD } from '../model/options.ts';
import type { CompiledModel } from '../sim/kernel/ground/compiled-model.ts';
import type { Job, Listener, Result, Runner, WorkKind } from '../sim/session/runner.ts';
import { buffersOf } from './buffers.ts';
import { makeCampaign, type Campaign, type Crew } from './campaign.ts';
import { raiseInlining } from './inlining.ts';
import type { Answer, Order, ThreadData } from './messages.ts';
import { makeTurns } from './turns.ts';

/** Memory limits of a thread, as in Node's `ResourceLimits`; repeated here so that our types need none of Node's. */
export interface ThreadLimits {
  readonly maxOldGenerationSizeMb?: number;
  readonly maxYoungGenerationSizeMb?: number;
  readonly codeRangeSizeMb?: number;
  readonly stackSizeMb?: number;
}

export interface ThreadOptions {
  /** Worker threads; as many as the machine runs at once when absent. */
  readonly workers?: number | undefined;
  /** The file that a thread runs; this project's built one when absent. */
  readonly entry?: URL | undefined;
  /** Memory limits of each thread. */
  readonly resourceLimits?: ThreadLimits | undefined;
}

const OPTIONS = {
  workers: NUMBER,
  entry: { is: (value: unknown) => value instanceof URL, words: 'a URL' },
  resourceLimits: RECORD,
} satisfies Record<keyof ThreadOptions, unknown>;

/**
 * The built entry. When run from the sources, as in tests, this file is elsewhere: threads need JavaScript on Node 20.
 */
const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/runners/thread-worker.js' : './thread-worker.js',
  import.meta.url,
);

/** Value of the shared limit at which no task is abandoned. */
const NO_LIMIT = 2 ** 31 - 1;

/**
 * Milliseconds that a thread has to finish the current trial when its task is abandoned; then it is terminated, and
 * replaced when one is needed.
 */
const GRACE = 500;

/** A thread, and what it is doing. */
interface Seat {
  readonly worker: Worker;
  model: CompiledModel | null;
  seed: string;
  /** The current task; null when idle. */
  task: number | null;
  /** What killed it. */
  lastWords: string;
}

/** Threads that are started on first use, and replaced when they die. */
interface Pool {
  crewFor(job: Job): Crew;
  /** Listens to answers and deaths. */
  campaign: Campaign | null;
  /** Whether threads keep the process alive. */
  keepAlive(yes: boolean): void;
  close(): Promise<void>;
}

/** Gives a task to a seat, preceded by its model if the seat has a different one. */
function give(seat: Seat, job: Job, index: number): void {
  const order = (message: Order): void => seat.worker.postMessage(message);
  if (seat.model !== job.model || seat.seed !== job.seed) {
    seat.model = job.model;
    seat.seed = job.seed;
    order({ order: 'take', model: job.model, seed: job.seed });
  }
  seat.task = index;
  order({ order: 'perform', kind: job.kind, task: job.task(index), index });
}

/** Returns the memory of a result to the thread that made it. */
function giveBack(seat: Seat, kind: WorkKind, result: Result): void {
  const order: Order = { order: 'takeBack', kind, result };
  seat.worker.postMessage(order, buffersOf(result));
}

function makePool(workers: number, entry: URL, resourceLimits: ThreadLimits | undefined): Pool {
  const limit = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const seats = new Set<Seat>();
  let closed = false;

  function openSeat(): Seat {
    const data: ThreadData = { limit };
    const worker = new Worker(entry, { workerData: data, ...(resourceLimits === undefined ? {} : { resourceLimits }) });
    const seat: Seat = { worker, model: null, seed: '', task: null, lastWords: '' };
    const leaveTask = (): number | null => {
      const task = seat.task;
      seat.task = null;
      return task;
    };
    worker.on('message', (answer: Answer) => {
      const task = leaveTask();
      if (task !== null) pool.campaign?.answered(task, answer, (kind, result) => giveBack(seat, kind, result));
    });
    worker.on('error', (error) => {
      // An error's code, such as that of running out of memory, is not in its message.
      seat.lastWords = 'code' in error ? `${String(error)} (${String(error.code)})` : String(error);
    });
    worker.on('exit', (code) => {
      seats.delete(seat);
      const task = leaveTask();
      if (task !== null) pool.campaign?.died(task, seat.lastWords || `the thread ended with status ${code}`);
    });
    seats.add(seat);
    return seat;
  }

  const idleSeat = (): Seat | undefined => [...seats].find((seat) => seat.task === null);
  const busy = (): number => [...seats].filter((seat) => seat.task !== null).length;

  /** Terminates threads that are still in the middle of a trial of a task with this number or above. */
  function endFrom(index: number): void {
    for (const { task, worker } of seats) if (task !== null && task >= index) void worker.terminate();
  }

  const pool: Pool = {
    campaign: null,
    crewFor: (job) => {
      // For all threads: they belong to this process.
      raiseInlining(job, workers);
      Atomics.store(limit, 0, NO_LIMIT);
      return {
        workers,
        give: (index) => give(idleSeat() ?? openSeat(), job, index),
        idle: () => (closed ? 0 : workers - busy()),
        busy,
        giveUpFrom: (index) => {
          Atomics.store(limit, 0, Math.min(index, Atomics.load(limit, 0)));
          const { campaign } = pool;
          const end = (): void => {
            if (campaign === pool.campaign) endFrom(index);
          };
          setTimeout(end, GRACE).unref();
        },
      };
    },
    keepAlive: (yes) => {
      for (const { worker } of seats) {
        if (yes) worker.ref();
        else worker.unref();
      }
    },
    close: async () => {
      closed = true;
      pool.campaign?.cut();
      await Promise.all([...seats].map((seat) => seat.worker.terminate()));
    },
  };
  return pool;
}

/**
 * Has the pool do a job, from task `first` on. Resolves when it is done, soon after it is cut, or once it has given
 * way, with the first task that is then left.
 */
function conduct<K extends WorkKind>(
  pool: Pool,
  job: Job<K>,
  listener: Listener<K>,
  signal: AbortSignal | undefined,
  first: number,
  wanted: AbortSignal,
): Promise<number> {
  if (wanted.aborted) return Promise.resolve(first);
  return new Promise((resolve, reject) => {
    const over = (failure: { readonly error: unknown } | null, next: number): void => {
      signal?.removeEventListener('abort', campaign.cut);
      wanted.removeEventListener('abort', campaign.giveWay);
      pool.campaign = null;
      pool.keepAlive(false);
      if (failure === null) resolve(next);
      else reject(failure.error);
    };
    const campaign = makeCampaign(pool.crewFor(job), job, listener, over, first);
    pool.campaign = campaign;
    pool.keepAlive(true);
    signal?.addEventListener('abort', campaign.cut);
    if (signal?.aborted === true) campaign.cut();
    wanted.addEventListener('abort', campaign.giveWay);
    campaign.begin();
  });
}

/** A runner that can take over a job whose first tasks are done. */
export interface ThreadRunner extends Runner {
  /**
   * As `run`, from task `first` on, at once: the caller must make sure that jobs run one at a time.
   *
   * @param wanted Gives way when it aborts.
   * @returns The first remaining task.
   */
  runFrom<K extends WorkKind>(
    first: number,
    job: Job<K>,
    listener: Listener<K>,
    wanted: AbortSignal,
    signal?: AbortSignal,
  ): Promise<number>;
}

/**
 * A runner of worker threads. They start with the first job and stay for the next ones; idle threads do not keep the
 * process alive. A thread that dies is replaced and its task repeated; a task that has killed three is a WorkerFault
 * that names it. A thread in the middle of a long trial when its job is cut is terminated.
 */
export function makeThreadRunner(options: ThreadOptions = {}): ThreadRunner {
  checkOptions('`makeThreadRunner`', options, OPTIONS);
  const workers = options.workers ?? availableParallelism();
  if (!Number.isInteger(workers) || workers < 1) throw new RangeError(`${workers} workers: give a whole number from 1`);
  const entry = options.entry ?? ENTRY;
  const pool = makePool(workers, entry, options.resourceLimits);
  const shut = new AbortController();
  const turns = makeTurns();

  const runFrom: ThreadRunner['runFrom'] = (first, job, listener, wanted, signal) => {
    const either = signal === undefined ? shut.signal : AbortSignal.any([signal, shut.signal]);
    return conduct(pool, job, listener, either, first, wanted);
  };
  return {
    workers,
    run: (job, listener, signal) => {
      let next = 0;
      return turns.take(job.tasks, async (wanted) => {
        next = await runFrom(next, job, listener, wanted, signal);
        return next === job.tasks || signal?.aborted === true || shut.signal.aborted;
      });
    },
    runFrom,
    close: async () => {
      shut.abort();
      await pool.close();
      await turns.idle();
    },
  };
}
