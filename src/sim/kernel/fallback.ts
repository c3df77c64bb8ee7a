/** Fallbacks with a delay: it runs from when what the need gives falls below the fallback, until that is back. */
import type { Agenda } from './agenda.ts';
import type { CompiledModel } from './compiled-model.ts';
import type { Durations } from './durations.ts';
import { fixedBytes, fixedInts } from './fixed.ts';
import { LEAST_CHANGE, PURPOSE } from './purposes.ts';
import type { Queue } from './queue.ts';
import { EVENT, EVENT_CLASS, eventKey } from './queue.ts';
import type { State } from './state.ts';
import type { GroupClock } from './stock.ts';

export function makeFallback(
  model: CompiledModel,
  state: State,
  agenda: Agenda,
  queue: Queue,
  durations: Durations,
  slots: Float64Array,
): GroupClock {
  const least = LEAST_CHANGE;
  const purpose = PURPOSE.fallback;
  const kind = EVENT.fallback;
  const firstKey = eventKey(EVENT_CLASS.supplyClock, 0);
  const { groupFallbackSlot, groupAfterSampler, groupNode, groupStream, horizonHours } = model;
  const { now, counted, groupBits, fallbackOn } = state;
  const groups = groupNode.length;
  const running = fixedBytes(groups);
  const generation = fixedInts(groups);
  const draws = fixedInts(groups);

  return {
    look: (group) => {
      const slot = groupFallbackSlot[group]!;
      const row = groupAfterSampler[group]!;
      if (slot < 0 || row < 0) return;
      if (counted[group << groupBits]! >= slots[slot]! - least) {
        if (running[group] === 1) {
          running[group] = 0;
          generation[group]!++;
        }
        fallbackOn[group] = 0;
        return;
      }
      if (running[group] === 1 || fallbackOn[group] === 1) return;
      running[group] = 1;
      const g = ++generation[group]!;
      const at = now[0]! + durations.draw(row, groupStream[group]!, draws[group]!++, purpose);
      if (at < horizonHours) {
        queue.push(at, firstKey + groupNode[group]!, kind, group, g);
      }
    },
    ring: (group, g) => {
      if (g !== generation[group]) return;
      running[group] = 0;
      state.touchGroup(group);
      fallbackOn[group] = 1;
      agenda.pushGroup(group);
    },
    resetGroup: (group) => {
      running[group] = 0;
      generation[group]!++;
      draws[group] = 0;
      fallbackOn[group] = groupFallbackSlot[group]! >= 0 && groupAfterSampler[group]! < 0 ? 1 : 0;
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
