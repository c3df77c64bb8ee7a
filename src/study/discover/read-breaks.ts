/** Reads which periods of trials break a limit that is not on losses. */
import { exceeds } from '../../model/bounds.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { MakeReader } from '../../sim/session/reader.ts';

export type BreaksAsked =
  /** A watch of the model found a stretch too long. */
  | { readonly kind: 'outage'; readonly watch: number }
  /** More people harmed than `over`. */
  | { readonly kind: 'harm'; readonly over: number };

/** @returns 1 for each period that breaks it. Shape [entries * periods]. */
export const readBreaks: MakeReader<BreaksAsked, Uint8Array> = ({ model, makeKernel }) => {
  const { periods, periodHours, watchStart, watchMbco, watchHours, bearers } = model;
  let asked: BreaksAsked = { kind: 'harm', over: 0 };
  let node = -1;
  /** Hour at which the watched node fell below what the watch asks; where it is below. */
  let begun = 0;
  let isBelow = false;
  const broken = new Uint8Array(periods);
  const harm = new Float64Array(periods);
  const periodOf = (hour: number): number => Math.min(periods - 1, Math.floor(hour / periodHours));
  const kernel = makeKernel({
    capacity: (hour, changed, _from, to) => {
      if (asked.kind !== 'outage' || changed !== node) return;
      const below = to < watchMbco[asked.watch]! - LEAST_CHANGE;
      if (below && !isBelow) begun = hour;
      isBelow = below;
    },
    breach: (_hour, watch) => {
      if (asked.kind === 'outage' && watch === asked.watch) broken[periodOf(begun + watchHours[watch]!)] = 1;
    },
    loss: (_hour, kind, _node, amount, _cause, booked) => {
      if (kind === bearers) harm[periodOf(booked)]! += amount;
    },
  });
  return ({ world, trial, trialsPerWorld, input }, stopped) => {
    asked = input;
    if (input.kind === 'outage') {
      node = watchStart.findIndex((first, at) => first <= input.watch && input.watch < watchStart[at + 1]!);
    }
    kernel.expect(trialsPerWorld);
    const found = new Uint8Array(world.length * periods);
    for (let entry = 0; entry < world.length; entry++) {
      if (stopped()) return null;
      broken.fill(0);
      harm.fill(0);
      isBelow = false;
      kernel.simulate(world[entry]!, trial[entry]!);
      if (input.kind === 'harm') harm.forEach((people, p) => (broken[p] = exceeds(people, input.over) ? 1 : 0));
      found.set(broken, entry * periods);
    }
    return found;
  };
};
