/** Each node's share of the worst periods' loss: the tail's periods simulated again by address. */
import { recordColumns } from '../compile/kernel-of.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { TRIALS_PER_UNIT } from '../accumulate/block.ts';
import { makeShareSums, TAIL, tailOf, type TailShare } from '../measure/tail.ts';
import { ELSEWHERE_PARTS, tailParts, type TailBlock, type TailResult } from './simulate-tail.ts';
import { makeInOrder } from './in-order.ts';
import type { Runner } from './runner.ts';

export type { TailShare };

/** Merged data of a run. */
export interface MergedLosses {
  /** Counted loss per period, by world, then trial, then period. */
  readonly losses: Float64Array;
  readonly worlds: number;
  readonly trialsPerWorld: number;
}

/** Number of parts of a tail. */
function partsOf(model: CompiledModel, by: 'node' | 'all' | 'states'): number {
  const columns = recordColumns(model);
  switch (by) {
    case 'node':
      return columns.nodes;
    case 'all':
      return tailParts(columns).length + ELSEWHERE_PARTS;
    case 'states':
      return 2 * columns.states;
  }
}

/**
 * Simulates the worst periods of a run again and gives each node's share of their loss.
 *
 * @param asked Share of periods that is the tail (5 % when absent), and how its loss is split.
 * @returns Shares in order of node (or of `tailParts`; or by state, the shares of the tail's periods that saw it after those of
 *   its loss); null when it was aborted.
 */
export async function tailShares(
  runner: Runner,
  model: CompiledModel,
  seed: string,
  run: MergedLosses,
  signal?: AbortSignal,
  asked: { readonly share?: number; readonly by?: 'node' | 'all' | 'states' } = {},
): Promise<readonly TailShare[] | null> {
  const { share = TAIL, by = 'node' } = asked;
  const tail = tailOf(run.losses, share);
  const entries = tail.place.length;
  const trialAt = (entry: number): number => Math.floor(tail.place[entry]! / model.periods);
  const block = (number: number): TailBlock => {
    const place = tail.place.subarray(number * TRIALS_PER_UNIT, (number + 1) * TRIALS_PER_UNIT);
    return {
      number,
      world: place.map((at) => Math.floor(at / model.periods / run.trialsPerWorld)),
      trial: place.map((at) => Math.floor(at / model.periods) % run.trialsPerWorld),
      period: place.map((at) => at % model.periods),
      by,
    };
  };

  const parts = partsOf(model, by);
  /** Parts from here on count periods, not money. */
  const firstCount = by === 'states' ? parts / 2 : parts;
  const sums = makeShareSums(firstCount);
  const counts = makeShareSums(parts - firstCount);
  const all = [sums, counts];
  const clusterAt = (entry: number): number =>
    run.worlds > 1 ? Math.floor(trialAt(entry) / run.trialsPerWorld) : trialAt(entry);
  const merge = (result: TailResult): void => {
    result.loss.forEach((loss, index) => {
      const entry = result.number * TRIALS_PER_UNIT + index;
      if (entry > 0 && clusterAt(entry) !== clusterAt(entry - 1)) all.forEach((each) => each.endCluster());
      const weight = tail.weight[entry]!;
      const atBoundary = tail.boundary[entry] === 1;
      sums.period(loss, weight, atBoundary);
      counts.period(1, weight, atBoundary);
      for (let at = result.start[index]!; at < result.start[index + 1]!; at++) {
        const part = result.node[at]!;
        if (part < firstCount) sums.cause(part, result.caused[at]! * weight, atBoundary);
        else counts.cause(part - firstCount, result.caused[at]! * weight, atBoundary);
      }
    });
  };
  const ordered = makeInOrder(merge);
  const tasks = Math.ceil(entries / TRIALS_PER_UNIT);
  let done = 0;
  const onResult = (result: TailResult, index: number): void => {
    done++;
    ordered.add(result, index);
  };
  await runner.run({ kind: 'tail', model, seed, tasks, task: block }, { onResult }, signal);
  if (done < tasks) return null;
  all.forEach((each) => each.endCluster());
  return all.flatMap((each) => each.shares(run.worlds > 1 ? run.worlds : run.trialsPerWorld));
}
