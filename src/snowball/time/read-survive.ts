/** Reads how long a loss takes to be felt when a node is lost for good and nothing else happens. */
import { LEAST_CHANGE, PURPOSE } from '../../sim/kernel/ground/purposes.ts';
import { makeKernel } from '../../sim/kernel/make-kernel.ts';
import { makeDraws, unitFromWords } from '../../sim/random/draws.ts';
import { streamKeys } from '../../sim/random/key.ts';
import type { MakeReader } from '../../sim/session/reader.ts';
import { quietModel } from '../../sim/compile/quiet-model.ts';

/** Nodes by number. */
export interface SurviveInput {
  /** Those that are lost. */
  readonly nodes: readonly number[];
  /** Those that the loss is felt at, each when its capacity is below. */
  readonly goals: readonly { readonly node: number; readonly below: number }[];
}

/**
 * Hours of each trial and node until a goal falls below its mbco, or counted losses begin; Infinity for what does not happen within
 * half of the horizon. Shape [entries * nodes].
 *
 * The node is lost at a uniform hour of the first half of the horizon, the same for all nodes of a trial.
 */
export const readSurvive: MakeReader<SurviveInput, Float64Array> = ({ model, seed }) => {
  const { nodeIds, kindCounted, horizonHours } = model;
  let felt = Infinity;
  /** Hour since which a goal is below; one that is back in the same hour was not. */
  const since = new Map<number, number>();
  let goals = new Map<number, number>();
  const kernel = makeKernel(quietModel(model), seed, {
    listener: {
      capacity: (hour, node, _from, to) => {
        const began = since.get(node);
        const isBelow = to < (goals.get(node) ?? 0) - LEAST_CHANGE;
        if (isBelow && began === undefined) since.set(node, hour);
        if (isBelow || began === undefined) return;
        since.delete(node);
        if (hour > began) felt = Math.min(felt, began);
      },
      loss: (_hour, kind, _node, _amount, _cause, booked) => {
        if (kindCounted[kind] === 1) felt = Math.min(felt, booked);
      },
    },
  });
  const draws = makeDraws(streamKeys(seed, ['survive']));
  const half = horizonHours / 2;
  return ({ world, trial, trialsPerWorld, input }, stopped) => {
    kernel.expect(trialsPerWorld);
    goals = new Map(input.goals.map(({ node, below }) => [node, below]));
    const hours = new Float64Array(world.length * input.nodes.length);
    for (let entry = 0; entry < world.length; entry++) {
      const [w, t] = [world[entry]!, trial[entry]!];
      draws.at(0, w, t, 0, PURPOSE.struck);
      const at = unitFromWords(draws.word[0]!, draws.word[1]!) * half;
      for (const [place, node] of input.nodes.entries()) {
        if (stopped()) return null;
        felt = Infinity;
        since.clear();
        kernel.simulate(w, t, [
          { at, action: { kind: 'outage', id: 'lost for good', node: nodeIds[node]!, hours: Infinity } },
        ]);
        const waited = Math.min(felt, ...since.values()) - at;
        hours[entry * input.nodes.length + place] = waited <= half ? waited : Infinity;
      }
    }
    return hours;
  };
};
