/** What a thread of work and its master say to each other. */
import type { CompiledModel } from '../sim/kernel/ground/compiled-model.ts';
import type { Result, Task, WorkKind } from '../sim/session/runner.ts';

/** Given to a thread when it begins. */
export interface ThreadData {
  /** One number, shared: tasks of this number and above are to be given up. */
  readonly limit: Int32Array<SharedArrayBuffer>;
}

/** From the master: the model to take in hand, tasks one at a time, results whose memory may be used again. */
export type Order =
  | { readonly order: 'take'; readonly model: CompiledModel; readonly seed: string }
  | { readonly order: 'perform'; readonly kind: WorkKind; readonly task: Task; readonly index: number }
  | { readonly order: 'takeBack'; readonly kind: WorkKind; readonly result: Result };

/** From the thread, one answer to each task: done, given up, or a fault of the model in words. */
export type Answer =
  | { readonly answer: 'done'; readonly result: Result }
  | { readonly answer: 'givenUp' }
  | { readonly answer: 'fault'; readonly message: string };
