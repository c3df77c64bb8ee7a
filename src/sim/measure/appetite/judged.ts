/** How limits are met, with the figures of each world that this was read from. */
import type { Limit } from '../../../model/model.ts';
import type { LimitResult } from '../../../results/scenario-result.ts';
import type { Measured } from '../../accumulate/accumulator.ts';
import { columnEstimates } from '../column-estimates.ts';
import type { Ground } from '../ground.ts';
import { lossesForLimits } from '../loss.ts';
import { appetiteOf } from './appetite.ts';
import type { TailShares } from './bounds.ts';
import type { WorldReadings } from './world-readings.ts';

export interface JudgedLimit {
  readonly result: LimitResult;
  /** What is read in each world, and the number that it must not pass: one of a curve's points each. Empty where it is known over all worlds only. */
  readonly bounds: readonly { readonly readings: WorldReadings; readonly limit: number }[];
}

/** @param beside The tail simulated again, and worlds of more trials; see `appetite`. */
export function judged(
  ground: Ground,
  limits: readonly Limit[],
  beside: { readonly tail: TailShares | null; readonly long: Measured | null },
): readonly JudgedLimit[] {
  if (limits.length === 0) return [];
  return appetiteOf(ground, columnEstimates(ground), lossesForLimits(ground), beside.tail, beside.long, limits).map(
    ({ result, bounds }) => ({
      result,
      bounds: ground.measured.byWorld
        ? bounds.flatMap(({ readings, limit }) => (readings === null ? [] : [{ readings: readings(), limit }]))
        : [],
    }),
  );
}
