/** Formulas of an outage's length, evaluated at run time on a stack. */
import type { CompiledModel } from '../ground/compiled-model.ts';
import { TAPE_OP } from '../ground/compiled-model.ts';
import { fixedDoubles } from '../ground/fixed.ts';
import { SimulationFault } from '../ground/kernel.ts';
import { evaluate, operandsOf } from '../ground/operations.ts';

/** Larger numbers mean nothing. */
const LARGEST = 1e100;

function wordsFor({ tapeStart, tapePath }: CompiledModel, start: number, hours: number, value: number): string {
  const what = value < 0 ? `less than nothing (${Number(value.toPrecision(3))})` : 'no number';
  const path = tapePath[tapeStart.indexOf(start)] ?? '';
  return `the formula at \`${path}\` gives ${what} for an outage of ${Number(hours.toPrecision(4))} h: bound it, such as by \`max(0, ...)\``;
}

/**
 * Evaluates a stretch of the model's tape.
 *
 * @param slots Values of the current world. Shape [slots].
 * @returns The value of the formula of `length` steps from step `start`, for an outage of `hours`. Throws
 * SimulationFault
 *   where the formula gives no number, or one below 0.
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
        // Above the operands are remnants of earlier steps: an operation reads only its own.
        stack[depth] = evaluate(op, stack[depth]!, stack[depth + 1]!, stack[depth + 2]!);
        depth++;
      }
    }
    const value = stack[0]!;
    if (!(value >= 0 && value <= LARGEST)) throw new SimulationFault(wordsFor(model, start, hours, value));
    return value;
  };
}
