/** The beta law on (0, `high`). */
import { checkShape } from './checks.ts';
import type { LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';
import { betaReach } from './reach.ts';

export const BETA: LawRecord<LawOf<'beta'>> = {
  names: [namedByParameters('beta a b', ['plain', 'plain'], (a, b) => ({ kind: 'beta', a, b }))],
  check: ({ a, b }, { mark }) => checkShape([a, b], 'each number', mark),
  support: ({ high = 1 }) => [0, high],
  reach: ({ a, b, high: most = 1 }, z) => {
    const [low, high] = betaReach(a, b, z);
    return [low * most, high * most];
  },
  scaled: (law, factor) => ({ ...law, high: (law.high ?? 1) * factor }),
  reachesNought: () => false,
};
