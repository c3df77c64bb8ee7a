/** Draws of hours for clocks: constant rows cost nothing. */
import type { Draws } from '../../random/draws.ts';
import type { Sampler } from '../../distributions/sampler.ts';
import { fixedDoubles } from './fixed.ts';

export interface Durations {
  /** One value of a sampler row by the address (stream, world, trial, index, purpose). */
  draw(row: number, stream: number, index: number, purpose: number): number;
}

/**
 * @param id [world, trial] of the trial at hand.
 */
export function makeDurations(sampler: Sampler, draws: Draws, id: Int32Array, constants: Float64Array): Durations {
  const words = draws.word;
  return {
    draw: (row, stream, index, purpose) => {
      const constant = constants[row]!;
      if (constant === constant) return constant;
      draws.at(stream, id[0]!, id[1]!, index, purpose);
      return sampler.sample(row, words[0]!);
    },
  };
}

/** The constant of each sampler row, NaN for rows that vary. */
export function constantsOf(sampler: Sampler, rows: number): Float64Array<ArrayBuffer> {
  const constants = fixedDoubles(rows);
  for (let row = 0; row < rows; row++) constants[row] = sampler.constant(row);
  return constants;
}
