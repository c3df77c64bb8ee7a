/**
 * Restarts: a rise of what a node's needs give waits for one clock of the node.
 *
 * It runs while what they would give, stocks and fallbacks counted, lies above what they give, and begins anew when that
 * changes; when it ends, every need counts as it supplied up to that hour: a rise in the same hour waits for the next restart, as one a
 * moment before or after would.
 */
import { reaches } from '../../model/bounds.ts';
import type { Agenda } from './agenda.ts';
import type { CompiledModel } from './compiled-model.ts';
import type { Durations } from './durations.ts';
import { fixedBytes, fixedDoubles, fixedInts } from './fixed.ts';
import type { Part } from './part.ts';
import { LEAST_CHANGE, PURPOSE } from './purposes.ts';
import type { Queue } from './queue.ts';
import { EVENT, EVENT_CLASS, eventKey } from './queue.ts';
import type { State } from './state.ts';

export interface Restart extends Part {
  /** Looks at what the needs of a node with a restart would give, once all of them are settled. */
  look(node: number): void;
  ring(node: number, generation: number): void;
  resetNode(node: number): void;
}

export function makeRestart(
  model: CompiledModel,
  state: State,
  agenda: Agenda,
  queue: Queue,
  durations: Durations,
): Restart {
  const least = LEAST_CHANGE;
  const purpose = PURPOSE.restart;
  const kind = EVENT.restart;
  const firstKey = eventKey(EVENT_CLASS.supplyClock, 0);
  const { restartStart, restartAfter, restartSampler, nodeStream, groupStart, horizonHours } = model;
  const { now, bridging, supply, counted, countedBefore, gives, groupBits } = state;
  const nodes = nodeStream.length;
  const running = fixedBytes(nodes);
  const generation = fixedInts(nodes);
  const draws = fixedInts(nodes);
  /** What the needs would give, as the clock began. */
  const target = fixedDoubles(nodes);
  /** Hour at which what the needs give fell below 1; -1 while they give all. */
  const since = fixedDoubles(nodes).fill(-1);

  /** The law of the last stage that has been reached. */
  function lawOf(node: number): number {
    const hours = now[0]! - since[node]!;
    let stage = restartStart[node]!;
    while (stage + 1 < restartStart[node + 1]! && reaches(hours, restartAfter[stage + 1]!)) stage++;
    return restartSampler[stage]!;
  }

  return {
    look: (node) => {
      const stop = groupStart[node + 1]!;
      let would = 1;
      let given = 1;
      for (let g = groupStart[node]!; g < stop; g++) {
        const gave = gives[g << groupBits]!;
        const supplied = bridging[g] === 1 ? 1 : supply[g << groupBits]!;
        // What counts is no more than what is supplied, so that a fallback at work is the greater of the two.
        const could = supplied > gave ? supplied : gave;
        if (could < would) would = could;
        if (gave < given) given = gave;
      }
      if (given > 1 - least) since[node] = -1;
      else if (since[node]! < 0) since[node] = now[0]!;
      if (would <= given + least) {
        if (running[node] === 1) {
          running[node] = 0;
          generation[node]!++;
        }
        return;
      }
      if (running[node] === 1 && Math.abs(would - target[node]!) <= least) return;
      running[node] = 1;
      target[node] = would;
      const g = ++generation[node]!;
      const at = now[0]! + durations.draw(lawOf(node), nodeStream[node]!, draws[node]!++, purpose);
      if (at < horizonHours) queue.push(at, firstKey + node, kind, node, g);
    },
    ring: (node, g) => {
      if (g !== generation[node]) return;
      running[node] = 0;
      for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
        const value = bridging[group] === 1 ? 1 : supply[group << groupBits]!;
        if (value <= counted[group << groupBits]! + least) continue;
        state.markGroup(group);
        // What now counts has moved, even if a fall of this instant takes it back to where it was.
        countedBefore[group << groupBits] = -1;
        counted[group << groupBits] = value;
        agenda.pushGroup(group);
      }
    },
    resetNode: (node) => {
      running[node] = 0;
      generation[node]!++;
      draws[node] = 0;
      since[node] = -1;
    },
    save: () => [running, generation, draws, target, since].map((array) => array.slice()),
    restore: (saved) => {
      const arrays = saved as (Uint8Array | Int32Array | Float64Array)[];
      [running, generation, draws, target, since].forEach((array, i) => array.set(arrays[i]!));
    },
  };
}
