/** The metalog through as many points as are stated. */
import type { Dimension, Law } from '../../quantity.ts';
import type { Amount } from '../amount.ts';
import { beginsAmount, readAmount } from '../amount.ts';
import { inBaseUnits } from '../base-units.ts';
import { metalogRisesEverywhere, metalogThroughAll, MOST_TERMS } from '../metalog-terms.ts';
import type { QuantityContext } from '../parsed.ts';
import { refuse } from '../parsed.ts';
import type { Token, Tokens } from '../scan.ts';
import { liesBelowOne, logit } from './below-one.ts';
import type { LawOf, LawPlace, LawRecord } from './law-record.ts';
import { takeUnitOfLast, takeWeight } from './lists.ts';
import { LOG_LARGEST } from './reach.ts';

/** The scale on which a metalog is fitted: the logarithm above 0, the logit below 1, plain for numbers of any sign. */
export function metalogScale(dimension: Dimension, high: number): 'identity' | 'log' | 'logit' {
  return dimension === 'number' ? 'identity' : liesBelowOne(dimension, high) ? 'logit' : 'log';
}

function check({ chances, values }: LawOf<'metalog'>, { dimension, mark }: LawPlace): void {
  const rise = (list: readonly number[]): boolean => list.every((x, i) => i === 0 || x > (list[i - 1] ?? x));
  if (!rise(chances) || !rise(values)) {
    refuse('order', 'chances and values of a metalog rise together', 'write them from the lowest to the highest', mark);
  }
  const scale = metalogScale(dimension, values.at(-1) ?? 1);
  const inside = scale === 'identity' || values.every((x) => x > 0 && (scale === 'log' || x < 1));
  if (!inside) {
    const between = scale === 'log' ? 'above 0' : 'between 0 and 100 %';
    refuse(
      'support',
      `values of this metalog lie ${between}`,
      'leave out those at the ends: tails follow by themselves',
      mark,
    );
  }
  const onScale = (x: number): number => (scale === 'identity' ? x : scale === 'log' ? Math.log(x) : logit(x));
  const logits = chances.map(logit);
  const coefficients = metalogThroughAll(logits, chances, values.map(onScale));
  if (coefficients !== null && metalogRisesEverywhere(coefficients)) return;
  refuse(
    'infeasible',
    'no metalog has these points: between or beyond them its quantiles would fall',
    'leave out a point, move it nearer to a smooth curve, or write a mixture',
    mark,
  );
}

const USAGE = 'metalog 5% 2 50% 6 95% 30 h';

/** Probabilities with their quantiles: `metalog 5% 2 50% 6 95% 30 h`. */
function readMetalog(tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext): Law {
  const values: Amount[] = [];
  const chances: number[] = [];
  for (;;) {
    const at = tokens.mark();
    const chance = beginsAmount(tokens) ? takeWeight(tokens) : undefined;
    if (chance === undefined) break;
    if (!(chance.value > 0 && chance.value < 100)) {
      return refuse('chance', 'a chance of `metalog` lies between 0 and 100 %', 'write such as `5%` or `99%`', at);
    }
    if (!beginsAmount(tokens)) {
      return refuse('law', 'each chance of `metalog` has its value after it', `write \`${USAGE}\``, tokens.mark());
    }
    chances.push(chance.value / 100);
    values.push(readAmount(tokens, dimension.startsWith('money')));
  }
  takeUnitOfLast(tokens, values);
  if (values.length < 2 || values.length > MOST_TERMS) {
    const message = `\`metalog\` wants 2 to ${MOST_TERMS} chances with their values, found ${values.length}`;
    return refuse('law', message, `write \`${USAGE}\``, name);
  }
  return { kind: 'metalog', chances, values: inBaseUnits(values, dimension, context) };
}

export const METALOG: LawRecord<LawOf<'metalog'>> = {
  names: [{ name: 'metalog', usage: USAGE, read: readMetalog }],
  check,
  support: ({ values }, dimension) => {
    if (dimension === 'number') return [-Infinity, Infinity];
    return [0, liesBelowOne(dimension, values.at(-1) ?? 1) ? 1 : Infinity];
  },
  reach: ({ values }) => [values[0] ?? 0, values.at(-1) ?? 0],
  // Its tails may be as heavy as those of a power: what lies beyond the outermost points at the same slope again.
  spreadIsSound: ({ values }) => values.every((x) => Math.abs(x) <= Math.exp(LOG_LARGEST / 4)),
  scaled: (law, factor) => ({ ...law, values: law.values.map((value) => value * factor) }),
  reachesNought: () => false,
};
