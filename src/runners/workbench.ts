/** What one thread works with: its kernel, and an accumulator that goes with it. */
import { columnsOf, type Columns } from '../sim/kernel/ground/columns.ts';
import { makeUnitAccumulator, type UnitAccumulator } from '../sim/accumulate/unit-accumulator.ts';
import type { CompiledModel } from '../sim/kernel/ground/compiled-model.ts';
import type { Kernel } from '../sim/kernel/ground/kernel.ts';
import type { Result, Task, WorkKind } from '../sim/session/runner.ts';
import { simulateBlock } from '../sim/session/simulate-block.ts';
import { simulateTail } from '../sim/session/simulate-tail.ts';

/** Makes the kernel of a thread. */
export type KernelFactory = (model: CompiledModel, seed: string) => Kernel;

/** Asked before each trial whether the task is to be given up. */
export type Stopped = () => boolean;

export interface Workbench {
  /** Takes a model in hand: poured into the kernel there is where that can be, in a new one otherwise. */
  take(model: CompiledModel, seed: string): void;
  /** Does a task on the model in hand; null when it was given up. */
  perform<K extends WorkKind>(kind: K, task: Task<K>, stopped: Stopped): Result<K> | null;
  /** Takes the memory of a result that nobody reads any more. */
  takeBack<K extends WorkKind>(kind: K, result: Result<K>): void;
}

interface InHand {
  readonly model: CompiledModel;
  readonly seed: string;
  readonly kernel: Kernel;
  readonly columns: Columns;
  readonly accumulator: UnitAccumulator;
}

type Performers = { readonly [K in WorkKind]: (hand: InHand, task: Task<K>, stopped: Stopped) => Result<K> | null };

const PERFORM: Performers = {
  sums: (hand, block, stopped) => simulateBlock(hand.kernel, hand.accumulator, block, stopped),
  tail: (hand, block, stopped) => simulateTail(hand.kernel, hand.columns, hand.model, block, stopped),
};

type Takers = { readonly [K in WorkKind]: (hand: InHand, result: Result<K>) => void };

const TAKE_BACK: Takers = {
  sums: (hand, result) => hand.accumulator.takeBack(result),
  // A few numbers
  tail: () => {},
};

export function makeWorkbench(makeKernel: KernelFactory): Workbench {
  let hand: InHand | null = null;
  /** True after something was thrown in the middle of a trial: what is in hand is then made anew. */
  let broken = false;

  const prepare = (model: CompiledModel, seed: string, kernel: Kernel): InHand => {
    const columns = columnsOf(model);
    return { model, seed, kernel, columns, accumulator: makeUnitAccumulator(model, columns) };
  };

  return {
    take: (model, seed) => {
      if (hand?.model === model && hand.seed === seed) return;
      const poured = hand !== null && !broken && hand.seed === seed && hand.kernel.pour(model);
      hand = prepare(model, seed, poured && hand !== null ? hand.kernel : makeKernel(model, seed));
      broken = false;
    },
    perform: (kind, task, stopped) => {
      if (hand === null) throw new Error('a task came before its model');
      if (broken) hand = prepare(hand.model, hand.seed, makeKernel(hand.model, hand.seed));
      broken = true;
      const result = PERFORM[kind](hand, task, stopped);
      broken = false;
      return result;
    },
    takeBack: (kind, result) => {
      if (hand !== null) TAKE_BACK[kind](hand, result);
    },
  };
}
