/** The clocks of a group taken together: those that it has look, and are reset. */
import type { CompiledModel } from './compiled-model.ts';
import { fixedBytes } from './fixed.ts';
import type { State } from './state.ts';
import type { GroupClock } from './stock.ts';

export interface Clocks {
  /** Lets the clocks of a group look at what it is supplied with. */
  look(group: number): void;
  /** What a group does not have was never touched. */
  resetGroup(group: number): void;
  /** After the parameters changed: finds which clocks each group has, and resets all. */
  prepare(): void;
}

export function makeClocks(
  model: CompiledModel,
  state: State,
  stock: GroupClock,
  restart: GroupClock,
  fallback: GroupClock,
  switchover: GroupClock,
): Clocks {
  const groups = model.groupNode.length;
  /** Which of the clocks each group has, a bit each. */
  const present = fixedBytes(groups);

  return {
    look: (group) => {
      const has = present[group]!;
      if ((has & 1) !== 0) stock.look(group);
      if ((has & 2) !== 0) restart.look(group);
      if ((has & 4) !== 0) fallback.look(group);
      if ((has & 8) !== 0) switchover.look(group);
    },
    resetGroup: (group) => {
      const has = present[group]!;
      if ((has & 1) !== 0) stock.resetGroup(group);
      if ((has & 2) !== 0) restart.resetGroup(group);
      if ((has & 4) !== 0) fallback.resetGroup(group);
      if ((has & 8) !== 0) switchover.resetGroup(group);
    },
    prepare: () => {
      for (let g = 0; g < groups; g++) {
        present[g] =
          (model.groupBufferSampler[g]! >= 0 ? 1 : 0) +
          (model.nodeRestartSampler[model.groupNode[g]!]! >= 0 ? 2 : 0) +
          (model.groupAfterSampler[g]! >= 0 ? 4 : 0) +
          (model.groupSwitchoverSampler[g]! >= 0 ? 8 : 0);
        state.watched[g] = present[g]! > 0 ? 1 : 0;
        for (const clock of [stock, restart, fallback, switchover]) clock.resetGroup(g);
      }
    },
  };
}
