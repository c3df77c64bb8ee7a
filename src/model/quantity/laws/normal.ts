/** The normal law. */
import { checkPositive } from './checks.ts';
import type { LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';

export const NORMAL: LawRecord<LawOf<'normal'>> = {
  names: [namedByParameters('normal mean sd', ['value', 'value'], (mean, sd) => ({ kind: 'normal', mean, sd }))],
  check: ({ sd }, { mark }) => checkPositive([sd], 'the standard deviation', mark),
  support: () => [-Infinity, Infinity],
  reach: ({ mean, sd }, z) => [mean - z * sd, mean + z * sd],
  scaled: (law, factor) => ({ ...law, mean: law.mean * factor, sd: law.sd * factor }),
  reachesNought: () => true,
};
