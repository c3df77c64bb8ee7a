/** What one thread works with: its kernel, and a matching accumulator. */
import type { Columns } from '../sim/kernel/ground/columns.ts';
import { makeUnitAccumulator, type UnitAccumulator } from '../sim/accumulate/unit-accumulator.ts';
import type { CompiledModel } from '../sim/kernel/ground/compiled-model.ts';
import type { Kernel } from '../sim/kernel/ground/kernel.ts';
import { kernelOf, leewayKernelOf, recordColumns } from '../sim/compile/kernel-of.ts';
import { simulateCourses } from '../sim/session/courses/simulate-courses.ts';
import type { Result, Task, WorkKind } from '../sim/session/runner.ts';
import { simulateBlock } from '../sim/session/simulate-block.ts';
import type { MakeReader } from '../sim/session/reader.ts';
import { simulateLosses } from '../sim/session/simulate-losses.ts';
import { simulateTail } from '../sim/session/simulate-tail.ts';

import { READERS } from './readers.ts';

/** Makes the kernel of a thread. */
export type KernelFactory = (model: CompiledModel, seed: string) => Kernel;

/** Checked before each trial: whether the task is to be abandoned. */
export type Stopped = () => boolean;

export interface Workbench {
  /** Sets the model: poured into the existing kernels where possible, otherwise in new ones. */
  take(model: CompiledModel, seed: string): void;
  /** Does a task on the current model; null when it was abandoned. */
  perform<K extends WorkKind>(kind: K, task: Task<K>, stopped: Stopped): Result<K> | null;
  /** Reclaims the memory of a result that is no longer read. */
  takeBack<K extends WorkKind>(kind: K, result: Result<K>): void;
}

interface InHand {
  readonly model: CompiledModel;
  readonly seed: string;
  /** Made on first use, as is the one that records leeway. */
  kernel(): Kernel;
  leewayKernel(): Kernel;
  readonly columns: Columns;
  readonly accumulator: UnitAccumulator;
  /** Those of the current model, by name, made on first use. */
  readonly readers: Map<string, ReturnType<MakeReader>>;
}

function readerOf(hand: InHand, name: string): ReturnType<MakeReader> {
  const { model, seed, readers } = hand;
  const make = READERS[name];
  if (make === undefined) throw new Error(`no reader is called ${name}`);
  const reader = readers.get(name) ?? make({ model, seed, makeKernel: (listener) => kernelOf(model, seed, listener) });
  readers.set(name, reader);
  return reader;
}

type Performers = { readonly [K in WorkKind]: (hand: InHand, task: Task<K>, stopped: Stopped) => Result<K> | null };

const PERFORM: Performers = {
  sums: (hand, block, stopped) => simulateBlock(hand.kernel(), hand.accumulator, block, stopped),
  tail: (hand, block, stopped) => simulateTail(hand.kernel(), hand.columns, hand.model, block, stopped),
  courses: (hand, block, stopped) => simulateCourses(hand.leewayKernel(), hand.model, hand.columns, block, stopped),
  losses: (hand, block, stopped) => simulateLosses(hand.kernel(), hand.model, hand.seed, block, stopped),
  read: (hand, block, stopped) => {
    const output = readerOf(hand, block.reader)(block, stopped);
    return output === null ? null : { number: block.number, output };
  },
};

type Takers = { readonly [K in WorkKind]: (hand: InHand, result: Result<K>) => void };

const TAKE_BACK: Takers = {
  sums: (hand, result) => hand.accumulator.takeBack(result),
  // A few numbers
  tail: () => {},
  courses: () => {},
  losses: () => {},
  read: () => {},
};

export function makeWorkbench(makeBareKernel: KernelFactory): Workbench {
  let hand: InHand | null = null;
  let kernel: Kernel | null = null;
  let leewayKernel: Kernel | null = null;
  /** True after something was thrown in the middle of a trial: everything is then made again. */
  let broken = false;

  const prepare = (model: CompiledModel, seed: string): InHand => {
    const columns = recordColumns(model);
    return {
      model,
      seed,
      kernel: () => (kernel ??= makeBareKernel(model, seed)),
      leewayKernel: () => (leewayKernel ??= leewayKernelOf(model, seed)),
      columns,
      accumulator: makeUnitAccumulator(model, columns),
      readers: new Map(),
    };
  };

  return {
    take: (model, seed) => {
      if (hand?.model === model && hand.seed === seed) return;
      const canPour = !broken && hand?.seed === seed;
      if (!canPour || kernel?.pour(model) !== true) kernel = null;
      if (!canPour || leewayKernel?.pour(model) !== true) leewayKernel = null;
      hand = prepare(model, seed);
      broken = false;
    },
    perform: (kind, task, stopped) => {
      if (hand === null) throw new Error('a task came before its model');
      if (broken) {
        [kernel, leewayKernel] = [null, null];
        hand = prepare(hand.model, hand.seed);
      }
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
