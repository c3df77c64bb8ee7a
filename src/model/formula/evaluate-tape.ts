/** Formulas evaluated step by step. */
import type { Tape, TapeStep } from '../quantity.ts';

/** The value of one operation on its operands, first to last. @throws Error for a step that takes none. */
function operation(op: TapeStep['op'], a: number, b: number, c: number): number {
  switch (op) {
    case 'neg':
      return -a;
    case 'abs':
      return Math.abs(a);
    case 'exp':
      return Math.exp(a);
    case 'log':
      return Math.log(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'floor':
      return Math.floor(a);
    case 'ceil':
      return Math.ceil(a);
    case 'not':
      return a === 0 ? 1 : 0;
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'pow':
      return a ** b;
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'lt':
      return a < b ? 1 : 0;
    case 'le':
      return a <= b ? 1 : 0;
    case 'gt':
      return a > b ? 1 : 0;
    case 'ge':
      return a >= b ? 1 : 0;
    case 'eq':
      return a === b ? 1 : 0;
    case 'and':
      return a !== 0 && b !== 0 ? 1 : 0;
    case 'or':
      return a !== 0 || b !== 0 ? 1 : 0;
    case 'choose':
      return a === 0 ? c : b;
    case 'constant':
    case 'input':
    case 'hours':
      throw new Error(`the step '${op}' has no operands`);
  }
}

const UNARY: ReadonlySet<TapeStep['op']> = new Set(['neg', 'abs', 'exp', 'log', 'sqrt', 'floor', 'ceil', 'not']);

/** How many values a step takes from the stack. */
function operandsOf(op: TapeStep['op']): number {
  if (op === 'constant' || op === 'input' || op === 'hours') return 0;
  if (op === 'choose') return 3;
  return UNARY.has(op) ? 1 : 2;
}

/**
 * The values of a formula at many points at once; see `evaluateTape`.
 *
 * @param inputs Values of the named inputs at each point. Shape [points].
 */
export function evaluateTapeAt(
  tape: Tape,
  inputs: ReadonlyMap<string, Float64Array>,
  hours: number,
  points: number,
): Float64Array {
  const stack: Float64Array[] = [];
  for (const step of tape) {
    if (step.op === 'constant') stack.push(new Float64Array(points).fill(step.value));
    else if (step.op === 'hours') stack.push(new Float64Array(points).fill(hours));
    else if (step.op === 'input') {
      const values = inputs.get(step.name);
      if (values === undefined) throw new Error(`the input '${step.name}' has no value`);
      stack.push(values);
    } else {
      const [a, b, c] = stack.splice(-operandsOf(step.op));
      const { op } = step;
      stack.push(Float64Array.from({ length: points }, (_, i) => operation(op, a?.[i] ?? 0, b?.[i] ?? 0, c?.[i] ?? 0)));
    }
  }
  const [values] = stack;
  if (values === undefined || stack.length !== 1) throw new Error(`a tape left ${stack.length} values`);
  return values;
}

/**
 * The value of a formula, in base units. For checks and displays: its `exp`, `log` and powers are those of `Math`, which may
 * differ in the last bits between platforms, so that nothing drawn or recorded may come from here.
 *
 * @param inputs Values of the model's named inputs, in base units.
 * @param hours Length of the outage at hand [h].
 * @returns Not a number or infinite where the operations give that. Truth is 1, falsehood 0.
 * @throws Error when an input has no value or the tape is not one formula.
 */
export function evaluateTape(tape: Tape, inputs: ReadonlyMap<string, number>, hours: number): number {
  const stack: number[] = [];
  for (const step of tape) {
    if (step.op === 'constant') stack.push(step.value);
    else if (step.op === 'hours') stack.push(hours);
    else if (step.op === 'input') {
      const value = inputs.get(step.name);
      if (value === undefined) throw new Error(`the input '${step.name}' has no value`);
      stack.push(value);
    } else {
      const operands = stack.splice(-operandsOf(step.op));
      if (operands.length < operandsOf(step.op)) throw new Error(`the step '${step.op}' lacks an operand`);
      stack.push(operation(step.op, operands[0] ?? 0, operands[1] ?? 0, operands[2] ?? 0));
    }
  }
  const [value] = stack;
  if (value === undefined || stack.length !== 1) throw new Error(`a tape left ${stack.length} values`);
  return value;
}
