/**
 * Where kernels are assembled: the one place that knows which extensions a compiled model asks for.
 *
 * It compiles nothing, so a thread that is handed a compiled model loads no parser.
 */
import { driversExtension } from '../drivers/drivers.ts';
import { driversOf } from '../drivers/tables.ts';
import { columnsOf, type Columns } from '../kernel/ground/columns.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { sourcesOf, statesOf, type Extension } from '../kernel/extension.ts';
import type { Kernel } from '../kernel/ground/kernel.ts';
import { makeKernel } from '../kernel/make-kernel.ts';
import type { Listener } from '../kernel/ground/tell.ts';

/** What a model asks for beyond the network: its drivers. */
function extensionsOf(compiled: CompiledModel): readonly Extension[] {
  const drivers = driversOf(compiled);
  return drivers === undefined ? [] : [driversExtension(drivers)];
}

/**
 * Makes the kernel of a compiled model.
 *
 * @param seed Any phrase, including the empty one.
 * @param listener Receives what happens in its trials.
 * @param more The caller's extensions, after those of the model; they must have no sources of loss.
 */
export function kernelOf(
  compiled: CompiledModel,
  seed: string,
  listener?: Listener,
  more: readonly Extension[] = [],
): Kernel {
  return makeKernel(compiled, seed, { extensions: [...extensionsOf(compiled), ...more], listener });
}

/** That kernel, with the leeway of each trial recorded. */
export function leewayKernelOf(compiled: CompiledModel, seed: string): Kernel {
  return makeKernel(compiled, seed, { extensions: extensionsOf(compiled), leeway: true });
}

/** The columns of the records of that kernel, including those of its extensions. */
export function recordColumns(compiled: CompiledModel): Columns {
  const extensions = extensionsOf(compiled);
  return columnsOf(compiled, sourcesOf(extensions).length, statesOf(extensions));
}
