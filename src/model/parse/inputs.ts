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

/** Whether a formula uses one of some names. */
function uses(raw: unknown, names: ReadonlySet<string>): boolean {
  const { raw: text } = unscaled(raw);
  if (!isFormula(text)) return false;
  return (text.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? []).some((word) => names.has(word));
}

/** Reads the inputs, and puts their dimensions into the context of the reader. */
export function parseInputs(reader: Reader, value: unknown): Input[] {
  const inputs: Input[] = [];
  const known = new Map<string, Dimension>();
  const lost = new Set<string>();
  const fields: Fields | null = reader.fields(value, ['inputs'], '`inputs`', null);
  reader.context = { ...reader.context, inputs: known };
  // What uses an input that is itself at fault is not at fault for that.
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

  /** Reads one input; its faults are reported. */
  const read = (name: string, raw: unknown): void => {
    const path = ['inputs', name];
    waiting.delete(name);
    const dimension = reader.parsed(dimensionOf(unscaled(raw).raw, reader.context), path);
    const quantity = dimension === undefined ? undefined : reader.quantity(raw, path, dimension, 'uncertain');
    if (dimension === undefined || quantity === undefined) lost.add(name);
    else {
      inputs.push({ name, quantity });
      known.set(name, dimension);
    }
  };
  const isReadable = (raw: unknown): boolean => {
    const { raw: text } = unscaled(raw);
    const dimension = dimensionOf(text, reader.context);
    return dimension.ok && parseQuantity(text, dimension.value, 'uncertain', reader.context).ok;
  };
  const readWhere = (isReady: (raw: unknown) => boolean): boolean => {
    const ready = [...waiting].filter(([, raw]) => isReady(raw));
    for (const [name, raw] of ready) read(name, raw);
    return ready.length > 0;
  };
  readWhere((raw) => !isFormula(unscaled(raw).raw));
  while (readWhere(isReadable));
  // What is left has a fault of its own, uses what has one, or goes in a circle.
  while (readWhere((raw) => !uses(raw, new Set(waiting.keys()))));
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
