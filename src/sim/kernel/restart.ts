/** Restarts: a rise of what counts waits; a change of the members' supply before then starts the clock anew. */
import type { Agenda } from './agenda.ts';
import type { CompiledModel } from './compiled-model.ts';
import type { Durations } from './durations.ts';
import { fixedBytes, fixedInts } from './fixed.ts';
import { LEAST_CHANGE, PURPOSE } from './purposes.ts';
import type { Queue } from './queue.ts';
import { EVENT, EVENT_CLASS, eventKey } from './queue.ts';
import type { State } from './state.ts';
import type { GroupClock } from './stock.ts';

export function makeRestart(
  model: CompiledModel,
  state: State,
  agenda: Agenda,
  queue: Queue,
  durations: Durations,
): GroupClock {
  const least = LEAST_CHANGE;
  const purpose = PURPOSE.restart;
  const kind = EVENT.restart;
  const firstKey = eventKey(EVENT_CLASS.supplyClock, 0);
  const { nodeRestartSampler, groupNode, groupStream, horizonHours } = model;
  const { now, bridging, supply, counted, supplyBefore, groupBits } = state;
  const groups = groupNode.length;
  const running = fixedBytes(groups);
  const generation = fixedInts(groups);
  const draws = fixedInts(groups);

  return {
    look: (group) => {
      const node = groupNode[group]!;
      const row = nodeRestartSampler[node]!;
      if (row < 0) return;
      const value = bridging[group] === 1 ? 1 : supply[group << groupBits]!;
      if (value <= counted[group << groupBits]! + least) {
        if (running[group] === 1) {
          running[group] = 0;
          generation[group]!++;
        }
        return;
      }
      if (running[group] === 1 && supply[group << groupBits] === supplyBefore[group << groupBits]) return;
      running[group] = 1;
      const g = ++generation[group]!;
      const at = now[0]! + durations.draw(row, groupStream[group]!, draws[group]!++, purpose);
      if (at < horizonHours) queue.push(at, firstKey + node, kind, group, g);
    },
    ring: (group, g) => {
      if (g !== generation[group]) return;
      running[group] = 0;
      state.markGroup(group);
      counted[group << groupBits] = bridging[group] === 1 ? 1 : supply[group << groupBits]!;
      agenda.pushGroup(group);
    },
    resetGroup: (group) => {
      running[group] = 0;
      generation[group]!++;
      draws[group] = 0;
    },
    save: () => [running.slice(), generation.slice(), draws.slice()],
    restore: (saved) => {
      const [r, g, d] = saved as [Uint8Array, Int32Array, Int32Array];
      running.set(r);
      generation.set(g);
      draws.set(d);
    },
  };
}
