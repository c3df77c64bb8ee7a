/** A kernel that plays trials from a script, so that what should come out of the sums is known. */
import { makeAccumulator, type Accumulator } from '../../../src/sim/accumulate/accumulator.ts';
import type { BlockResult } from '../../../src/sim/accumulate/block.ts';
import { columnsOf, type Columns } from '../../../src/sim/kernel/columns.ts';
import { makeUnitAccumulator } from '../../../src/sim/accumulate/unit-accumulator.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import type { CompiledModel } from '../../../src/sim/kernel/compiled-model.ts';
import type { Kernel } from '../../../src/sim/kernel/kernel.ts';
import { simulateBlock } from '../../../src/sim/session/simulate-block.ts';
import type { Model } from '../../../src/model/model.ts';

/** What a trial leaves behind. */
export interface ScriptedTrial {
  /** Values by column; other columns are 0. The loss of `periodLoss` is booked to its columns by itself. */
  readonly columns?: Readonly<Record<number, number>>;
  readonly periodLoss?: readonly number[];
  readonly periodLargest?: readonly number[];
  /** First and longest outage in hours, by node. */
  readonly outages?: Readonly<Record<number, readonly [number, number]>>;
}

export type Script = (world: number, trial: number) => ScriptedTrial;

const unused = (): never => {
  throw new Error('the scripted kernel only simulates whole trials');
};

function makeScriptedKernel(model: CompiledModel, columns: Columns, script: Script): Kernel {
  const values = new Float64Array(columns.count);
  const touched = new Int32Array(columns.count);
  const periodLoss = new Float64Array(model.periods);
  const periodLargest = new Float64Array(model.periods);
  const firstOutageHours = new Float64Array(model.nodeIds.length);
  const longestOutageHours = new Float64Array(model.nodeIds.length);
  const downNode = new Int32Array(model.nodeIds.length);
  let [touchedCount, downCount] = [0, 0];
  return {
    start: unused,
    runTo: unused,
    apply: unused,
    save: unused,
    restore: unused,
    record: unused,
    pour: unused,
    expect: () => undefined,
    simulate: (world, trial) => {
      const {
        columns: given = {},
        periodLoss: loss = [],
        periodLargest: largest = loss,
        outages = {},
      } = script(world, trial);
      values.fill(0);
      for (const [column, value] of Object.entries(given)) values[Number(column)] = value;
      values[columns.loss] = loss.reduce((a, b) => a + b, 0);
      values[columns.periodsWithLoss] = loss.filter((amount) => amount > 0).length;
      touchedCount = 0;
      // Last first: the kernel promises no order
      for (let column = columns.count - 1; column >= 0; column--) {
        if (values[column] !== 0) touched[touchedCount++] = column;
      }
      periodLoss.fill(0);
      periodLoss.set(loss);
      periodLargest.fill(0);
      periodLargest.set(largest);
      downCount = 0;
      for (const [node, [first, longest]] of Object.entries(outages)) {
        downNode[downCount++] = Number(node);
        firstOutageHours[Number(node)] = first;
        longestOutageHours[Number(node)] = longest;
      }
    },
    columns: values,
    touched,
    touchedColumns: () => touchedCount,
    periodLoss,
    periodLargest,
    firstOutageHours,
    longestOutageHours,
    downNode,
    downNodes: () => downCount,
  };
}

/** A compiled model, said to be uncertain or not. */
export interface Stage {
  readonly model: Model;
  readonly compiled: CompiledModel;
  readonly columns: Columns;
}

export function stageOf(model: Model, uncertain: boolean): Stage {
  const compiled = { ...compileModel(model), uncertain };
  return { model, compiled, columns: columnsOf(compiled) };
}

/** Blocks of a run: each `trialsPerBlock` trials of one world, or `worldsPerBlock` whole worlds. */
export function blocksOf(
  stage: Stage,
  script: Script,
  plan: { readonly worlds: number; readonly trialsPerWorld: number },
  size: { readonly trialsPerBlock?: number; readonly worldsPerBlock?: number } = {},
): readonly BlockResult[] {
  const kernel = makeScriptedKernel(stage.compiled, stage.columns, script);
  const sums = makeUnitAccumulator(stage.compiled, stage.columns);
  const { trialsPerBlock = plan.trialsPerWorld, worldsPerBlock = 1 } = size;
  const blocks: BlockResult[] = [];
  for (let world = 0; world < plan.worlds; world += worldsPerBlock) {
    for (let trial = 0; trial < plan.trialsPerWorld; trial += trialsPerBlock) {
      const block = simulateBlock(kernel, sums, {
        number: blocks.length,
        firstWorld: world,
        worlds: Math.min(worldsPerBlock, plan.worlds - world),
        firstTrial: trial,
        trials: Math.min(trialsPerBlock, plan.trialsPerWorld - trial),
      });
      if (block !== null) blocks.push(block);
    }
  }
  return blocks;
}

/** An accumulator that has taken a whole scripted run. */
export function played(
  stage: Stage,
  script: Script,
  plan: { readonly worlds: number; readonly trialsPerWorld: number },
): Accumulator {
  const accumulator = makeAccumulator(stage.compiled, stage.columns, plan);
  for (const block of blocksOf(stage, script, plan)) accumulator.add(block);
  return accumulator;
}
