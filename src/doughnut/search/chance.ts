/** Choices by chance, the same ones for the same seed. */
import { makeDraws, unitFromWord } from '../../sim/random/draws.ts';
import { streamKeys } from '../../sim/random/key.ts';

export interface Chance {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  /** So many of some, each at most once. */
  some<T>(values: readonly T[], count: number): T[];
}

export function makeChance(seed: string, label: string): Chance {
  const draws = makeDraws(streamKeys(seed, [label]));
  let index = 0;
  const below = (count: number): number => {
    draws.at(0, 0, 0, index++, 0);
    return Math.floor(unitFromWord(draws.word[0]!) * count);
  };
  return {
    below,
    some: (values, count) => {
      const rest = [...values];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(below(rest.length), 1)[0]!);
    },
  };
}
