/** A kernel that plays trials from a script, so that what should come out of the sums is known. */
import { makeAccumulator, type Accumulator } from '../../../src/sim/accumulate/accumulator.ts';
import type { BlockResult } from '../../../src/sim/accumulate/block.ts';
import { ROW, ROW_BITS, type Columns } from '../../../src/sim/kernel/ground/columns.ts';
import { makeUnitAccumulator } from '../../../src/sim/accumulate/unit-accumulator.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { recordColumns } from '../../../src/sim/compile/kernel-of.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import type { Kernel } from '../../../src/sim/kernel/ground/kernel.ts';
import { simulateBlock } from '../../../src/sim/session/simulate-block.ts';
import type { Model } from '../../../src/model/model.ts';

/** What a trial leaves behind. */
export interface ScriptedTrial {
  /** Values by column; other columns are 0. The loss of `periodLoss` is booked to its columns by itself. */
  readonly columns?: Readonly<Record<number, number>>;
  readonly periodLoss?: readonly number[];
  readonly periodLargest?: readonly number[];
  /** First and longest outage in hours, by node; below 0 where it was cut. */
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
  const nodes = model.nodeIds.length;
  const touchedNode = new Int32Array(nodes);
  const rows = new Float64Array(nodes << ROW_BITS);
  let [touchedCount, rowCount] = [0, 0];
  /** The row of a node, in the order in which they are asked for. */
  const rowOf = (node: number): number => {
    let place = touchedNode.subarray(0, rowCount).indexOf(node);
    if (place < 0) {
      place = rowCount++;
      touchedNode[place] = node;
    }
    return place << ROW_BITS;
  };
  return {
    start: unused,
    runTo: unused,
    apply: unused,
    save: unused,
    restore: unused,
    record: unused,
    pour: unused,
    useLevels: unused,
    lowestLevel: new Int32Array(),
    highestLevel: new Int32Array(),
    expect: () => undefined,
    engines: () => 1,
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
      rows.fill(0);
      rowCount = 0;
      const inNodes = columns.perNode * nodes;
      // Last first: the kernel promises no order
      for (let column = columns.count - 1; column >= 0; column--) {
        if (values[column] === 0) continue;
        const place = column - columns.nodeDownHours;
        if (place < 0 || place >= inNodes) touched[touchedCount++] = column;
        else {
          rows[rowOf(Math.floor(place / columns.perNode)) + (place % columns.perNode)] = values[column]!;
          values[column] = 0;
        }
      }
      periodLoss.fill(0);
      periodLoss.set(loss);
      periodLargest.fill(0);
      periodLargest.set(largest);
      for (const [node, [first, longest]] of Object.entries(outages)) {
        const row = rowOf(Number(node));
        rows[row + ROW.firstOutage] = first;
        rows[row + ROW.longestOutage] = longest;
      }
    },
    columns: values,
    touched,
    touchedColumns: () => touchedCount,
    periodLoss,
    periodLargest,
    touchedNode,
    rows,
    touchedNodes: () => rowCount,
    rootLosses: () => undefined,
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
  return { model, compiled, columns: recordColumns(compiled) };
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
