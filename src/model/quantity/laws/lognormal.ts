/** The lognormal law, by its median and the standard deviation of the logarithm. */
import { checkPositive } from './checks.ts';
import type { LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';
import { FAR, LOG_LARGEST } from './reach.ts';

export const LOGNORMAL: LawRecord<LawOf<'lognormal'>> = {
  names: [
    namedByParameters('lognormal median sigma', ['value', 'plain'], (median, sigma) => ({
      kind: 'lognormal',
      median,
      sigma,
    })),
  ],
  check: ({ median, sigma }, { mark }) => checkPositive([median, sigma], 'each number', mark),
  support: () => [0, Infinity],
  reach: ({ median, sigma }, z) => [median * Math.exp(-z * sigma), median * Math.exp(z * sigma)],
  spreadIsSound: ({ median, sigma }, _, widening) => Math.log(median) + FAR * sigma * widening <= LOG_LARGEST,
  scaled: (law, factor) => ({ ...law, median: law.median * factor }),
  reachesNought: () => false,
};
