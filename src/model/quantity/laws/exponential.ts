/** The exponential law. */
import { checkPositive } from './checks.ts';
import type { LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';
import { gammaReach } from './reach.ts';

export const EXPONENTIAL: LawRecord<LawOf<'exponential'>> = {
  names: [namedByParameters('exponential mean', ['value'], (mean) => ({ kind: 'exponential', mean }))],
  check: ({ mean }, { mark }) => checkPositive([mean], 'the mean', mark),
  support: () => [0, Infinity],
  reach: ({ mean }, z) => {
    const [low, high] = gammaReach(1, z);
    return [mean * low, mean * high];
  },
  scaled: (law, factor) => ({ ...law, mean: law.mean * factor }),
  reachesNought: () => true,
};
