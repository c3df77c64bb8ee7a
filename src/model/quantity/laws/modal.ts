/** Laws by their ends and their mode: triangular, and two ways to make a beta law of them. */
import { refuse } from '../parsed.ts';
import { checkAscending } from './checks.ts';
import type { Ends, LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';
import { betaReach } from './reach.ts';
import { range } from './words.ts';

type Modal = LawOf<'triangular' | 'pert' | 'pertMoments'>;

/**
 * Shapes of the beta law on (low, high) with mean (low + 4 mode + high) / 6 and standard deviation (high - low) / 6.
 *
 * @see Malcolm, Roseboom, Clark & Fazar (1959), Application of a technique for research and development program evaluation,
 *   Operations Research 7, 646-669.
 */
export function pertShapes(low: number, mode: number, high: number): readonly [a: number, b: number] {
  const m = (low + 4 * mode + high - 6 * low) / (6 * (high - low));
  const sum = 36 * m * (1 - m) - 1;
  return [m * sum, (1 - m) * sum];
}

/** What stands between the ends of a beta law from 0 to 1. */
const between = ({ low, high }: Modal, [from, to]: Ends): Ends => {
  const width = high - low;
  return [low + width * from, low + width * to];
};

/** What such a law has whatever its shape. */
function modal<L extends Modal>(name: string, kind: L['kind'], reach: LawRecord<L>['reach']): LawRecord<L> {
  const usage = `${name} low mode high`;
  return {
    names: [
      namedByParameters(usage, ['value', 'value', 'value'], (low, mode, high): Modal => ({ kind, low, mode, high })),
    ],
    check: ({ low, mode, high }, { mark }) => {
      checkAscending([low, high], mark);
      if (mode >= low && mode <= high) return;
      refuse('order', 'the mode does not lie between the ends', `write \`${usage}\``, mark);
    },
    support: ({ low, high }) => [low, high],
    reach,
    scaled: (law, factor) => ({ ...law, low: law.low * factor, mode: law.mode * factor, high: law.high * factor }),
    reachesNought: ({ low }) => !(low > 0),
    words: ({ low, mode, high }, say) => `${range(say(low), say(high))}, most likely ${say(mode)}`,
  };
}

export const TRIANGULAR: LawRecord<LawOf<'triangular'>> = modal('triangular', 'triangular', ({ low, high }) => {
  const edge = 1e-3 * (high - low);
  return [low + edge, high - edge];
});

/** Vose's. */
export const PERT: LawRecord<LawOf<'pert'>> = modal('pert', 'pert', (law, z) => {
  const a = 1 + (4 * (law.mode - law.low)) / (law.high - law.low);
  return between(law, betaReach(a, 6 - a, z));
});

/** The classic one. */
export const PERT_MOMENTS: LawRecord<LawOf<'pertMoments'>> = modal('pert-moments', 'pertMoments', (law, z) => {
  const [a, b] = pertShapes(law.low, law.mode, law.high);
  return between(law, betaReach(a, b, z));
});
