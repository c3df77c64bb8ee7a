/** What a worker thread and its master say to each other. */
import type { CompiledModel } from '../sim/kernel/ground/compiled-model.ts';
import type { Result, Task, WorkKind } from '../sim/session/runner.ts';

/** Given to a thread when it starts. */
export interface ThreadData {
  /** One number, shared: tasks with this number or above are to be abandoned. */
  readonly limit: Int32Array<SharedArrayBuffer>;
}

/** From the master: the model to use, tasks one at a time, results whose memory may be reused. */
export type Order =
  | { readonly order: 'take'; readonly model: CompiledModel; readonly seed: string }
  | { readonly order: 'perform'; readonly kind: WorkKind; readonly task: Task; readonly index: number }
  | { readonly order: 'takeBack'; readonly kind: WorkKind; readonly result: Result };

/** From the thread, one answer to each task: done, abandoned, or a fault of the model with its message. */
export type Answer =
  | { readonly answer: 'done'; readonly result: Result }
  | { readonly answer: 'givenUp' }
  | { readonly answer: 'fault'; readonly message: string };
