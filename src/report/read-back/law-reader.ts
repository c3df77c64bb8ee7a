/** The law of any quantity of a model, formulas too. */
import { evaluateTapeAt } from '../../model/formula/evaluate-tape.ts';
import type { Model } from '../../model/model.ts';
import type { Quantity, Tape } from '../../model/quantity.ts';
import { constantLaw, type LawView, lawOfValues, POINTS } from './combined-law.ts';

/** Gives the law of a quantity that is no formula. */
export type LawOf = (quantity: Quantity) => LawView;

/** Gives the law of any quantity of a model, a formula too; `hours` is the length of the outage that some speak of. */
export type LawReader = (quantity: Quantity, hours?: number) => LawView;

/** Names of the inputs of a formula, each once. */
function inputsOf(tape: Tape): readonly string[] {
  return [...new Set(tape.flatMap((step) => (step.op === 'input' ? [step.name] : [])))];
}

/** True when the formula speaks of the length of the outage. */
export const speaksOfHours = (quantity: Quantity): boolean =>
  quantity.law.kind === 'formula' && quantity.law.tape.some((step) => step.op === 'hours');

/** Square roots of the primes, one after another. */
function* rootsOfPrimes(): Generator<number, never> {
  const primes: number[] = [];
  for (let number = 2; ; number++) {
    if (primes.some((prime) => number % prime === 0)) continue;
    primes.push(number);
    yield Math.sqrt(number);
  }
}

/**
 * Gives the law of any quantity of the model, formulas too.
 *
 * Every input has its values at the points of one lattice, so that a formula of formulas knows which values belong together:
 * `a - a` is 0.
 *
 * @param lawOf Gives the law of a quantity that is no formula.
 * @returns A function of the quantity and of the length of the outage [h], for the formulas that speak of it.
 * @see Richtmyer (1951), The evaluation of definite integrals, and a quasi-Monte Carlo method based on the properties of
 *   algebraic numbers, Los Alamos LA-1342, for the multiples of square roots of primes.
 */
export function makeLawReader(model: Model, lawOf: LawOf): LawReader {
  const inputs = new Map(model.inputs.map(({ name, quantity }) => [name, quantity]));
  const known = new Map<string, Float64Array>();
  const roots = rootsOfPrimes();

  const inputNamed = (name: string): Quantity => {
    const quantity = inputs.get(name);
    if (quantity === undefined) throw new Error(`the model has no input ${name}`);
    return quantity;
  };

  /** Values of an input that is no formula, at the points of a dimension of its own. */
  function drawn(quantity: Quantity): Float64Array {
    const { law } = quantity;
    if (law.kind === 'constant') return new Float64Array(POINTS).fill(law.value);
    const view = lawOf(quantity);
    const step = roots.next().value;
    return Float64Array.from({ length: POINTS }, (_, point) => {
      const p = (0.5 + (point + 1) * step) % 1;
      return view.quantile(Math.min(1 - 0.25 / POINTS, Math.max(0.25 / POINTS, p)));
    });
  }

  /** Values of an input, after those of all that it uses: chains may be longer than calls can nest. */
  function valuesOf(name: string): Float64Array {
    const open = [name];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const { law } = inputNamed(next);
      const missing = law.kind === 'formula' ? inputsOf(law.tape).filter((one) => !known.has(one)) : [];
      open.push(...missing);
      if (missing.length > 0) continue;
      open.pop();
      if (!known.has(next))
        known.set(next, law.kind === 'formula' ? at(inputNamed(next), law.tape, 1) : drawn(inputNamed(next)));
    }
    return known.get(name) ?? new Float64Array(POINTS);
  }

  const bounded = (value: number, { min = -Infinity, max = Infinity }: Quantity): number =>
    Math.min(max, Math.max(min, value));

  /** Values of a formula whose inputs are known. */
  function at(quantity: Quantity, tape: Tape, hours: number): Float64Array {
    const values = new Map(inputsOf(tape).map((name) => [name, known.get(name) ?? new Float64Array(POINTS)]));
    return evaluateTapeAt(tape, values, hours, POINTS).map((value) => bounded(value, quantity));
  }

  return (quantity, hours = 1) => {
    const { law } = quantity;
    if (law.kind === 'constant') return constantLaw(law.value);
    if (law.kind !== 'formula') return lawOf(quantity);
    for (const name of inputsOf(law.tape)) valuesOf(name);
    const values = at(quantity, law.tape, hours);
    return values.every((value) => value === values[0]) ? constantLaw(values[0] ?? 0) : lawOfValues(values);
  };
}
