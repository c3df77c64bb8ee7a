/** The floor that a fallback puts under what a need gives. */
import type { CompiledModel } from './compiled-model.ts';
import type { Factors } from './factors.ts';

/** @returns The share that the fallback of a group gives; the group must have one. */
export function makeFloor(
  { groupFallbackSlot }: CompiledModel,
  slots: Float64Array,
  factors: Factors,
): (group: number) => number {
  const factor = factors.of('fallback');
  if (factor === undefined) return (group) => slots[groupFallbackSlot[group]!]!;
  return (group) => Math.min(1, slots[groupFallbackSlot[group]!]! * factor[group]!);
}
