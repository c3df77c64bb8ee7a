/** Named quantities for formulas, which may use one another in any order. */
import { dimensionOf, parseQuantity } from '../quantity/parse-quantity.ts';
import type { Dimension, Quantity } from '../quantity.ts';
import type { Reader } from './reader.ts';
import { type Fields, order, unscaled } from './tree.ts';

export interface Input {
  readonly name: string;
  readonly quantity: Quantity;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

const isFormula = (raw: unknown): raw is string => typeof raw === 'string' && raw.trimStart().startsWith('=');

/** The words of a formula, including the names that it uses. */
function wordsIn(raw: unknown): ReadonlySet<string> {
  const { raw: text } = unscaled(raw);
  return new Set(isFormula(text) ? (text.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? []) : []);
}

/** Names ordered so that each comes after those that it uses, as far as possible. */
function inOrder(waiting: ReadonlyMap<string, unknown>): string[] {
  const users = new Map<string, string[]>();
  const missing = new Map<string, number>();
  for (const [name, raw] of waiting) {
    const used = [...wordsIn(raw)].filter((word) => waiting.has(word));
    missing.set(name, used.length);
    for (const one of used) {
      const known = users.get(one);
      if (known === undefined) users.set(one, [name]);
      else known.push(name);
    }
  }
  const ready = [...waiting.keys()].filter((name) => missing.get(name) === 0);
  // The list grows during the loop.
  for (const name of ready) {
    for (const user of users.get(name) ?? []) {
      const left = (missing.get(user) ?? 0) - 1;
      missing.set(user, left);
      if (left === 0) ready.push(user);
    }
  }
  return ready;
}

/** Reads the inputs, and puts their dimensions into the context of the reader. */
export function parseInputs(reader: Reader, value: unknown): Input[] {
  const inputs: Input[] = [];
  const known = new Map<string, Dimension>();
  const lost = new Set<string>();
  const fields: Fields | null = reader.fields(value, ['inputs'], '`inputs`', null);
  const varying = new Set<string>();
  reader.context = { ...reader.context, inputs: known, varying };
  // Using an invalid input is not itself a problem.
  reader.excused.push(
    ({ code, message }) =>
      code === 'unknown-name' && (fields === null || [...lost].some((name) => message.includes(`\`${name}\``))),
  );

  const waiting = new Map<string, unknown>();
  for (const [name, raw] of Object.entries(fields ?? {}).toSorted(([a], [b]) => order(a, b))) {
    const path = ['inputs', name];
    if (!NAME.test(name) || name === 'hours') {
      const rule = 'names of inputs are letters, digits and _, and not `hours`';
      reader.report(path, 'id', `\`${name}\` is no name of an input`, rule, 'key');
      lost.add(name);
    } else if (raw === null) {
      reader.report(path, 'missing', `the input \`${name}\` has no value`, `write \`${name}: 40\``);
      lost.add(name);
    } else waiting.set(name, raw);
  }

  /** Reads one input; its problems are reported. */
  const read = (name: string, raw: unknown): void => {
    const path = ['inputs', name];
    waiting.delete(name);
    const dimension = reader.parsed(dimensionOf(unscaled(raw).raw, reader.context), path);
    const quantity = dimension === undefined ? undefined : reader.quantity(raw, path, dimension, 'uncertain');
    if (dimension === undefined || quantity === undefined) lost.add(name);
    else {
      reader.formulas.add(name, quantity);
      inputs.push({ name, quantity });
      known.set(name, dimension);
      if (quantity.timing === 'varies' && quantity.law.kind !== 'constant') varying.add(name);
    }
  };
  for (const name of inOrder(waiting)) read(name, waiting.get(name));
  // A word may mean something other than the input of that name, such as the `k` of £5k: an input that can be read is
  // not circular.
  const isReadable = (raw: unknown): boolean => {
    const { raw: text } = unscaled(raw);
    const dimension = dimensionOf(text, reader.context);
    return dimension.ok && parseQuantity(text, dimension.value, 'uncertain', reader.context).ok;
  };
  const readable = (): string | undefined => [...waiting].find(([, raw]) => isReadable(raw))?.[0];
  for (let name = readable(); name !== undefined; name = readable()) read(name, waiting.get(name));
  const [first] = waiting.keys();
  for (const name of waiting.keys()) lost.add(name);
  if (first !== undefined) {
    const circle = [...waiting.keys()].join(', ');
    reader.report(
      ['inputs', first],
      'loop',
      `inputs use one another in a circle: ${circle}`,
      'give one of them a number',
    );
  }
  return inputs.toSorted((a, b) => order(a.name, b.name));
}
