/** Switchovers: a group that runs on k members takes over to a better idle one, and is interrupted meanwhile. */
import type { Agenda } from './agenda.ts';
import type { CompiledModel } from './compiled-model.ts';
import type { Durations } from './durations.ts';
import { fixedInts } from './fixed.ts';
import { LEAST_CHANGE, PURPOSE } from './purposes.ts';
import type { Queue } from './queue.ts';
import { EVENT, EVENT_CLASS, eventKey } from './queue.ts';
import type { State } from './state.ts';
import type { GroupClock } from './stock.ts';
import type { Supply } from './supply.ts';

export function makeSwitchover(
  model: CompiledModel,
  state: State,
  supply: Supply,
  agenda: Agenda,
  queue: Queue,
  durations: Durations,
): GroupClock {
  const least = LEAST_CHANGE;
  const purpose = PURPOSE.switchover;
  const kind = EVENT.switchover;
  const firstKey = eventKey(EVENT_CLASS.supplyClock, 0);
  const { groupSwitchoverSampler, groupNode, groupStream, edgeNode, nodeLoop, horizonHours } = model;
  const { now, cap, nodeBits } = state;
  const groups = groupNode.length;
  /** The idle edge to which a switchover has begun, -1 for none. */
  const begun = fixedInts(groups).fill(-1);
  const generation = fixedInts(groups);
  const draws = fixedInts(groups);

  return {
    look: (group) => {
      const row = groupSwitchoverSampler[group]!;
      if (row < 0 || supply.tracked[group] === 0) return;
      const worst = supply.worstInUse(group);
      let target = supply.bestIdle(group, begun[group]!);
      if (
        target >= 0 &&
        worst >= 0 &&
        cap[edgeNode[target]! << nodeBits]! <= cap[edgeNode[worst]! << nodeBits]! + least
      )
        target = -1;
      if (target === begun[group]) return;
      begun[group] = target;
      const g = ++generation[group]!;
      if (target < 0) return;
      const at = now[0]! + durations.draw(row, groupStream[group]!, draws[group]!++, purpose);
      if (at < horizonHours) {
        queue.push(at, firstKey + groupNode[group]!, kind, group, g);
      }
    },
    ring: (group, g) => {
      if (g !== generation[group]) return;
      supply.replace(group, supply.worstInUse(group), begun[group]!);
      begun[group] = -1;
      agenda.pushGroup(group);
      // Who runs on whom has changed in the loop: the others look again.
      const loop = nodeLoop[groupNode[group]!]!;
      if (loop < 0) return;
      for (let other = 0; other < groups; other++) {
        if (supply.tracked[other] === 1 && nodeLoop[groupNode[other]!] === loop) agenda.pushGroup(other);
      }
    },
    resetGroup: (group) => {
      begun[group] = -1;
      generation[group]!++;
      draws[group] = 0;
    },
    save: () => [begun.slice(), generation.slice(), draws.slice()],
    restore: (saved) => {
      const [b, g, d] = saved as [Int32Array, Int32Array, Int32Array];
      begun.set(b);
      generation.set(g);
      draws.set(d);
    },
  };
}
