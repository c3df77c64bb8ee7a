/** Adverse values of the model's quantities, what is uncertain and what varies taken together. */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { makeWorld } from '../kernel/ground/world.ts';
import { streamKeys } from '../random/key.ts';

export interface LawValues {
  /** The quantile p of a sampler row; 0 where there is none. */
  ofRow(row: number, p: number): number;
  /** The quantile p of a slot over worlds; 0 where there is none. */
  ofSlot(slot: number, p: number): number;
}

/** Worlds, and draws in each, at even probabilities. */
const [WORLDS, DRAWS] = [400, 50];
const WORDS = 2 ** 32;

/** Values of the model by its worlds, the same as in a run with this seed. */
export function makeLawValues(model: CompiledModel, seed: string): LawValues {
  const id = new Int32Array(2);
  const world = makeWorld(model, streamKeys(seed, model.streamLabels), id);
  const worlds = model.uncertain ? WORLDS : 1;
  const known = new Map<string, Float64Array>();

  function valuesOf(key: string, draws: number, value: (draw: number) => number): Float64Array {
    const before = known.get(key);
    if (before !== undefined) return before;
    const values = new Float64Array(worlds * draws);
    for (let w = 0; w < worlds; w++) {
      world.enter(w);
      id[0] = w;
      for (let draw = 0; draw < draws; draw++) values[w * draws + draw] = value(draw);
    }
    known.set(key, values.sort());
    return values;
  }

  const quantile = (sorted: Float64Array, p: number): number =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length - 1e-9) - 1))] ?? 0;

  return {
    ofRow: (row, p) => {
      if (row < 0) return 0;
      const draws = model.uncertain ? DRAWS : WORLDS * DRAWS;
      const sample = (draw: number): number => world.sampler.sample(row, ((draw + 0.5) / draws) * WORDS);
      return quantile(valuesOf(`row ${row}`, draws, sample), p);
    },
    ofSlot: (slot, p) =>
      slot < 0
        ? 0
        : quantile(
            valuesOf(`slot ${slot}`, 1, () => world.slots[slot] ?? 0),
            p,
          ),
  };
}
