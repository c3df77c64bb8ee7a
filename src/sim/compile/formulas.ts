/** Formulas: lowered to steps of the world program, or, where they speak of `hours`, to the tape of the run time. */
import type { Quantity, Tape, TapeStep } from '../../model/quantity.ts';
import { operandsOf } from '../kernel/operations.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';
import { TAPE_OP, WORLD_OP } from '../kernel/compiled-model.ts';
import type { WorldProgram } from './world-program.ts';

/** A stretch of the tape. */
export interface TapePart {
  readonly start: number;
  readonly length: number;
}

export interface Formulas {
  /**
   * Slot of the value of a formula; `min` and `max` bound it.
   *
   * @throws Error when the quantity is no formula, or one of `hours`.
   */
  slot(quantity: Quantity): number;
  /** Tape of a formula of `hours`; `min` and `max` bound it. @throws Error when the quantity is no formula. */
  tape(quantity: Quantity): TapePart;
  arrays(): Pick<CompiledModel, 'tapeOp' | 'tapeArgument'>;
}

/** The steps of a formula, its bounds among them. */
function stepsOf(quantity: Quantity): Tape {
  const { law, min, max } = quantity;
  if (law.kind !== 'formula') throw new Error(`no formula: ${quantity.text}`);
  const steps: TapeStep[] = [...law.tape];
  if (min !== undefined) steps.push({ op: 'constant', value: min }, { op: 'max' });
  if (max !== undefined) steps.push({ op: 'constant', value: max }, { op: 'min' });
  return steps;
}

/**
 * @param inputSlot Slot of a named input of the model.
 */
export function makeFormulas(program: WorldProgram, inputSlot: (name: string) => number): Formulas {
  const ops: number[] = [];
  const args: number[] = [];
  const slots = new Map<Quantity, number>();

  function put(op: number, argument: number): void {
    ops.push(op);
    args.push(argument);
  }

  function lower(quantity: Quantity): number {
    const stack: number[] = [];
    const pop = (): number => {
      const slot = stack.pop();
      if (slot === undefined) throw new Error(`an operand is missing in the formula ${quantity.text}`);
      return slot;
    };
    for (const step of stepsOf(quantity)) {
      if (step.op === 'constant') stack.push(program.constant(step.value));
      else if (step.op === 'input') stack.push(inputSlot(step.name));
      else if (step.op === 'hours') throw new Error(`hours has no value in the formula ${quantity.text}`);
      else {
        const op = WORLD_OP[step.op];
        const operands = operandsOf(op);
        const c = operands > 2 ? pop() : -1;
        const b = operands > 1 ? pop() : -1;
        stack.push(program.apply(op, pop(), b, c));
      }
    }
    return pop();
  }

  return {
    slot: (quantity) => {
      let slot = slots.get(quantity);
      if (slot === undefined) {
        slot = lower(quantity);
        slots.set(quantity, slot);
      }
      return slot;
    },
    tape: (quantity) => {
      const start = ops.length;
      for (const step of stepsOf(quantity)) {
        if (step.op === 'constant') put(TAPE_OP.constant, step.value);
        else if (step.op === 'input') put(TAPE_OP.slot, inputSlot(step.name));
        else put(step.op === 'hours' ? TAPE_OP.hours : WORLD_OP[step.op], 0);
      }
      return { start, length: ops.length - start };
    },
    arrays: () => ({ tapeOp: new Uint8Array(ops), tapeArgument: new Float64Array(args) }),
  };
}
