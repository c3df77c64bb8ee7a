/** Reads the occurrences of chosen trials, with the ways along which they lose. */
import type { MakeReader } from '../../sim/session/reader.ts';
import { occurrencesOf, type Occurrence } from './occurrences.ts';
import { makeStepLists, type Step } from './step-lists.ts';
import { makeStepWatch } from './step-watch.ts';

export interface WaysRead {
  /** Occurrences of each trial of the block. */
  readonly trials: readonly (readonly Occurrence[])[];
  /** By number: the lists that their stretches name; empty where none does. */
  readonly lists: readonly (readonly Step[])[];
}

export const readWays: MakeReader<null, WaysRead> =
  ({ model, makeKernel }) =>
  (block, stopped) => {
    const lists = makeStepLists();
    const watch = makeStepWatch(model, lists);
    const kernel = makeKernel(watch.listener);
    kernel.expect(block.trialsPerWorld);
    const { effectStart, effectNode } = model;
    const struckBy = model.threatIds.map(
      (_, threat) => new Set(effectNode.subarray(effectStart[threat], effectStart[threat + 1])),
    );
    const canStrike = (threat: number, node: number): boolean => struckBy[threat]?.has(node) === true;
    const trials: Occurrence[][] = [];
    for (let entry = 0; entry < block.world.length; entry++) {
      if (stopped()) return null;
      kernel.simulate(block.world[entry]!, block.trial[entry]!);
      trials.push(occurrencesOf(watch.take(), canStrike));
    }
    const named: Step[][] = [];
    for (const { list } of trials.flat().flatMap(({ stretches }) => stretches)) named[list] ??= [...lists.steps(list)];
    return { trials, lists: Array.from(named, (steps) => steps ?? []) };
  };
