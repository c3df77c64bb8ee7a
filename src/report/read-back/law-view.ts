/** What is said of a quantity: its mean and its quantiles, wherever they come from. */
import type { Model } from '../../model/model.ts';
import type { Quantity, Tape } from '../../model/quantity.ts';

/** A law as a reader sees it, in base units. */
export interface LawView {
  readonly mean: number;
  /** Value that a share p, 0 < p < 1, of cases does not exceed. */
  quantile(p: number): number;
}

/** Gives the law of a quantity that is no formula. */
export type LawOf = (quantity: Quantity) => LawView;

const constant = (value: number): LawView => ({ mean: value, quantile: () => value });

/** Points of the lattice on which laws are combined. */
const POINTS = 8192;

/** The root above 1 of x^(d+1) = x + 1. */
function harmoniousNumber(dimensions: number): number {
  let root = 1.5;
  for (let step = 0; step < 60; step++) root = (1 + root) ** (1 / (dimensions + 1));
  return root;
}

/**
 * The law of a function of independent quantities, from an even lattice of points: no chance in it, three digits right.
 *
 * @see Niederreiter (1992), Random number generation and quasi-Monte Carlo methods, ch. 3 (Kronecker sequences).
 */
export function combined(laws: readonly LawView[], f: (values: readonly number[]) => number): LawView {
  if (laws.length === 0) return constant(f([]));
  const root = harmoniousNumber(laws.length);
  const steps = laws.map((_, dimension) => (1 / root) ** (dimension + 1));
  const values = Float64Array.from({ length: POINTS }, (_, point) =>
    f(
      laws.map((law, dimension) => {
        const p = laws.length === 1 ? (point + 0.5) / POINTS : (0.5 + (point + 1) * (steps[dimension] ?? 0)) % 1;
        return law.quantile(Math.min(1 - 0.25 / POINTS, Math.max(0.25 / POINTS, p)));
      }),
    ),
  ).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / POINTS;
  return {
    mean,
    quantile: (p) => {
      const at = Math.min(POINTS - 1, Math.max(0, p * POINTS - 0.5));
      const left = values[Math.floor(at)] ?? mean;
      const right = values[Math.ceil(at)] ?? mean;
      return left + (right - left) * (at - Math.floor(at));
    },
  };
}

/** Names of the inputs of a formula, each once. */
function inputsOf(tape: Tape): readonly string[] {
  return [...new Set(tape.flatMap((step) => (step.op === 'input' ? [step.name] : [])))];
}

/** The value of a formula. @throws Error when an operand is missing. */
export function evaluated(tape: Tape, inputs: Readonly<Record<string, number>>, hours: number): number {
  const stack: number[] = [];
  const pop = (): number => {
    const value = stack.pop();
    if (value === undefined) throw new Error('an operand is missing in a formula');
    return value;
  };
  const unary = (f: (x: number) => number): number => f(pop());
  const binary = (f: (x: number, y: number) => number): number => {
    const y = pop();
    return f(pop(), y);
  };
  const truth = (yes: boolean): number => (yes ? 1 : 0);
  for (const step of tape) {
    stack.push(
      ((): number => {
        switch (step.op) {
          case 'constant':
            return step.value;
          case 'input':
            return inputs[step.name] ?? Number.NaN;
          case 'hours':
            return hours;
          case 'neg':
            return unary((x) => -x);
          case 'abs':
            return unary(Math.abs);
          case 'exp':
            return unary(Math.exp);
          case 'log':
            return unary(Math.log);
          case 'sqrt':
            return unary(Math.sqrt);
          case 'floor':
            return unary(Math.floor);
          case 'ceil':
            return unary(Math.ceil);
          case 'not':
            return unary((x) => truth(x === 0));
          case 'add':
            return binary((x, y) => x + y);
          case 'sub':
            return binary((x, y) => x - y);
          case 'mul':
            return binary((x, y) => x * y);
          case 'div':
            return binary((x, y) => x / y);
          case 'pow':
            return binary((x, y) => x ** y);
          case 'min':
            return binary(Math.min);
          case 'max':
            return binary(Math.max);
          case 'lt':
            return binary((x, y) => truth(x < y));
          case 'le':
            return binary((x, y) => truth(x <= y));
          case 'gt':
            return binary((x, y) => truth(x > y));
          case 'ge':
            return binary((x, y) => truth(x >= y));
          case 'eq':
            return binary((x, y) => truth(x === y));
          case 'and':
            return binary((x, y) => truth(x !== 0 && y !== 0));
          case 'or':
            return binary((x, y) => truth(x !== 0 || y !== 0));
          case 'choose': {
            const otherwise = pop();
            const then = pop();
            return pop() === 0 ? otherwise : then;
          }
        }
      })(),
    );
  }
  return pop();
}

/** True when the formula speaks of the length of the outage. */
export const speaksOfHours = (quantity: Quantity): boolean =>
  quantity.law.kind === 'formula' && quantity.law.tape.some((step) => step.op === 'hours');

/**
 * Gives the law of any quantity of the model, formulas too.
 *
 * @param lawOf Gives the law of a quantity that is no formula.
 * @returns A function of the quantity and of the length of the outage [h], for the formulas that speak of it.
 */
export function makeLawReader(model: Model, lawOf: LawOf): (quantity: Quantity, hours?: number) => LawView {
  const inputs = new Map(model.inputs.map(({ name, quantity }) => [name, quantity]));
  const known = new Map<string, LawView>();

  const inputLaw = (name: string): LawView => {
    let law = known.get(name);
    if (law === undefined) {
      const quantity = inputs.get(name);
      if (quantity === undefined) throw new Error(`the model has no input ${name}`);
      law = read(quantity);
      known.set(name, law);
    }
    return law;
  };

  const bounded = (value: number, { min = -Infinity, max = Infinity }: Quantity): number =>
    Math.min(max, Math.max(min, value));

  function read(quantity: Quantity, hours = 1): LawView {
    const { law } = quantity;
    if (law.kind === 'constant') return constant(law.value);
    if (law.kind !== 'formula') return lawOf(quantity);
    const names = inputsOf(law.tape);
    return combined(names.map(inputLaw), (values) =>
      bounded(
        evaluated(law.tape, Object.fromEntries(names.map((name, index) => [name, values[index] ?? 0])), hours),
        quantity,
      ),
    );
  }
  return read;
}
