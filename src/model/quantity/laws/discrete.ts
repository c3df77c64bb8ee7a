/** Single values with their weights: stated (`discrete`), or seen (`empirical`). */
import type { Dimension, Law } from '../../quantity.ts';
import type { Amount } from '../amount.ts';
import { beginsAmount, readAmount } from '../amount.ts';
import { inBaseUnits } from '../base-units.ts';
import type { QuantityContext } from '../parsed.ts';
import { refuse } from '../parsed.ts';
import type { Token, Tokens } from '../scan.ts';
import type { Ends, LawOf, LawRecord } from './law-record.ts';
import { takeUnitOfLast, takeWeight } from './lists.ts';

/** Weights may be off the whole by what two decimals of a percentage round away. */
const WEIGHT_TOLERANCE = 1e-6;

function readDiscrete(tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext): Law {
  const values: Amount[] = [];
  const weights: number[] = [];
  while (beginsAmount(tokens) || values.length === 0) {
    values.push(readAmount(tokens, dimension.startsWith('money')));
    const at = tokens.mark();
    const weight = beginsAmount(tokens) ? takeWeight(tokens) : undefined;
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

const ends = ({ values }: LawOf<'discrete'>): Ends => [Math.min(...values), Math.max(...values)];

export const DISCRETE: LawRecord<LawOf<'discrete'>> = {
  names: [
    { name: 'empirical', usage: 'empirical 2 3 5 8 h', read: readEmpirical },
    { name: 'discrete', usage: 'discrete 2 h 60% 8 h 40%', read: readDiscrete },
  ],
  hasLumps: true,
  support: ends,
  reach: ends,
  scaled: (law, factor) => ({ ...law, values: law.values.map((value) => value * factor) }),
  reachesNought: ({ values }) => values.some((value) => !(value > 0)),
  words: ({ values }, say) =>
    values.length > 6 ? `one of ${values.length} values` : `one of ${values.map(say).join(', ')}`,
};
