/** Laws by their name and their parameters: `uniform 2 8 h`, `lognormal £2m 0.6`. */
import type { Dimension, Law } from '../../quantity.ts';
import type { Amount } from '../amount.ts';
import { beginsAmount, readAmount } from '../amount.ts';
import { inBaseUnits } from '../base-units.ts';
import type { Mark, QuantityContext } from '../parsed.ts';
import { refuse } from '../parsed.ts';
import type { Token, Tokens } from '../scan.ts';
import type { NamedLaw } from './law-record.ts';

/** `value` has the unit of the quantity, `plain` none. */
type Parameter = 'value' | 'plain';

interface Parameters {
  readonly usage: string;
  readonly parameters: readonly Parameter[];
  readonly law: (a: number, b: number, c: number) => Law;
}

/**
 * A law of up to three numbers.
 *
 * @param usage Its name and its parameters, such as `weibull shape scale`.
 * @param law The law of the numbers, in base units, in the order in which they are written.
 * @param example How the reference shows it, if not by `usage`.
 */
export function namedByParameters(
  usage: string,
  parameters: readonly Parameter[],
  law: Parameters['law'],
  example: string = usage,
): NamedLaw {
  return {
    name: usage.slice(0, usage.indexOf(' ')),
    usage: example,
    read: (tokens, name, dimension, context) =>
      readParameters(tokens, name, { usage, parameters, law }, dimension, context),
  };
}

/** The unit of `from` for an amount that has none: a unit at the end belongs to the value before a plain parameter. */
export function withUnitOf(amount: Amount, from: Amount): Amount {
  return {
    ...amount,
    unit: amount.unit === 'none' ? from.unit : amount.unit,
    unitHours: amount.unit === 'none' ? from.unitHours : amount.unitHours,
    perHours: amount.perHours ?? from.perHours,
  };
}

function refuseUnit(mark: Mark, usage: string): never {
  return refuse('unit', 'this parameter has no unit', `write \`${usage}\`, the unit last`, mark);
}

function readParameters(
  tokens: Tokens,
  name: Token,
  { usage, parameters, law }: Parameters,
  dimension: Dimension,
  context: QuantityContext,
): Law {
  const money = dimension.startsWith('money');
  const amounts = parameters.map((parameter, i) => {
    if (beginsAmount(tokens)) return readAmount(tokens, money && parameter === 'value');
    const found = `\`${name.text}\` wants ${parameters.length === 1 ? 'one number' : `${parameters.length} numbers`}, found ${i}`;
    return refuse('law', found, `write \`${usage}\`, the unit last`, tokens.mark());
  });
  const last = amounts.length - 1;
  const isPlain = (i: number): boolean => parameters[i] === 'plain';
  const values = amounts.flatMap((amount, i) => {
    if (isPlain(i)) return [];
    const unit = amounts[last];
    return [isPlain(last) && unit !== undefined ? withUnitOf(amount, unit) : amount];
  });
  for (const [i, amount] of amounts.entries()) {
    const atEnd = i === last && values.length > 0 && amount.unit !== 'percent' && amount.unit !== 'factor';
    if (!isPlain(i)) continue;
    if (amount.currency !== null || amount.suffix !== null) refuseUnit(amount, usage);
    if ((amount.unit !== 'none' || amount.perHours !== null) && !atEnd) refuseUnit(amount, usage);
  }
  if (values.length === 0 && dimension !== 'share' && dimension !== 'factor' && dimension !== 'number') {
    refuse(
      'unit',
      `\`${name.text}\` gives a share, which does not fit here`,
      'use another law, such as `gamma 2 3 h`',
      name,
    );
  }
  const base = inBaseUnits(values, dimension, context);
  let next = 0;
  const [a = 0, b = 0, c = 0] = amounts.map((amount, i) => (isPlain(i) ? amount.value : (base[next++] ?? 0)));
  return law(a, b, c);
}
