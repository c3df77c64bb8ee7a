/** Runs the blocks of a plan and merges them in order. */
import type { Accumulator } from '../accumulate/accumulator.ts';
import type { BlockResult } from '../accumulate/block.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { makeInOrder } from './in-order.ts';
import type { RunPlan } from './plan.ts';
import type { Runner } from './runner.ts';

/** What a run in stages knew at the end of the last one. Money per period. */
export interface Known {
  readonly mean: number;
  /** Of the mean. */
  readonly standardError: number;
  /** The mean of the worst 5 % of periods. */
  readonly tailMean: { readonly mean: number; readonly standardError: number };
  /** Trials behind these figures, and the most there may be: longer worlds for limits are separate. */
  readonly trials: number;
  readonly mostTrials: number;
  readonly stages: number;
  /** True once the loss is known as well as asked, or its trials are used up: then only limits are open. */
  readonly hasLoss: boolean;
  /** Open limits; those left to longer worlds count until these are looked at. */
  readonly openLimits: number;
}

/** Progress of a run. */
export interface Progress {
  /** Trials simulated so far. */
  readonly trialsDone: number;
  /** Trials of the whole run. */
  readonly trials: number;
  /** Whole worlds merged so far. */
  readonly worldsDone: number;
  readonly worlds: number;
  /** For a run in stages, of which `trials` is the maximum: what it knew at the end of the last one. */
  readonly knows?: Known | undefined;
  /** True for a run that ends when it knows what was asked: `trials` is the maximum. */
  readonly mayEndEarly?: true | undefined;
  /**
   * For a run in stages still measuring how much worlds differ: trials of that pilot, which contribute to no figure.
   */
  readonly firstLook?: { readonly trialsDone: number; readonly trials: number } | undefined;
  /** True when all trials are done and the figures are being worked out. */
  readonly isMeasuring?: true | undefined;
  /** Of several runs in sequence: which one this is, from 1. */
  readonly run?: { readonly name: string; readonly number: number; readonly of: number } | undefined;
}

export interface CollectOptions {
  /**
   * Called when everything up to a checkpoint has been merged, and nothing beyond it; true when that is enough. What it
   * sees does not depend on the runner, so neither does where the run ends. Not called at the end of the plan.
   */
  readonly atCheckpoint?: (() => boolean) | undefined;
  /** Called with each block that counts, in order, with what its events have cost; nothing of it may be kept. */
  readonly onBlock?: ((result: BlockResult) => void) | undefined;
  /** Called at most ten times a second, and at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a collection ended: the whole plan, enough of it, or cut short. */
export type CollectEnd = 'all' | 'enough' | 'cut';

/** A block, and the owner of its memory. */
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
    options.onBlock?.(result);
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
  const task =
    options.onBlock === undefined ? plan.block : (index: number) => ({ ...plan.block(index), hasEvents: true });
  await runner.run({ kind: 'sums', model, seed, tasks: plan.blocks, task }, { onResult, onPace }, signal);
  return end;
}
