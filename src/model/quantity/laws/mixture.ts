/** A mixture of laws. */
import type { Law } from '../../quantity.ts';
import type { Ends, LawOf, LawRecord } from './law-record.ts';

const around = (ends: readonly Ends[]): Ends => [
  Math.min(...ends.map(([low]) => low)),
  Math.max(...ends.map(([, high]) => high)),
];

/** @param recordOf The record of a part's law. */
export function mixtureRecord(recordOf: (law: Law) => LawRecord): LawRecord<LawOf<'mixture'>> {
  return {
    names: [{ name: 'mixture', usage: 'mixture 70% (2..8 h) 30% (1..5 days)' }],
    hasLumps: true,
    support: ({ parts }, dimension) =>
      around(
        parts.map(({ law, min, max }) => {
          const [low, high] = recordOf(law).support(law, dimension);
          return [Math.max(low, min ?? low), Math.min(high, max ?? high)];
        }),
      ),
    reach: ({ parts }, z) => around(parts.map(({ law }) => recordOf(law).reach(law, z))),
    spreadIsSound: ({ parts }, dimension, widening) =>
      parts.every(({ law }) => recordOf(law).spreadIsSound?.(law, dimension, widening) ?? true),
    scaled: (mixture, factor) => ({
      ...mixture,
      parts: mixture.parts.map(({ weight, law, min, max }) => ({
        weight,
        law: recordOf(law).scaled(law, factor),
        ...(min === undefined ? {} : { min: min * factor }),
        ...(max === undefined ? {} : { max: max * factor }),
      })),
    }),
    reachesNought: ({ parts }) => parts.some(({ law, min }) => recordOf(law).reachesNought(law) && !((min ?? 0) > 0)),
  };
}
