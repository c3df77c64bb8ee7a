import { columnsOf } from '../../../src/sim/kernel/ground/columns.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { SimulationFault } from '../../../src/sim/kernel/ground/kernel.ts';
import type { KernelFactory } from '../../../src/runners/workbench.ts';
import { makeToyKernelFactory } from './kernel.mjs';

const ids = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** As much of a compiled model as the toy kernel, the accumulators and the runners look at. */
export function toyModel(over: Partial<CompiledModel> = {}): CompiledModel {
  const model: Partial<CompiledModel> = {
    horizonHours: 17_520,
    periodHours: 8760,
    periods: 2,
    uncertain: true,
    nodeIds: ids('node-', 7),
    groupNode: new Int32Array(0),
    threatIds: ids('threat-', 2),
    controlIds: ids('control-', 2),
    givenNodeIds: [],
    kinds: ['own', 'harm', 'goodwill'],
    watchHours: new Float64Array(2),
    harmLimitIds: [],
    gaugeNode: new Int32Array(0),
    paceFactor: Float64Array.of(1),
    scenario: 'base',
    ...over,
  };
  return model as CompiledModel;
}

export const makeToyKernel: KernelFactory = makeToyKernelFactory(columnsOf, SimulationFault);

export const toyWorker: URL = new URL('./worker.mjs', import.meta.url);
