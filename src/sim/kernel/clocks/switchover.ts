/** Switchovers: a group that runs on k members switches to a better idle one, and is interrupted meanwhile. */
import type { Agenda } from '../ground/agenda.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { makeCountdown } from './countdown.ts';
import type { Durations } from '../ground/durations.ts';
import type { Factors } from '../ground/factors.ts';
import { fixedInts } from '../ground/fixed.ts';
import { LEAST_CHANGE, PURPOSE } from '../ground/purposes.ts';
import type { Queue } from '../ground/queue.ts';
import { EVENT } from '../ground/queue.ts';
import type { State } from '../ground/state.ts';
import type { GroupClock } from './stock.ts';
import type { Supply } from '../network/supply.ts';
import type { Tell } from '../ground/tell.ts';

/** Dependencies of the factory. */
interface SwitchoverOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly supply: Supply;
  readonly agenda: Agenda;
  readonly queue: Queue;
  readonly durations: Durations;
  readonly tell: Tell | undefined;
  readonly factors: Factors;
}

export function makeSwitchover({
  model,
  state,
  supply,
  agenda,
  queue,
  durations,
  tell,
  factors,
}: SwitchoverOf): GroupClock {
  const least = LEAST_CHANGE;
  const { groupSwitchoverSampler, groupNode, groupStream, edgeNode, nodeLoop } = model;
  const { now, cap, nodeBits } = state;
  const groups = groupNode.length;
  /** The idle edge to which a switchover is under way, -1 for none. */
  const begun = fixedInts(groups).fill(-1);
  const clock = makeCountdown({
    model,
    state,
    queue,
    durations,
    tell,
    clockOf: {
      clock: 'switchover',
      event: EVENT.switchover,
      purpose: PURPOSE.switchover,
      nodes: groupNode,
      ofGroups: true,
      factor: factors.of('switchover'),
    },
  });

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
      if (target < 0) clock.stop(group);
      else clock.set(group, row, groupStream[group]!);
    },
    ring: (group, g) => {
      if (!clock.isDue(group, g)) return;
      supply.replace(group, supply.worstInUse(group), begun[group]!);
      begun[group] = -1;
      tell?.clockEnds(now[0]!, 'switchover', groupNode[group]!, group);
      agenda.pushGroup(group);
      // The loop now runs on different members, so the others look again.
      const loop = nodeLoop[groupNode[group]!]!;
      if (loop < 0) return;
      for (let other = 0; other < groups; other++) {
        if (supply.tracked[other] === 1 && nodeLoop[groupNode[other]!] === loop) agenda.pushGroup(other);
      }
    },
    resetGroup: (group) => {
      begun[group] = -1;
      clock.reset(group);
    },
    save: () => [begun.slice(), clock.save()],
    restore: (saved) => {
      const [b, c] = saved as [Int32Array, unknown];
      begun.set(b);
      clock.restore(c);
    },
  };
}
