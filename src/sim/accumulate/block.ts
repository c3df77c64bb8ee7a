/**
 * What a worker returns for a scheduling block: whole units of up to 256 trials of one world, in order.
 *
 * Floating-point sums are formed inside a unit, trial by trial, and merged in unit order, so that the bits do not
 * depend on which worker did which block. Samples are counted in the order of the trials.
 */

import type { EventLosses } from './event-losses.ts';

/** Trials in a full unit. A unit never spans two worlds. */
export const TRIALS_PER_UNIT = 256;

/** Sums over the trials of one unit. */
export interface UnitSums {
  readonly world: number;
  /** First trial of the unit within its world. */
  readonly firstTrial: number;
  readonly trials: number;
  /** Columns that any trial touched, each once; not those of nodes. Shape [touched]. */
  readonly index: Int32Array;
  /** Sum over trials of the column. Shape [touched]. */
  readonly sum: Float64Array;
  /** Sum over trials of its square. Shape [touched]. */
  readonly square: Float64Array;
  /** Sum over trials of the product with its denominator column (`denominators`), 0 where it has none. Shape [touched]. */
  readonly cross: Float64Array;
  /** Nodes that any trial touched, each once. Shape [touched nodes]. */
  readonly node: Int32Array;
  /**
   * For each of them, the sums over trials of its columns, then the sums of their squares. Shape [touched nodes * 2 *
   * perNode].
   */
  readonly rows: Float64Array;
  /** Counted loss per period. Shape [trials * periods], trial by trial. */
  readonly loss: Float64Array;
  /** Largest counted loss of one root event per period. Shape [trials * periods]. */
  readonly largest: Float64Array;
  /** Harm per trial; empty where there is none. Shape [trials] or [0]. */
  readonly harm: Float64Array;
}

/** Numbers whose distribution is kept, world by world. */
export interface Samples {
  /** Worlds, ascending. Shape [runs]. */
  readonly world: Int32Array;
  /** Offsets into `pairs`. Shape [runs + 1]. */
  readonly start: Int32Array;
  /**
   * Pairs of an item (`sampleItems`) and the bits of its number in single precision, above 0; one for each trial that has it.
   * Shape [2 * samples].
   */
  readonly pairs: Int32Array;
}

export interface BlockResult {
  /** Number of the scheduling block within the run. */
  readonly block: number;
  readonly units: readonly UnitSums[];
  readonly samples: Samples;
  /** What each root event of its trials has cost, where that was asked for. */
  readonly events?: EventLosses;
}
