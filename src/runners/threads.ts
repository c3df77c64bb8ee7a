/** The runner of worker threads: each has a kernel of its own for its life, and one task at a time. */
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

/** Limits of memory of a thread, as `ResourceLimits` of Node has them; here so that types need none of Node's. */
export interface ThreadLimits {
  readonly maxOldGenerationSizeMb?: number;
  readonly maxYoungGenerationSizeMb?: number;
  readonly codeRangeSizeMb?: number;
  readonly stackSizeMb?: number;
}

export interface ThreadOptions {
  /** Worker threads; as many as the machine runs at once when absent. */
  readonly workers?: number | undefined;
  /** The file that a thread runs; the built one of this project when absent. */
  readonly entry?: URL | undefined;
  /** Limits of memory of each thread. */
  readonly resourceLimits?: ThreadLimits | undefined;
}

const OPTIONS = {
  workers: NUMBER,
  entry: { is: (value: unknown) => value instanceof URL, words: 'a URL' },
  resourceLimits: RECORD,
} satisfies Record<keyof ThreadOptions, unknown>;

/** The built entry. Run from the sources, as tests are, this file stands elsewhere: threads need JavaScript on Node 20. */
const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/runners/thread-worker.js' : './thread-worker.js',
  import.meta.url,
);

/** A value of the shared limit at which no task is given up. */
const NO_LIMIT = 2 ** 31 - 1;

/** Milliseconds that a thread has to finish the trial at hand when its task is given up; then it is ended, and replaced when one is needed. */
const GRACE = 500;

/** A thread, and what it is doing. */
interface Seat {
  readonly worker: Worker;
  model: CompiledModel | null;
  seed: string;
  /** The task in hand; null when idle. */
  task: number | null;
  /** What brought it down. */
  lastWords: string;
}

/** Threads that are started when they are first needed, and replaced when they die. */
interface Pool {
  crewFor(job: Job): Crew;
  /** Who hears of answers and deaths. */
  campaign: Campaign | null;
  /** Whether threads keep the process alive. */
  keepAlive(yes: boolean): void;
  close(): Promise<void>;
}

/** Gives a task to a seat, after its model when that is another one than it has. */
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

/** Hands the memory of a result back to the thread that made it. */
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
      // A code, such as that of running out of memory, does not stand in the words of an error.
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

  /** Ends threads that are still in the middle of a trial of a task of this number or above. */
  function endFrom(index: number): void {
    for (const { task, worker } of seats) if (task !== null && task >= index) void worker.terminate();
  }

  const pool: Pool = {
    campaign: null,
    crewFor: (job) => {
      // For all threads: they are of this process.
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
 * Has a job done by the pool, from task `first` on. Resolves when it is, soon after it is cut, or after it gave way, with the
 * first task that is then left.
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

/** A runner that can take over a job of which the first tasks are done. */
export interface ThreadRunner extends Runner {
  /**
   * As `run`, from task `first` on, at once: one after the other is for the caller to see to.
   *
   * @param wanted Gives way when it aborts.
   * @returns The first task that is left.
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
 * process alive. A thread that dies is replaced and its task done again; a task that has brought down three is a
 * WorkerFault that names it. A thread that is in the middle of a long trial when its job is cut is ended.
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
