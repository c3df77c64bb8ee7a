/** The Poisson law: a count, in the unit that is counted. */
import type { Law, Dimension } from '../../quantity.ts';
import { beginsAmount, readAmount } from '../amount.ts';
import { inBaseUnits } from '../base-units.ts';
import type { QuantityContext } from '../parsed.ts';
import { refuse } from '../parsed.ts';
import type { Token, Tokens } from '../scan.ts';
import type { LawOf, LawRecord } from './law-record.ts';

/** Mean from which nobody can tell a count from a normal law. */
const MOST_COUNT = 10_000;

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

export const POISSON: LawRecord<LawOf<'poisson'>> = {
  names: [{ name: 'poisson', usage: 'poisson mean', read: readPoisson }],
  hasLumps: true,
  check: ({ mean }, { mark }) => {
    if (mean <= MOST_COUNT) return;
    refuse('law', 'the mean of this count is above 10,000', 'write `normal mean sd` instead', mark);
  },
  support: () => [0, Infinity],
  reach: ({ mean, unit }, z) => [0, unit * (mean + z * Math.sqrt(mean) + z)],
  scaled: (law, factor) => ({ ...law, unit: law.unit * factor }),
  reachesNought: () => true,
};
