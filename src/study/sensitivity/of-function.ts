/** Sobol indices of a function of independent uniform numbers: what is published of test functions is asked of the same estimator. */
import { makeDraws, unitFromWords } from '../../sim/random/draws.ts';
import { streamKeys } from '../../sim/random/key.ts';
import { indicesOf, type Indices, type Readings } from './pick-freeze.ts';

export interface FunctionAsked {
  /** Of so many numbers, each uniform between 0 and 1. */
  readonly inputs: number;
  readonly of: (units: Float64Array) => number;
  /** Swapped together; each input alone when absent. */
  readonly groups?: readonly (readonly number[])[] | undefined;
}

const exact = (values: Float64Array): Readings => ({ halves: [values, values] });

/** Indices of each input, or of each group. */
export function indicesOfFunction({ inputs, of, groups }: FunctionAsked, worlds: number, seed: string): Indices[] {
  const labels = Array.from({ length: inputs }, (_, input) => `x${input + 1}`);
  const draws = makeDraws(streamKeys(seed, labels));
  const rows = Array.from({ length: 2 * worlds }, (_, world) =>
    Float64Array.from({ length: inputs }, (__, input) => {
      draws.at(input, world, 0, 0, 0);
      return unitFromWords(draws.word[0]!, draws.word[1]!);
    }),
  );
  const read = (row: (world: number) => Float64Array): Readings =>
    exact(Float64Array.from({ length: worlds }, (_, world) => of(row(world))));
  const pairs = { here: read((world) => rows[world]!), there: read((world) => rows[world + worlds]!) };
  return (groups ?? labels.map((_, input) => [input])).map((group) => {
    const swapped = read((world) =>
      rows[world]!.map((unit, i) => (group.includes(i) ? rows[world + worlds]![i]! : unit)),
    );
    return indicesOf(pairs, swapped);
  });
}
