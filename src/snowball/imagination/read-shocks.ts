/** What sets of nodes cost that are lost together in futures in which nothing else happens. */
import { PURPOSE } from '../../sim/kernel/ground/purposes.ts';
import { kernelOf } from '../../sim/compile/kernel-of.ts';
import { makeDraws, unitFromWords } from '../../sim/random/draws.ts';
import { streamKeys } from '../../sim/random/key.ts';
import type { MakeReader } from '../../sim/session/reader.ts';
import { quietModel } from '../../sim/compile/quiet-model.ts';

export interface ShocksAsked {
  /** Numbers of nodes, each set lost at one moment. */
  readonly sets: readonly (readonly number[])[];
  /** For how long. */
  readonly hours: number;
}

/**
 * Counted loss of each set in each trial: all sets meet the same worlds and moments, uniform over the horizon less as long as they
 * last (at most half of it), so that what follows is seen.
 *
 * Shape [entries * sets].
 */
export const readShocks: MakeReader<ShocksAsked, Float64Array> = ({ model, seed }) => {
  const kernel = kernelOf(quietModel(model), seed);
  const draws = makeDraws(streamKeys(seed, ['snowball.imagination']));
  return ({ world, trial, input: { sets, hours } }, stopped) => {
    const losses = new Float64Array(world.length * sets.length);
    const latest = Math.max(model.horizonHours / 2, model.horizonHours - hours);
    for (let entry = 0; entry < world.length; entry++) {
      const [w, t] = [world[entry]!, trial[entry]!];
      draws.at(0, w, t, 0, PURPOSE.struck);
      const at = unitFromWords(draws.word[0]!, draws.word[1]!) * latest;
      for (let set = 0; set < sets.length; set++) {
        if (stopped()) return null;
        const actions = sets[set]!.map((number) => {
          const node = model.nodeIds[number]!;
          return { at, action: { kind: 'outage', id: `imagined:${node}`, node, hours } as const };
        });
        kernel.simulate(w, t, actions);
        for (const loss of kernel.periodLoss) losses[entry * sets.length + set]! += loss;
      }
    }
    return losses;
  };
};
