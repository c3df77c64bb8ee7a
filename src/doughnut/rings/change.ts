/** What the step from one portfolio to another costs, saves, and how likely it pays. */
import { bandOverWorlds } from '../../sim/measure/appetite/confidence.ts';
import { noisyDifferences } from '../../sim/measure/appetite/chance-of-less.ts';
import type { Confidence } from './evaluated-set.ts';
import { quantileOver } from './over-worlds.ts';
import { chanceOfLower, errorOverWorlds } from './paired-totals.ts';
import type { View } from './view.ts';

export interface Change {
  readonly from: number;
  readonly to: number;
  /** What the step adds to the mean whole cost; below 0 where it costs less. */
  readonly spend: number;
  /** What it takes off the mean risk cost, with its paired standard error; below 0 where losses grow. */
  readonly saves: {
    readonly value: number;
    readonly standardError: number;
    /** Central 90 % over worlds, freed of the noise inside a world: what it may save for all we know. */
    readonly low: number;
    readonly high: number;
  };
  /** P over worlds that the total falls: that the step pays. */
  readonly pays: Confidence;
}

const CENTRAL: readonly [number, number] = [0.05, 0.95];

export function changeBetween(view: View, from: number, to: number): Change {
  const { set, whole, risk } = view;
  const [before, after] = [set.costs(from).risk, set.costs(to).risk];
  const saved = before.map((value, world) => value - after[world]!);
  const noise = set.noise(from, to);
  const noisy = noise === null ? null : noisyDifferences(saved, noise);
  const [low, high] = CENTRAL.map((share) => quantileOver(saved, set.weights, share));
  return {
    from,
    to,
    spend: whole[to]! - whole[from]!,
    saves: {
      value: risk[from]! - risk[to]!,
      standardError: errorOverWorlds(view, saved, noise),
      ...(noisy === null ? { low: low!, high: high! } : bandOverWorlds(noisy)),
    },
    pays: chanceOfLower(view, to, from),
  };
}
