/**
 * Fallbacks with a delay: the clock starts when what the need gives falls below the fallback, and is cancelled when
 * that recovers.
 */
import type { Agenda } from '../ground/agenda.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { makeCountdown } from './countdown.ts';
import type { Durations } from '../ground/durations.ts';
import { LEAST_CHANGE, PURPOSE } from '../ground/purposes.ts';
import type { Queue } from '../ground/queue.ts';
import { EVENT } from '../ground/queue.ts';
import type { State } from '../ground/state.ts';
import type { GroupClock } from './stock.ts';
import type { Tell } from '../ground/tell.ts';

/** Dependencies of the factory. */
interface FallbackOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly agenda: Agenda;
  readonly queue: Queue;
  readonly durations: Durations;
  readonly floorOf: (group: number) => number;
  readonly tell: Tell | undefined;
}

export function makeFallback({ model, state, agenda, queue, durations, floorOf, tell }: FallbackOf): GroupClock {
  const least = LEAST_CHANGE;
  const { groupFallbackSlot, groupAfterSampler, groupNode, groupStream } = model;
  const { now, counted, groupBits, fallbackOn } = state;
  const clock = makeCountdown({
    model,
    state,
    queue,
    durations,
    tell,
    clockOf: {
      clock: 'fallback',
      event: EVENT.fallback,
      purpose: PURPOSE.fallback,
      nodes: groupNode,
      ofGroups: true,
      factor: undefined,
    },
  });
  const { running } = clock;

  return {
    look: (group) => {
      const row = groupAfterSampler[group]!;
      if (groupFallbackSlot[group]! < 0 || row < 0) return;
      if (counted[group << groupBits]! >= floorOf(group) - least) {
        if (running[group] === 1) clock.stop(group);
        fallbackOn[group] = 0;
        return;
      }
      if (running[group] === 1 || fallbackOn[group] === 1) return;
      clock.set(group, row, groupStream[group]!);
    },
    ring: (group, g) => {
      if (!clock.isDue(group, g)) return;
      state.touchGroup(group);
      fallbackOn[group] = 1;
      tell?.clockEnds(now[0]!, 'fallback', groupNode[group]!, group);
      agenda.pushGroup(group);
    },
    resetGroup: (group) => {
      clock.reset(group);
      fallbackOn[group] = groupFallbackSlot[group]! >= 0 && groupAfterSampler[group]! < 0 ? 1 : 0;
    },
    save: clock.save,
    restore: clock.restore,
  };
}
