/** A scheduling block of trials: the kernel runs them, the accumulator keeps the sums. */
import { makeEventLossRecorder } from '../accumulate/event-losses.ts';
import { TRIALS_PER_UNIT, type BlockResult, type UnitSums } from '../accumulate/block.ts';
import type { UnitAccumulator } from '../accumulate/unit-accumulator.ts';
import type { Kernel } from '../kernel/ground/kernel.ts';

/** Whole units: the same stretch of trials of one world or of several consecutive worlds. */
export interface Block {
  /** Number of the block within the run. */
  readonly number: number;
  readonly firstWorld: number;
  readonly worlds: number;
  /** First trial within each world, a multiple of TRIALS_PER_UNIT. */
  readonly firstTrial: number;
  /** Trials of each world. */
  readonly trials: number;
  /** Whether to tell what each root event has cost. */
  readonly hasEvents?: boolean;
}

/**
 * Simulates a block, world by world and trial by trial.
 *
 * @param stopped Checked before every trial; once it returns true the block is abandoned.
 * @returns Sums of the block's units in order, or null when it was abandoned.
 */
export function simulateBlock(
  kernel: Kernel,
  accumulator: UnitAccumulator,
  block: Block,
  stopped: () => boolean = () => false,
): BlockResult | null {
  const units: UnitSums[] = [];
  const events = block.hasEvents === true ? makeEventLossRecorder() : null;
  const endTrial = block.firstTrial + block.trials;
  // Otherwise arrivals would be drawn for a whole address block of each world, however few trials it has.
  kernel.expect(endTrial);
  for (let world = block.firstWorld; world < block.firstWorld + block.worlds; world++) {
    for (let first = block.firstTrial; first < endTrial; first += TRIALS_PER_UNIT) {
      const trials = Math.min(TRIALS_PER_UNIT, endTrial - first);
      accumulator.begin(world, first, trials);
      for (let trial = first; trial < first + trials; trial++) {
        if (stopped()) {
          accumulator.takeSamples();
          return null;
        }
        kernel.simulate(world, trial);
        accumulator.addTrial(kernel);
        events?.addTrial(kernel);
      }
      units.push(accumulator.endUnit());
    }
  }
  const result = { block: block.number, units, samples: accumulator.takeSamples() };
  return events === null ? result : { ...result, events: events.take() };
}
