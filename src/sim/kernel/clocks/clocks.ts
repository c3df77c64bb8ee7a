/** The clocks of a group and the restart of its node: runs and resets whichever of them exist. */
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedBytes } from '../ground/fixed.ts';
import type { State } from '../ground/state.ts';
import type { Restart } from './restart.ts';
import type { GroupClock } from './stock.ts';

export interface Clocks {
  /** Lets the clocks of a group look at its supply. */
  look(group: number): void;
  /** The same, plus the restart of its node: everything the node needs is settled. */
  lookAll(group: number): void;
  /** Clocks the group lacks never changed, so they need no reset. */
  resetGroup(group: number): void;
  /** Called after the parameters change: finds which clocks each group has, and resets all. */
  prepare(): void;
}

/** Dependencies of the factory. */
interface ClocksOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly stock: GroupClock;
  readonly restart: Restart;
  readonly fallback: GroupClock;
  readonly switchover: GroupClock;
}

export function makeClocks({ model, state, stock, restart, fallback, switchover }: ClocksOf): Clocks {
  const { groupNode, restartStart } = model;
  const groups = groupNode.length;
  /** Which of the clocks each group has, one bit each. */
  const present = fixedBytes(groups);

  function look(group: number): void {
    const has = present[group]!;
    if ((has & 1) !== 0) stock.look(group);
    if ((has & 4) !== 0) fallback.look(group);
    if ((has & 8) !== 0) switchover.look(group);
  }

  return {
    look,
    lookAll: (group) => {
      look(group);
      if ((present[group]! & 2) !== 0) restart.look(groupNode[group]!);
    },
    resetGroup: (group) => {
      const has = present[group]!;
      if ((has & 1) !== 0) stock.resetGroup(group);
      if ((has & 2) !== 0) restart.resetNode(groupNode[group]!);
      if ((has & 4) !== 0) fallback.resetGroup(group);
      if ((has & 8) !== 0) switchover.resetGroup(group);
    },
    prepare: () => {
      for (let g = 0; g < groups; g++) {
        const node = groupNode[g]!;
        present[g] =
          (model.groupBufferSampler[g]! >= 0 ? 1 : 0) +
          (restartStart[node]! < restartStart[node + 1]! ? 2 : 0) +
          (model.groupAfterSampler[g]! >= 0 ? 4 : 0) +
          (model.groupSwitchoverSampler[g]! >= 0 ? 8 : 0);
        state.watched[g] = present[g]! > 0 ? 1 : 0;
        for (const clock of [stock, fallback, switchover]) clock.resetGroup(g);
        restart.resetNode(node);
      }
    },
  };
}
