/** How well the controls in force work, over worlds. */
import { fillSlots } from '../kernel/ground/world.ts';
import { streamKeys } from '../random/key.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';

/** Mean and central 90 % interval of an effectiveness over worlds, 0..1; zeros for a level that stops nothing. */
export interface EffectivenessOverWorlds {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** More worlds than this make no visible difference to the interval. */
const MOST_WORLDS = 2000;

/** The slot that represents a level: what it prevents, or else deters, or else contains; -1 for none of these. */
function slotOfLevel(compiled: CompiledModel, level: number): number {
  const { levelPreventSlot, levelDeterSlot, levelContainSlot } = compiled;
  return (
    [levelPreventSlot, levelDeterSlot, levelContainSlot].map((slots) => slots[level]!).find((slot) => slot >= 0) ?? -1
  );
}

/** Quantile of ascending values, linear between them. */
function quantile(ascending: Float64Array, p: number): number {
  const position = p * (ascending.length - 1);
  const below = Math.floor(position);
  const from = ascending[below]!;
  const to = ascending[Math.min(below + 1, ascending.length - 1)]!;
  return from + (position - below) * (to - from);
}

/**
 * Effectiveness of the level in force of each control: prevent; failing that, deter; failing that, contain.
 *
 * @param worlds How many worlds the run has; the first 2,000 are looked at.
 * @returns By control, in order of id. Shape [controls].
 */
export function effectivenessOf(
  compiled: CompiledModel,
  seed: string,
  worlds: number,
): readonly EffectivenessOverWorlds[] {
  const looked = compiled.uncertain ? Math.max(1, Math.min(worlds, MOST_WORLDS)) : 1;
  const keys = streamKeys(seed, compiled.streamLabels);
  const ofWorld = compiled.slotConstants.slice();
  const slots = Array.from(compiled.controlLevel, (level) => slotOfLevel(compiled, level));
  const values = slots.map(() => new Float64Array(looked));
  for (let w = 0; w < looked; w++) {
    fillSlots(compiled, keys, ofWorld, w);
    slots.forEach((slot, control) => {
      values[control]![w] = slot < 0 ? 0 : ofWorld[slot]!;
    });
  }
  return values.map((ofControl) => {
    const mean = ofControl.reduce((sum, value) => sum + value, 0) / looked;
    const ascending = ofControl.toSorted();
    return { mean, low: quantile(ascending, 0.05), high: quantile(ascending, 0.95) };
  });
}
