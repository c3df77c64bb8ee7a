/** Formulas as steps, and the bounds on their values. */
import type { Quantity, Tape, TapeStep } from '../../model/quantity.ts';
import { WORLD_OP } from '../kernel/ground/compiled-model.ts';
import { operandsOf } from '../kernel/ground/operations.ts';

/** The steps of a formula, its bounds among them. */
export function stepsOf(quantity: Quantity): Tape {
  const { law, min, max } = quantity;
  if (law.kind !== 'formula') throw new Error(`no formula: ${quantity.text}`);
  const steps: TapeStep[] = [...law.tape];
  if (min !== undefined) steps.push({ op: 'constant', value: min }, { op: 'max' });
  if (max !== undefined) steps.push({ op: 'constant', value: max }, { op: 'min' });
  return steps;
}

/** The least and the greatest value allowed in a place. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Rounding errors of this size are tolerated. */
const SLACK = 1e-9;
/** Larger numbers mean nothing. */
const LARGEST = 1e100;

/** The values allowed in the place of a quantity. */
export function boundsOf({ dimension }: Quantity): Bounds {
  return { low: dimension === 'number' ? -LARGEST : -SLACK, high: dimension === 'share' ? 1 + SLACK : LARGEST };
}

/** Turns the steps of a formula into slots. */
export interface Lowering {
  constant(value: number): number;
  input(name: string): number;
  /** Slot of the outage's length. */
  hours(): number;
  apply(op: number, a: number, b: number, c: number): number;
}

/** Slot of the value of a formula, its steps taken one after another on a stack of slots. */
export function lowered(quantity: Quantity, to: Lowering): number {
  const stack: number[] = [];
  const pop = (): number => {
    const slot = stack.pop();
    if (slot === undefined) throw new Error(`an operand is missing in the formula ${quantity.text}`);
    return slot;
  };
  for (const step of stepsOf(quantity)) {
    if (step.op === 'constant') stack.push(to.constant(step.value));
    else if (step.op === 'input') stack.push(to.input(step.name));
    else if (step.op === 'hours') stack.push(to.hours());
    else {
      const op = WORLD_OP[step.op];
      const operands = operandsOf(op);
      const c = operands > 2 ? pop() : -1;
      const b = operands > 1 ? pop() : -1;
      stack.push(to.apply(op, pop(), b, c));
    }
  }
  return pop();
}
