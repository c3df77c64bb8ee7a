/** The futures of a run, and the same futures with something changed: what each loses, kept once worked out. */
import { changedModel, type Change } from '../compile/change.ts';
import { addressesOf, taskEnds } from './chosen-trials.ts';
import { makeInOrder } from './in-order.ts';
import type { Kept } from './kept.ts';
import type { ReadBlock } from './reader.ts';
import type { Job, Runner, WorkKind } from './runner.ts';
import type { Sample } from './simulate.ts';
import type { LossBlock } from './simulate-losses.ts';
import { tailShares, type TailShare } from './tail-shares.ts';
import { selectionKey } from './variants.ts';

/** Progress of a question. */
export interface FuturesProgress {
  readonly trialsDone: number;
  readonly trials: number;
}

export interface FuturesOptions {
  /** Aborts the question: it rejects with the reason. */
  readonly signal?: AbortSignal | undefined;
  /** At most ten times a second. */
  readonly onProgress?: ((progress: FuturesProgress) => void) | undefined;
}

/** Trials are named by number: world times trials per world, plus trial. */
export interface Futures {
  /** The run: `losses` by trial and period, and the model in `variant`. */
  readonly sample: Sample;
  readonly seed: string;
  /**
   * Counted loss of each period under a change. Shape [trials * periods], in the order asked for. Known losses are not
   * run again.
   */
  changed(change: Change, trials: Int32Array, options?: FuturesOptions): Promise<Float64Array>;
  /**
   * What a reader (`src/runners/readers.ts`) makes of trials: a part for each block, in their order. `trials`
   * ascending.
   *
   * @param input Passed to the reader: plain data.
   */
  read<In, Out>(reader: string, trials: Int32Array, input: In, options?: FuturesOptions): Promise<readonly Out[]>;
  /** How much each part (`tailParts`) has of the loss of the worst periods, the given share of all periods. */
  tailShares(share: number, options?: FuturesOptions): Promise<readonly TailShare[]>;
}

/** Losses of trials under one change. */
export interface Known {
  readonly trials: Int32Array; // ascending
  readonly losses: Float64Array; // [trials * periods]
}

const NOTHING: Known = { trials: new Int32Array(), losses: new Float64Array() };

/** Place of a number in an ascending list, or -1. */
function placeIn(list: Int32Array, number: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return list[low] === number ? low : -1;
}

/** Two lists merged; no trial may be in both. */
function merged(a: Known, b: Known, periods: number): Known {
  const length = a.trials.length + b.trials.length;
  const trials = new Int32Array(length);
  const losses = new Float64Array(length * periods);
  let [i, j] = [0, 0];
  for (let at = 0; at < length; at++) {
    const isA = j === b.trials.length || (i < a.trials.length && a.trials[i]! < b.trials[j]!);
    const [from, place] = isA ? [a, i++] : [b, j++];
    trials[at] = from.trials[place]!;
    losses.set(from.losses.subarray(place * periods, (place + 1) * periods), at * periods);
  }
  return { trials, losses };
}

/** Key of a change, the same however its parts are ordered. */
function changeKey(change: Change): string {
  const parts = Object.entries(change).filter(([, part]) => part !== undefined);
  const sorted = parts.map(([key, part]): [string, unknown] => [
    key,
    Array.isArray(part) ? part.map((one: unknown) => JSON.stringify(one)).toSorted() : part,
  ]);
  return JSON.stringify(sorted.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const closedEarly = (): Error => new Error('the runner was closed before all was known');

/** @param kept Known losses, of these futures and of others. */
export function futuresOf(sample: Sample, runner: Runner, seed: string, kept: Kept<Known>): Futures {
  const { compiled } = sample.variant;
  const { periods, trialsPerWorld } = sample;
  const own = JSON.stringify([selectionKey(sample.variant.selection), seed, sample.worlds, trialsPerWorld]);

  /** Runs the tasks of a job; returns their results in order. */
  async function results<K extends WorkKind, R>(
    job: Job<K>,
    ends: readonly number[],
    { signal, onProgress }: FuturesOptions,
    take: (result: unknown) => R,
  ): Promise<R[]> {
    signal?.throwIfAborted();
    const found: R[] = [];
    const ordered = makeInOrder<R>((result) => void found.push(result));
    const trials = ends.at(-1) ?? 0;
    let trialsDone = 0;
    const onResult = (result: unknown, index: number): void => {
      trialsDone += ends[index]! - (ends[index - 1] ?? 0);
      ordered.add(take(result), index);
    };
    await runner.run(job, { onResult, onPace: () => onProgress?.({ trialsDone, trials }) }, signal);
    if (found.length < ends.length) {
      signal?.throwIfAborted();
      throw closedEarly();
    }
    return found;
  }

  async function simulated(change: Change, trials: Int32Array, options: FuturesOptions): Promise<Known> {
    const ends = taskEnds(trials, trialsPerWorld);
    const task = (number: number): LossBlock => ({
      number,
      lost: change.lost ?? null,
      ...addressesOf(trials.slice(ends[number - 1] ?? 0, ends[number]), trialsPerWorld),
    });
    const model = changedModel(compiled, change);
    const job = { kind: 'losses', model, seed, tasks: ends.length, task } as const;
    const parts = await results(job, ends, options, (result) => (result as { readonly loss: Float64Array }).loss);
    const losses = new Float64Array(trials.length * periods);
    let at = 0;
    for (const part of parts) {
      losses.set(part, at);
      at += part.length;
    }
    return { trials, losses };
  }

  return {
    sample,
    seed,
    changed: async (change, trials, options = {}) => {
      const key = `${own} ${changeKey(change)}`;
      let known = kept.get(key) ?? NOTHING;
      const open = Int32Array.from(new Set(trials.filter((trial) => placeIn(known.trials, trial) < 0))).toSorted();
      if (open.length > 0) {
        known = merged(known, await simulated(change, open, options), periods);
        kept.put(key, known, known.trials.byteLength + known.losses.byteLength);
      }
      const asked = new Float64Array(trials.length * periods);
      trials.forEach((trial, index) => {
        const place = placeIn(known.trials, trial);
        asked.set(known.losses.subarray(place * periods, (place + 1) * periods), index * periods);
      });
      return asked;
    },
    read: async <In, Out>(reader: string, trials: Int32Array, input: In, options: FuturesOptions = {}) => {
      const ends = taskEnds(trials, trialsPerWorld);
      const task = (number: number): ReadBlock<In> => {
        const first = ends[number - 1] ?? 0;
        return { number, reader, first, input, ...addressesOf(trials.slice(first, ends[number]), trialsPerWorld) };
      };
      const job = { kind: 'read', model: compiled, seed, tasks: ends.length, task } as const;
      return results(job, ends, options, (result) => (result as { readonly output: Out }).output);
    },
    tailShares: async (share, { signal } = {}) => {
      const found = await tailShares(runner, compiled, seed, sample, signal, { share, by: 'all' });
      if (found !== null) return found;
      signal?.throwIfAborted();
      throw closedEarly();
    },
  };
}
