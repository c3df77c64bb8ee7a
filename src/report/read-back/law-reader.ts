/** The law of any quantity of a model, formulas too. */
import { evaluateTape } from '../../model/formula/evaluate-tape.ts';
import type { Model } from '../../model/model.ts';
import type { Quantity, Tape } from '../../model/quantity.ts';
import { combined, constantLaw, type LawView } from './combined-law.ts';

/** Gives the law of a quantity that is no formula. */
export type LawOf = (quantity: Quantity) => LawView;

/** Names of the inputs of a formula, each once. */
function inputsOf(tape: Tape): readonly string[] {
  return [...new Set(tape.flatMap((step) => (step.op === 'input' ? [step.name] : [])))];
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
    if (law.kind === 'constant') return constantLaw(law.value);
    if (law.kind !== 'formula') return lawOf(quantity);
    const names = inputsOf(law.tape);
    return combined(names.map(inputLaw), (values) =>
      bounded(evaluateTape(law.tape, new Map(names.map((name, index) => [name, values[index] ?? 0])), hours), quantity),
    );
  }
  return read;
}
