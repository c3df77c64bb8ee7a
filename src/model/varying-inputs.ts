/** Inputs that are drawn anew at each use of them, and the formulas that use them. */
import type { Quantity } from './quantity.ts';

interface NamedQuantity {
  readonly name: string;
  readonly quantity: Quantity;
}

/** The inputs that a quantity names, each once; none for what is no formula. */
export function inputsNamed({ law }: Quantity): readonly string[] {
  if (law.kind !== 'formula') return [];
  return [...new Set(law.tape.flatMap((step) => (step.op === 'input' ? [step.name] : [])))];
}

/** Names of the inputs that vary: those that are stated to, and formulas that use one that does. */
export function varyingInputs(inputs: readonly NamedQuantity[]): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const found = new Set<string>();
  for (const { name, quantity } of inputs) {
    const { law, timing } = quantity;
    if (timing === 'varies' && law.kind !== 'formula' && law.kind !== 'constant') found.add(name);
    for (const used of inputsNamed(quantity)) {
      const known = users.get(used);
      if (known === undefined) users.set(used, [name]);
      else known.push(name);
    }
  }
  // The set grows while it is walked.
  for (const name of found) for (const user of users.get(name) ?? []) found.add(user);
  return found;
}

/** The varying inputs that a quantity names: with any, it is worked out anew for each draw that it stands for. */
export function variesBy(quantity: Quantity, varying: ReadonlySet<string>): readonly string[] {
  return varying.size === 0 ? [] : inputsNamed(quantity).filter((name) => varying.has(name));
}
