import type { Columns } from '../../../src/sim/kernel/columns.ts';
import type { CompiledModel } from '../../../src/sim/kernel/compiled-model.ts';
import type { Kernel } from '../../../src/sim/kernel/kernel.ts';

export declare function makeToyKernelFactory(
  columnsOf: (model: CompiledModel) => Columns,
  Fault: new (message: string) => Error,
): (model: CompiledModel, seed: string) => Kernel;
