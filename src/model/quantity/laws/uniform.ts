/** Every value as likely as the others. */
import { checkAscending } from './checks.ts';
import type { LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';
import { range } from './words.ts';

export const UNIFORM: LawRecord<LawOf<'uniform'>> = {
  names: [
    namedByParameters(
      'uniform low high',
      ['value', 'value'],
      (low, high) => ({ kind: 'uniform', low, high }),
      'uniform 2 8 h',
    ),
  ],
  check: ({ low, high }, { mark }) => checkAscending([low, high], mark),
  support: ({ low, high }) => [low, high],
  reach: ({ low, high }) => [low, high],
  scaled: (law, factor) => ({ ...law, low: law.low * factor, high: law.high * factor }),
  reachesNought: ({ low }) => !(low > 0),
  words: ({ low, high }, say) => `evenly ${range(say(low), say(high))}`,
};
