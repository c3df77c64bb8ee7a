/** Chosen trials again, for what they lose: under a change, if the model is a changed one. */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Kernel } from '../kernel/ground/kernel.ts';
import { PURPOSE } from '../kernel/ground/purposes.ts';
import { makeDraws, unitFromWords } from '../random/draws.ts';
import { streamKeys } from '../random/key.ts';
import type { Addresses } from './chosen-trials.ts';

/** Hours for which a node is lost. */
const DAY = 24;

export interface LossBlock extends Addresses {
  readonly number: number;
  /** A node that is taken down for a day in each of the trials, at a uniform hour; null for none. */
  readonly lost: string | null;
}

export interface LossResult {
  readonly number: number;
  /** Counted loss of each period. Shape [entries * periods]. */
  readonly loss: Float64Array;
}

/** @returns The losses, or null when the block was abandoned: `stopped` is checked before every trial. */
export function simulateLosses(
  kernel: Kernel,
  { horizonHours, periods }: CompiledModel,
  seed: string,
  block: LossBlock,
  stopped: () => boolean = () => false,
): LossResult | null {
  const { world, trial, lost } = block;
  const loss = new Float64Array(world.length * periods);
  const draws = lost === null ? null : makeDraws(streamKeys(seed, [`lost:${lost}`]));
  kernel.expect(block.trialsPerWorld, true);
  for (let entry = 0; entry < world.length; entry++) {
    if (stopped()) return null;
    const [w, t] = [world[entry]!, trial[entry]!];
    if (draws === null || lost === null) {
      kernel.simulate(w, t);
      loss.set(kernel.periodLoss, entry * periods);
      continue;
    }
    draws.at(0, w, t, 0, PURPOSE.struck);
    kernel.start(w, t);
    kernel.runTo(unitFromWords(draws.word[0]!, draws.word[1]!) * horizonHours);
    kernel.apply({ kind: 'outage', id: `lost:${lost}`, node: lost, hours: DAY });
    kernel.runTo(horizonHours);
    loss.set(kernel.record().periodLoss, entry * periods);
  }
  return { number: block.number, loss };
}
