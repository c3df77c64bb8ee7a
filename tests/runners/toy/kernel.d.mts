import type { Columns } from '../../../src/sim/accumulate/columns.ts';
import type { CompiledModel } from '../../../src/sim/compile/compiled-model.ts';
import type { Kernel } from '../../../src/sim/kernel/kernel.ts';

export declare function makeToyKernelFactory(
  columnsOf: (model: CompiledModel) => Columns,
  Fault: new (message: string) => Error,
): (model: CompiledModel, seed: string) => Kernel;
