/** Amounts drawn for an outage: constant rows cost nothing. */
import type { Draws } from '../../random/draws.ts';
import type { Sampler } from '../../distributions/sampler.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { PURPOSE } from '../ground/purposes.ts';

/**
 * @param id [world, trial] of the current trial.
 * @param constants Of each sampler row, NaN for rows that vary.
 * @returns The amount of a loss entry for an outage, by the outage's number among those of the node in the trial.
 */
export function makeAmounts(
  { lossAmountSampler, lossStream }: CompiledModel,
  { sampler, draws, id, constants }: { sampler: Sampler; draws: Draws; id: Int32Array; constants: Float64Array },
): (entry: number, ordinal: number) => number {
  const words = draws.word;
  const { loss } = PURPOSE;
  return (entry, ordinal) => {
    const row = lossAmountSampler[entry]!;
    const constant = constants[row]!;
    if (constant === constant) return constant;
    draws.at(lossStream[entry]!, id[0]!, id[1]!, ordinal, loss);
    return sampler.sample(row, words[0]!);
  };
}
