/** The Weibull law: a power of an exponential one. */
import { checkPositive, checkShape } from './checks.ts';
import type { Ends, LawOf, LawRecord } from './law-record.ts';
import { namedByParameters } from './parameters.ts';
import { FAR, gammaReach, LOG_LARGEST } from './reach.ts';

function reach({ shape, scale }: LawOf<'weibull'>, z: number): Ends {
  const [low, high] = gammaReach(1, z);
  return [scale * Math.exp(Math.log(low) / shape), scale * Math.exp(Math.log(high) / shape)];
}

export const WEIBULL: LawRecord<LawOf<'weibull'>> = {
  names: [
    namedByParameters('weibull shape scale', ['plain', 'value'], (shape, scale) => ({ kind: 'weibull', shape, scale })),
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
