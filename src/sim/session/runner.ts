/** Where work is done: a session cuts a run into tasks, a runner executes them, in this thread or in many. */
import type { BlockResult } from '../accumulate/block.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { CourseBlock, CourseResult } from './courses/simulate-courses.ts';
import type { Block } from './simulate-block.ts';
import type { ReadBlock, ReadResult } from './reader.ts';
import type { LossBlock, LossResult } from './simulate-losses.ts';
import type { TailBlock, TailResult } from './simulate-tail.ts';

/** The kinds of work, each with its task and its result. */
export interface Work {
  /** Whole units of trials, for the accumulator. */
  readonly sums: { readonly task: Block; readonly result: BlockResult };
  /** Chosen trials again, for what each node caused. */
  readonly tail: { readonly task: TailBlock; readonly result: TailResult };
  /** Chosen trials again, for what they lose. */
  readonly losses: { readonly task: LossBlock; readonly result: LossResult };
  /** Chosen trials under the levels of several portfolios. */
  readonly courses: { readonly task: CourseBlock; readonly result: CourseResult };
  /** Chosen trials again, for a reader. */
  readonly read: { readonly task: ReadBlock; readonly result: ReadResult };
}

export type WorkKind = keyof Work;
export type Task<K extends WorkKind = WorkKind> = Work[K]['task'];
export type Result<K extends WorkKind = WorkKind> = Work[K]['result'];

/** Tasks over one model. A task may be repeated, on any thread: it gives the same bits. */
export interface Job<K extends WorkKind = WorkKind> {
  readonly kind: K;
  readonly model: CompiledModel;
  readonly seed: string;
  /** Number of tasks. */
  readonly tasks: number;
  /** Task number `index`, 0 <= index < tasks. */
  task(index: number): Task<K>;
}

/** What a runner reports while it works. */
export interface Listener<K extends WorkKind = WorkKind> {
  /**
   * Called once per task, in any order; at most a bounded number of tasks ahead of the first one not done.
   *
   * @param giveBack May be called, once, when nothing of the result is read any more: later results then overwrite its
   * memory, which spares the garbage collector.
   */
  onResult(result: Result<K>, index: number, giveBack: () => void): void;
  /** Called at most ten times a second while results come in, and once after the last. */
  onPace?(): void;
}

export interface Runner {
  /** Tasks that run at the same time. */
  readonly workers: number;
  /**
   * Runs every task, in order of number as far as the workers allow. Resolves when all are done, or soon after `signal`
   * aborts. Jobs of one runner run one at a time; a large one gives way, between two tasks, to one of far fewer tasks.
   *
   * @throws SimulationFault of the first task that has one, whatever the number of workers; what `onResult` throws.
   */
  run<K extends WorkKind>(job: Job<K>, listener: Listener<K>, signal?: AbortSignal): Promise<void>;
  /** Ends the workers; running tasks are abandoned. */
  close(): Promise<void>;
}
