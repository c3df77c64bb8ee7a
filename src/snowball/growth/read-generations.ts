/** Outages of trials by generation: how far each stands from the effect that set it off. */
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { Listener } from '../../sim/kernel/ground/tell.ts';
import type { MakeReader } from '../../sim/session/reader.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';

/** Generations that are told apart; later ones count as the last. */
export const MOST_GENERATIONS = 64;

/**
 * Outages of each trial by generation. Shape [entries * MOST_GENERATIONS].
 *
 * An outage is of generation 0 where an effect on the node itself (or its level) decides it when it begins, else one more than the outage that does.
 */
export const readGenerations: MakeReader<null, Float64Array> = ({ model, makeKernel }) => {
  const nodes = model.nodeIds.length;
  const whole = unhurtCapacities(model);
  /** Generation of the last outage of each node; -1 where it is not known yet. */
  const generation = new Int32Array(nodes);
  /** Edge along which the cause of each came last; -1 for its own. */
  const along = new Int32Array(nodes);
  const isDown = new Uint8Array(nodes);
  const fellAt = new Float64Array(nodes);
  let begun: number[] = [];
  let counts = new Float64Array();
  let first = 0;

  /** Follows edges to an outage of which the generation is known, or to one that an effect of its own decides; counts all on the way. */
  function count(node: number): void {
    const way: number[] = [];
    let known = -1;
    for (let at = node; ;) {
      way.push(at);
      const next = along[at]! < 0 ? -1 : model.edgeNode[along[at]!]!;
      // Where a loop holds itself down edges may end inside it.
      if (next < 0 || next >= nodes || way.includes(next)) break;
      known = generation[next]!;
      if (known >= 0) break;
      at = next;
    }
    for (const of of way.toReversed()) {
      known++;
      generation[of] = known;
      counts[first + Math.min(known, MOST_GENERATIONS - 1)]!++;
    }
  }

  const listener: Listener = {
    capacity: (hour, node, _, to) => {
      const isNow = to < whole[node]! - LEAST_CHANGE;
      if (isNow && isDown[node] === 0) {
        begun.push(node);
        generation[node] = -1;
        fellAt[node] = hour;
      } else if (!isNow && isDown[node] === 1 && fellAt[node] === hour && generation[node]! >= 0) {
        // It fell and is back in one hour: no outage
        counts[first + Math.min(generation[node]!, MOST_GENERATIONS - 1)]!--;
      }
      isDown[node] = isNow ? 1 : 0;
    },
    cause: (_, node, __, ___, edge) => {
      along[node] = edge;
    },
    settled: () => {
      for (const node of begun) if (isDown[node] === 1 && generation[node]! < 0) count(node);
      begun = [];
    },
  };
  const kernel = makeKernel(listener);
  return ({ world, trial, trialsPerWorld }, stopped) => {
    kernel.expect(trialsPerWorld);
    counts = new Float64Array(world.length * MOST_GENERATIONS);
    for (let entry = 0; entry < world.length; entry++) {
      if (stopped()) return null;
      generation.fill(-1);
      along.fill(-1);
      isDown.fill(0);
      begun = [];
      first = entry * MOST_GENERATIONS;
      kernel.simulate(world[entry]!, trial[entry]!);
    }
    return counts;
  };
};
