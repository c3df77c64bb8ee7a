/** Chosen trials in a scaled world, for what they lose. */
import { kernelOf } from '../../sim/compile/kernel-of.ts';
import type { Kernel } from '../../sim/kernel/ground/kernel.ts';
import type { MakeReader } from '../../sim/session/reader.ts';
import { scaledBy, type Scale } from './scaled.ts';

/** @returns Counted loss of each trial over all its periods. Shape [entries]. */
export const readScaled: MakeReader<Scale, Float64Array> = ({ model, seed }) => {
  // One scale is asked for at a time.
  let last: { readonly key: string; readonly kernel: Kernel } | null = null;
  return ({ world, trial, input }, stopped) => {
    const key = JSON.stringify(input);
    if (last?.key !== key) last = { key, kernel: kernelOf(model, seed, undefined, [scaledBy(input)]) };
    const { kernel } = last;
    // Of each world the first trials are asked for: arrivals of those behind need not be drawn.
    kernel.expect(trial.reduce((most, one) => Math.max(most, one + 1), 0));
    const losses = new Float64Array(world.length);
    for (let entry = 0; entry < world.length; entry++) {
      if (stopped()) return null;
      kernel.simulate(world[entry]!, trial[entry]!);
      for (const loss of kernel.periodLoss) losses[entry]! += loss;
    }
    return losses;
  };
};
