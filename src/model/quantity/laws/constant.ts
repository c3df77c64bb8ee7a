/** One number. */
import type { LawOf, LawRecord } from './law-record.ts';

export const CONSTANT: LawRecord<LawOf<'constant'>> = {
  support: ({ value }) => [value, value],
  reach: ({ value }) => [value, value],
  scaled: (law, factor) => ({ ...law, value: law.value * factor }),
  reachesNought: ({ value }) => !(value > 0),
  words: ({ value }, say) => say(value),
};
