/** What every future of a run lost, and to which events, a few thousand futures at a time. */
import { driverRoots } from '../../sim/drivers/tables.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { addressesOf, taskEnds } from '../../sim/session/chosen-trials.ts';
import { makeInOrder } from '../../sim/session/in-order.ts';
import type { ReadBlock, ReadResult } from '../../sim/session/reader.ts';
import type { Runner } from '../../sim/session/runner.ts';
import type { LossesRead } from './read-losses.ts';

/** Trials of a batch: what is in memory at once. */
const TRIALS_PER_BATCH = 32_768;

/** Losses of the trials from number `first` on (world times trials per world, plus trial). */
export interface LossBatch {
  readonly first: number;
  readonly trials: number;
  /** In order. */
  readonly parts: readonly LossesRead[];
}

export interface LossesAsked {
  readonly compiled: CompiledModel;
  readonly seed: string;
  readonly worlds: number;
  readonly trialsPerWorld: number;
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch but the last. */
  readonly onProgress?: ((trialsDone: number, trials: number) => void) | undefined;
}

/**
 * Names of the sources of loss, by number: threats by their ids; `shock`, `action`, `not-bought:CONTROL`, `given:NODE`;
 * and states of drivers, `driver:NAME=STATE`.
 */
export function sourceIds(compiled: CompiledModel): readonly string[] {
  return [
    ...compiled.threatIds,
    'shock',
    'action',
    ...compiled.controlIds.map((id) => `not-bought:${id}`),
    ...compiled.givenNodeIds.map((id) => `given:${id}`),
    ...driverRoots(compiled),
  ];
}

/** Simulates the trials of a run again, by their addresses. Rejects with the reason of its signal when it is cut short. */
export async function* lossBatches(runner: Runner, asked: LossesAsked): AsyncGenerator<LossBatch> {
  const { compiled, seed, worlds, trialsPerWorld, signal, onProgress } = asked;
  const all = worlds * trialsPerWorld;
  for (let first = 0; first < all; first += TRIALS_PER_BATCH) {
    signal?.throwIfAborted();
    const trials = Math.min(TRIALS_PER_BATCH, all - first);
    const numbers = Int32Array.from({ length: trials }, (_, at) => first + at);
    const ends = taskEnds(numbers, trialsPerWorld);
    const task = (number: number): ReadBlock<null> => {
      const begin = ends[number - 1] ?? 0;
      const addresses = addressesOf(numbers.slice(begin, ends[number]), trialsPerWorld);
      return { number, reader: 'losses', first: begin, input: null, ...addresses };
    };
    const parts: LossesRead[] = [];
    const ordered = makeInOrder<LossesRead>((part) => void parts.push(part));
    const onResult = (result: ReadResult, index: number): void =>
      ordered.add((result as ReadResult<LossesRead>).output, index);
    await runner.run({ kind: 'read', model: compiled, seed, tasks: ends.length, task }, { onResult }, signal);
    if (parts.length < ends.length) {
      signal?.throwIfAborted();
      throw new Error('the runner was closed before all was known');
    }
    yield { first, trials, parts };
    onProgress?.(first + trials, all);
  }
}
