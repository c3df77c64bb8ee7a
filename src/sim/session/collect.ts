/** Has the blocks of a plan done and merges them in order. */
import type { Accumulator } from '../accumulate/accumulator.ts';
import type { BlockResult } from '../accumulate/block.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';
import { makeInOrder } from './in-order.ts';
import type { RunPlan } from './plan.ts';
import type { Runner } from './runner.ts';

/** How far a run is. */
export interface Progress {
  /** Trials simulated so far. */
  readonly trialsDone: number;
  /** Trials of the whole run. */
  readonly trials: number;
  /** Whole worlds merged so far. */
  readonly worldsDone: number;
  readonly worlds: number;
  /** Of a run in stages, of which `trials` are the most: the mean loss of a period as of the last stage. */
  readonly knows?: { readonly mean: number; readonly standardError: number } | undefined;
}

export interface CollectOptions {
  /**
   * Called when all up to a checkpoint has been merged, and nothing beyond it; true when that is enough. What it sees
   * does not depend on the runner, so neither does where the run ends. Not called at the end of the plan.
   */
  readonly atCheckpoint?: (() => boolean) | undefined;
  /** Called at most ten times a second, and at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a collection ended: with all of the plan, with enough of it, or cut short. */
export type CollectEnd = 'all' | 'enough' | 'cut';

/** A block, and what lends its memory. */
interface Given {
  readonly result: BlockResult;
  readonly giveBack: () => void;
}

export async function collect(
  runner: Runner,
  model: CompiledModel,
  seed: string,
  plan: RunPlan,
  accumulator: Accumulator,
  options: CollectOptions,
): Promise<CollectEnd> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  let end: CollectEnd = 'cut';
  let trialsDone = 0;

  const merge = ({ result, giveBack }: Given, index: number): void => {
    if (end !== 'cut') return;
    accumulator.add(result);
    giveBack();
    if (index === plan.blocks - 1) end = 'all';
    else if (plan.endsAtCheckpoint(index) && options.atCheckpoint?.() === true) end = 'enough';
    if (end !== 'cut') stop.abort();
  };
  const ordered = makeInOrder(merge);
  const onResult = (result: BlockResult, index: number, giveBack: () => void): void => {
    const block = plan.block(index);
    trialsDone += block.worlds * block.trials;
    ordered.add({ result, giveBack }, index);
  };
  const onPace = (): void => {
    const worldsDone = accumulator.worldsDone();
    options.onProgress?.({ trialsDone, trials: plan.trials, worldsDone, worlds: plan.worlds });
  };
  await runner.run({ kind: 'sums', model, seed, tasks: plan.blocks, task: plan.block }, { onResult, onPace }, signal);
  return end;
}
