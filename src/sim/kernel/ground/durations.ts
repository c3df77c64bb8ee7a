/** Draws of hours for clocks: constant rows cost nothing. */
import type { Draws } from '../../random/draws.ts';
import type { Sampler } from '../../distributions/sampler.ts';
import { fixedDoubles } from './fixed.ts';

export interface Durations {
  /** One value of a sampler row by the address (stream, world, trial, index, purpose). */
  draw(row: number, stream: number, index: number, purpose: number): number;
  /**
   * The same, times the factor of a node or group: `draw` itself where there are no factors, so that they cost nothing.
   */
  scaled(factors: Float64Array | undefined): ScaledDraw;
}

/** @param of Node or group of the factor. */
export type ScaledDraw = (row: number, stream: number, index: number, purpose: number, of: number) => number;

/** @param id [world, trial] of the current trial. */
export function makeDurations(sampler: Sampler, draws: Draws, id: Int32Array, constants: Float64Array): Durations {
  const words = draws.word;

  function draw(row: number, stream: number, index: number, purpose: number): number {
    const constant = constants[row]!;
    if (constant === constant) return constant;
    draws.at(stream, id[0]!, id[1]!, index, purpose);
    return sampler.sample(row, words[0]!);
  }

  return {
    draw,
    scaled: (factors) =>
      factors === undefined
        ? draw
        : (row, stream, index, purpose, of) => draw(row, stream, index, purpose) * factors[of]!,
  };
}

/** The constant of each sampler row, NaN for rows that vary. */
export function constantsOf(sampler: Sampler, rows: number): Float64Array<ArrayBuffer> {
  const constants = fixedDoubles(rows);
  for (let row = 0; row < rows; row++) constants[row] = sampler.constant(row);
  return constants;
}
