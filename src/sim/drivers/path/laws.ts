/** The laws of indices: the value at a normal quantile, and the normal quantiles of a value. */
import type { SamplerTable } from '../../distributions/sampler.ts';
import { quantileAtNormal } from '../../distributions/sampler.ts';
import type { DriverTables } from '../tables.ts';

/** Normal quantiles of the table of a law that has one, and points per unit. */
export const CURVE_REACH = 8;
export const CURVE_STEPS = 128;

/** Normal quantiles of a value lie within this. */
const REACH = 8;
const HALVINGS = 60;

export interface Laws {
  /** F^-1(Phi(z)) of an index, by the world's law. */
  valueAt(index: number, z: number): number;
  /** The least and the greatest z at which an index has a value; alike where the law has no jump there. */
  bandOf(index: number, value: number): readonly [number, number];
}

export function makeLaws(tables: DriverTables, samplers: SamplerTable, slots: Float64Array): Laws {
  const { indexSampler, indexCurveStart, indexCurve } = tables;

  function fromCurve(start: number, end: number, z: number): number {
    const steps = Math.min(Math.max((z + CURVE_REACH) * CURVE_STEPS, 0), end - start - 1);
    const piece = Math.min(Math.floor(steps), end - start - 2);
    const from = indexCurve[start + piece]!;
    return from + (steps - piece) * (indexCurve[start + piece + 1]! - from);
  }

  function valueAt(index: number, z: number): number {
    const start = indexCurveStart[index]!;
    const end = indexCurveStart[index + 1]!;
    return end > start ? fromCurve(start, end, z) : quantileAtNormal(samplers, slots, indexSampler[index]!, z);
  }

  /** The z at which `isBelow` turns false. */
  function turn(index: number, isBelow: (at: number) => boolean): number {
    let low = -REACH;
    let high = REACH;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (isBelow(valueAt(index, middle))) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  return {
    valueAt,
    bandOf: (index, value) => [turn(index, (at) => at < value), turn(index, (at) => at <= value)],
  };
}
