/** Readers: they listen to chosen trials, or act in them, on any thread, and return a result. */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Kernel } from '../kernel/ground/kernel.ts';
import type { Listener } from '../kernel/ground/tell.ts';
import type { Addresses } from './chosen-trials.ts';

export interface ReadBlock<In = unknown> extends Addresses {
  readonly number: number;
  /** Name of the reader. */
  readonly reader: string;
  /** Where the entries of this block begin in the list of all trials. */
  readonly first: number;
  /** Passed to the reader: the same for all blocks. Plain data. */
  readonly input: In;
}

export interface ReadResult<Out = unknown> {
  readonly number: number;
  /** Plain data. */
  readonly output: Out;
}

/** What a thread gives a reader. */
export interface Bench {
  readonly model: CompiledModel;
  readonly seed: string;
  /** A separate kernel for the reader, on the current model. */
  makeKernel(listener?: Listener): Kernel;
}

/**
 * Makes a reader for the current model. It is made once per thread and model, so it may keep kernels.
 *
 * The reader takes a block and returns what it read; null when it was aborted: it checks `stopped` before every trial.
 */
export type MakeReader<In = unknown, Out = unknown> = (
  bench: Bench,
) => (block: ReadBlock<In>, stopped: () => boolean) => Out | null;
