/** A figure with one input fixed: where it is put, and what the figure is there. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Swing, SwingEnd } from '../../results/sensitivity-document.ts';
import { quantileOfRow } from '../../sim/distributions/sampler.ts';
import { SAMPLE, SAMPLER_WIDTH } from '../../sim/distributions/sampler-table.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import type { WorldInput } from './inputs.ts';

/** Probabilities of the ends of a tornado. */
const ENDS = [0.05, 0.95] as const;
/** An input with more values than these is put at its 5 % and 95 % points like any other. */
const MOST_VALUES = 8;

/**
 * Probabilities at which the law of an input is fixed: 5 % and 95 %; of one with few values, the middle of the band of each.
 */
export function unitsOf({ samplers, stepA }: CompiledModel, { step }: WorldInput): readonly number[] {
  const row = stepA[step]!;
  if (samplers.kind[row] !== SAMPLE.discrete) return ENDS;
  const start = samplers.params[row * SAMPLER_WIDTH]!;
  const count = samplers.params[row * SAMPLER_WIDTH + 1]!;
  if (count > MOST_VALUES) return ENDS;
  const cumulative = [0, ...samplers.tables.subarray(start + count, start + 2 * count)];
  return Array.from({ length: count }, (_, value) => (cumulative[value]! + cumulative[value + 1]!) / 2);
}

/** The value of an input at a probability. */
export const valueAt = (
  { samplers, stepA, slotConstants }: CompiledModel,
  { step }: WorldInput,
  unit: number,
): number => quantileOfRow(samplers, slotConstants, stepA[step]!, unit);

/** Mean over worlds. */
export function meanOver(values: Float64Array): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return n > 1 ? estimate(mean, Math.sqrt(squares / (n - 1) / n)) : estimate(mean, Infinity, true);
}

/**
 * The swing between two places of an input: the first and the last in order of value, or of an input with several values where the figure
 * is least and greatest.
 *
 * @param places Ascending by value; `figures` of each. Shape [worlds].
 */
export function swingOf(
  input: string,
  places: readonly { readonly at: number; readonly figures: Float64Array }[],
): Swing {
  const ends = places.map(({ at, figures }): SwingEnd & { readonly figures: Float64Array } => ({
    at,
    figures,
    figure: meanOver(figures),
  }));
  const byFigure = ends.toSorted((a, b) => a.figure.value - b.figure.value);
  const [low, high] = ends.length > 2 ? [byFigure[0]!, byFigure.at(-1)!] : [ends[0]!, ends.at(-1)!];
  return {
    input,
    low: { at: low.at, figure: low.figure },
    high: { at: high.at, figure: high.figure },
    swing: meanOver(high.figures.map((value, world) => value - low.figures[world]!)),
  };
}
