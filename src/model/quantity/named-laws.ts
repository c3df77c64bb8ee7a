/** Laws by their names: `uniform 2 8 h`, `lognormal £2m 0.6`, `discrete 2 h 60% 8 h 40%`. */
import { didYouMean } from '../did-you-mean.ts';
import type { Dimension, Law } from '../quantity.ts';
import type { Amount } from './amount.ts';
import { beginsAmount, readAmount, takePer, takeTime } from './amount.ts';
import { inBaseUnits } from './base-units.ts';
import { MOST_TERMS } from './metalog-terms.ts';
import type { Mark, QuantityContext } from './parsed.ts';
import { refuse } from './parsed.ts';
import type { Token, Tokens } from './scan.ts';

/** `value` has the unit of the quantity, `plain` none. */
type Parameter = 'value' | 'plain';

interface NamedLaw {
  readonly usage: string;
  readonly parameters: readonly Parameter[];
  readonly law: (a: number, b: number, c: number) => Law;
}

const LAWS: ReadonlyMap<string, NamedLaw> = new Map<string, NamedLaw>([
  [
    'uniform',
    { usage: 'uniform low high', parameters: ['value', 'value'], law: (low, high) => ({ kind: 'uniform', low, high }) },
  ],
  [
    'triangular',
    {
      usage: 'triangular low mode high',
      parameters: ['value', 'value', 'value'],
      law: (low, mode, high) => ({ kind: 'triangular', low, mode, high }),
    },
  ],
  [
    'pert',
    {
      usage: 'pert low mode high',
      parameters: ['value', 'value', 'value'],
      law: (low, mode, high) => ({ kind: 'pert', low, mode, high }),
    },
  ],
  [
    'normal',
    { usage: 'normal mean sd', parameters: ['value', 'value'], law: (mean, sd) => ({ kind: 'normal', mean, sd }) },
  ],
  [
    'lognormal',
    {
      usage: 'lognormal median sigma',
      parameters: ['value', 'plain'],
      law: (median, sigma) => ({ kind: 'lognormal', median, sigma }),
    },
  ],
  ['exponential', { usage: 'exponential mean', parameters: ['value'], law: (mean) => ({ kind: 'exponential', mean }) }],
  [
    'gamma',
    {
      usage: 'gamma shape scale',
      parameters: ['plain', 'value'],
      law: (shape, scale) => ({ kind: 'gamma', shape, scale }),
    },
  ],
  [
    'weibull',
    {
      usage: 'weibull shape scale',
      parameters: ['plain', 'value'],
      law: (shape, scale) => ({ kind: 'weibull', shape, scale }),
    },
  ],
  [
    'pert-moments',
    {
      usage: 'pert-moments low mode high',
      parameters: ['value', 'value', 'value'],
      law: (low, mode, high) => ({ kind: 'pertMoments', low, mode, high }),
    },
  ],
  ['beta', { usage: 'beta a b', parameters: ['plain', 'plain'], law: (a, b) => ({ kind: 'beta', a, b }) }],
]);

/** Laws that are lists: how each is read. */
type ReadList = (tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext) => Law;

const LISTS: ReadonlyMap<string, ReadList> = new Map<string, ReadList>([
  ['discrete', readDiscrete],
  ['empirical', readEmpirical],
  ['metalog', readMetalog],
  ['poisson', readPoisson],
]);

/** The unit of `from` for an amount that has none: a unit at the end belongs to the value before a plain parameter. */
function withUnitOf(amount: Amount, from: Amount): Amount {
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
  { usage, parameters, law }: NamedLaw,
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

/** Weights may be off the whole by what two decimals of a percentage round away. */
const WEIGHT_TOLERANCE = 1e-6;

function readDiscrete(tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext): Law {
  const values: Amount[] = [];
  const weights: number[] = [];
  while (beginsAmount(tokens) || values.length === 0) {
    values.push(readAmount(tokens, dimension.startsWith('money')));
    const at = tokens.mark();
    const weight = beginsAmount(tokens) ? readAmountOfWeight(tokens) : undefined;
    if (weight?.unit !== 'percent' || !(weight.value > 0)) {
      return refuse(
        'weight',
        'each value of `discrete` has its weight in per cent after it',
        'write `discrete 2 h 60% 8 h 40%`',
        at,
      );
    }
    weights.push(weight.value / 100);
  }
  takeUnitOfLast(tokens, values);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 1) > WEIGHT_TOLERANCE) {
    refuse(
      'weight',
      `the weights of \`discrete\` make ${Number((100 * total).toPrecision(6))} %, not 100 %`,
      'let the weights make 100 %',
      name,
    );
  }
  return { kind: 'discrete', values: inBaseUnits(values, dimension, context), weights };
}

/** A weight: its number and per cent sign only, since a unit after the last one belongs to the values. */
function readAmountOfWeight(tokens: Tokens): Amount | undefined {
  if (tokens.peek()?.kind !== 'number' || tokens.peek(1)?.kind !== 'percent') return undefined;
  const number = tokens.take();
  tokens.take();
  if (number === undefined) return undefined;
  const { offset, length } = number;
  return {
    offset,
    length,
    digits: number.text,
    value: Number(number.text),
    currency: null,
    suffix: null,
    unit: 'percent',
    unitHours: 0,
    perHours: null,
  };
}

/** The unit after the last value, given to it as if it stood by it. */
function takeUnitOfLast(tokens: Tokens, values: Amount[]): void {
  const last = values.at(-1);
  const unitHours = takeTime(tokens);
  const perHours = takePer(tokens);
  if (last === undefined || (unitHours === null && perHours === null)) return;
  const unit: Amount = { ...last, unit: unitHours === null ? 'none' : 'time', unitHours: unitHours ?? 0, perHours };
  values[values.length - 1] = withUnitOf(last, unit);
}

/** Values seen, each as likely as the others. */
function readEmpirical(tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext): Law {
  const values: Amount[] = [];
  while (beginsAmount(tokens)) values.push(readAmount(tokens, dimension.startsWith('money')));
  if (values.length < 2) {
    return refuse('law', '`empirical` wants two values or more', 'write `empirical 3 5 5 9 h`, the unit last', name);
  }
  const weight = 1 / values.length;
  return { kind: 'discrete', values: inBaseUnits(values, dimension, context), weights: values.map(() => weight) };
}

/** Probabilities with their quantiles: `metalog 5% 2 50% 6 95% 30 h`. */
function readMetalog(tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext): Law {
  const values: Amount[] = [];
  const chances: number[] = [];
  for (;;) {
    const at = tokens.mark();
    const chance = beginsAmount(tokens) ? readAmountOfWeight(tokens) : undefined;
    if (chance === undefined) break;
    if (!(chance.value > 0 && chance.value < 100)) {
      return refuse('chance', 'a chance of `metalog` lies between 0 and 100 %', 'write such as `5%` or `99%`', at);
    }
    if (!beginsAmount(tokens)) {
      return refuse('law', 'each chance of `metalog` has its value after it', `write \`${METALOG}\``, tokens.mark());
    }
    chances.push(chance.value / 100);
    values.push(readAmount(tokens, dimension.startsWith('money')));
  }
  takeUnitOfLast(tokens, values);
  if (values.length < 2 || values.length > MOST_TERMS) {
    const message = `\`metalog\` wants 2 to ${MOST_TERMS} chances with their values, found ${values.length}`;
    return refuse('law', message, `write \`${METALOG}\``, name);
  }
  return { kind: 'metalog', chances, values: inBaseUnits(values, dimension, context) };
}

const METALOG = 'metalog 5% 2 50% 6 95% 30 h';

/** A count: its mean, in the unit that is counted. */
function readPoisson(tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext): Law {
  if (!beginsAmount(tokens)) {
    return refuse('law', '`poisson` wants one number', 'write `poisson mean`, the unit last', tokens.mark());
  }
  const amount = readAmount(tokens, dimension.startsWith('money'));
  const [base = 0] = inBaseUnits([amount], dimension, context);
  if (!(amount.value > 0)) return refuse('law', 'the mean of this law lies above 0', 'write a positive number', name);
  return { kind: 'poisson', mean: amount.value, unit: base / amount.value };
}

/** The names of laws. */
export const LAW_NAMES: readonly string[] = [...LAWS.keys(), ...LISTS.keys(), 'mixture'];

/** Reads a law that begins with its name; null when no such name stands here. */
export function readNamedLaw(tokens: Tokens, dimension: Dimension, context: QuantityContext): Law | null {
  const name = tokens.peek();
  const word = name?.kind === 'word' ? name.text.toLowerCase() : undefined;
  if (name === undefined || word === undefined) return null;
  const named = LAWS.get(word);
  const list = LISTS.get(word);
  if (named === undefined && list === undefined) {
    const near = beginsAmount(tokens) ? null : didYouMean(word, LAW_NAMES);
    return near === null ? null : refuse('law', `there is no law \`${name.text}\``, `did you mean \`${near}\`?`, name);
  }
  tokens.take();
  if (named !== undefined) return readParameters(tokens, name, named, dimension, context);
  return list?.(tokens, name, dimension, context) ?? null;
}
