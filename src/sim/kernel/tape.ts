/** Formulas of an outage's length, evaluated at run time on a stack. */
import type { CompiledModel } from './compiled-model.ts';
import { TAPE_OP } from './compiled-model.ts';
import { fixedDoubles } from './fixed.ts';
import { SimulationFault } from './kernel.ts';
import { evaluate, operandsOf } from './operations.ts';

/**
 * Evaluates a stretch of the model's tape.
 *
 * @param slots Values of the world at hand. Shape [slots].
 * @returns The value of the formula that begins at step `start` and has `length` steps, for an outage of `hours`. It throws
 *   SimulationFault where the formula gives no finite number.
 */
export function makeTape(
  model: CompiledModel,
  slots: Float64Array,
): (start: number, length: number, hours: number) => number {
  const { tapeOp, tapeArgument } = model;
  const stack = fixedDoubles(tapeOp.length + 3);

  return (start, length, hours) => {
    let depth = 0;
    for (let step = start; step < start + length; step++) {
      const op = tapeOp[step]!;
      if (op === TAPE_OP.constant) stack[depth++] = tapeArgument[step]!;
      else if (op === TAPE_OP.slot) stack[depth++] = slots[tapeArgument[step]!]!;
      else if (op === TAPE_OP.hours) stack[depth++] = hours;
      else {
        depth -= operandsOf(op);
        // Above the operands lies what is left of earlier steps: an operation looks at its own only.
        stack[depth] = evaluate(op, stack[depth]!, stack[depth + 1]!, stack[depth + 2]!);
        depth++;
      }
    }
    const value = stack[0]!;
    if (!Number.isFinite(value)) throw new SimulationFault(`a formula gives no number for an outage of ${hours} h`);
    return value;
  };
}
