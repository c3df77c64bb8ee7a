/** The trial that represents many: its loss is one that a given share does not exceed. */
import type { Sample } from '../../sim/session.ts';

export interface TypicalTrial {
  readonly world: number;
  readonly trial: number;
  /** Counted loss over the horizon [money]. */
  readonly loss: number;
  /** Trials of the sample without loss. */
  readonly withoutLoss: number;
}

/**
 * The trial at a quantile of the loss over the horizon: the smallest loss that the share `quantile` of trials does not
 * exceed; of trials that tie, the one at that rank when they are sorted by address.
 *
 * @param quantile Above 0, at most 1.
 */
export function typicalTrial(sample: Sample, quantile: number): TypicalTrial {
  const { losses, periods, trialsPerWorld } = sample;
  const trials = losses.length / periods;
  const sums = Float64Array.from({ length: trials }, (_, trial) => {
    let sum = 0;
    for (let period = 0; period < periods; period++) sum += losses[trial * periods + period]!;
    return sum;
  });
  const order = Uint32Array.from(sums.keys()).toSorted((a, b) => sums[a]! - sums[b]! || a - b);
  const rank = Math.min(trials, Math.max(1, Math.ceil(quantile * trials - 1e-9)));
  const place = order[rank - 1]!;
  const withoutLoss = sums.reduce((count, sum) => count + (sum === 0 ? 1 : 0), 0);
  return {
    world: Math.floor(place / trialsPerWorld),
    trial: place % trialsPerWorld,
    loss: sums[place]!,
    withoutLoss,
  };
}
