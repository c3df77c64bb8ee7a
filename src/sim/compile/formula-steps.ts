/** Formulas as steps, and what they may give. */
import type { Quantity, Tape, TapeStep } from '../../model/quantity.ts';

/** The steps of a formula, its bounds among them. */
export function stepsOf(quantity: Quantity): Tape {
  const { law, min, max } = quantity;
  if (law.kind !== 'formula') throw new Error(`no formula: ${quantity.text}`);
  const steps: TapeStep[] = [...law.tape];
  if (min !== undefined) steps.push({ op: 'constant', value: min }, { op: 'max' });
  if (max !== undefined) steps.push({ op: 'constant', value: max }, { op: 'min' });
  return steps;
}

/** The least and the greatest value that a place can have. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Rounding that is no fault. */
const SLACK = 1e-9;
/** Numbers larger than this mean nothing. */
const LARGEST = 1e100;

/** What the place of a quantity can have. */
export function boundsOf({ dimension }: Quantity): Bounds {
  return { low: dimension === 'number' ? -LARGEST : -SLACK, high: dimension === 'share' ? 1 + SLACK : LARGEST };
}
