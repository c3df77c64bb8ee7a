/** The gamma law. */
import { checkPositive, checkShape } from './checks.ts';
import type { Ends, LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';
import { FAR, gammaReach, LOG_LARGEST } from './reach.ts';

function reach({ shape, scale }: LawOf<'gamma'>, z: number): Ends {
  const [low, high] = gammaReach(shape, z);
  return [scale * low, scale * high];
}

export const GAMMA: LawRecord<LawOf<'gamma'>> = {
  names: [
    namedByParameters('gamma shape scale', ['plain', 'value'], (shape, scale) => ({ kind: 'gamma', shape, scale })),
  ],
  check: ({ shape, scale }, { mark }) => {
    checkShape([shape], 'the shape', mark);
    checkPositive([scale], 'the scale', mark);
  },
  support: () => [0, Infinity],
  reach,
  spreadIsSound: (law) => Math.log(reach(law, FAR)[1]) <= LOG_LARGEST,
  scaled: (law, factor) => ({ ...law, scale: law.scale * factor }),
  reachesNought: ({ shape }) => shape <= 1,
};
