/**
 * Formulas of inputs that vary, evaluated for a draw: each input that varies is drawn once, the others have the world's
 * value.
 */
import { quantileOfRow } from '../../distributions/sampler.ts';
import { unitFromWord } from '../../random/draws.ts';
import { threefry4x32 } from '../../random/threefry.ts';
import type { CompiledModel } from './compiled-model.ts';
import { WORLD_OP } from './compiled-model.ts';
import { formulaWords } from './formula-words.ts';
import { SimulationFault } from './kernel.ts';
import { evaluate } from './operations.ts';
import { PURPOSE } from './purposes.ts';

/**
 * @param slots Of the world; the steps write into dedicated slots among them.
 * @param id [world, trial] of the current trial.
 * @returns The value of a formula, by its number, for the draw that gave the word. Throws SimulationFault where the
 * formula, or
 *   that of an input, gives a value its place cannot have.
 */
export function makeUses(
  model: CompiledModel,
  keys: Uint32Array,
  slots: Float64Array,
  id: Int32Array,
): (use: number, word: number) => number {
  const { samplers, useStart, useOp, useOut, useA, useB, useC, useValue } = model;
  const { useCheckStart, useCheckSlot, useCheckLow, useCheckHigh, useCheckPath } = model;
  const words = new Uint32Array(new ArrayBuffer(16));
  const { input } = PURPOSE;

  function check(use: number): void {
    for (let c = useCheckStart[use]!; c < useCheckStart[use + 1]!; c++) {
      const value = slots[useCheckSlot[c]!]!;
      if (value >= useCheckLow[c]! && value <= useCheckHigh[c]!) continue;
      const where = `world ${id[0]}, trial ${id[1]}`;
      throw new SimulationFault(formulaWords(useCheckPath[c]!, value, useCheckHigh[c]!, where));
    }
  }

  return (use, word) => {
    for (let step = useStart[use]!; step < useStart[use + 1]!; step++) {
      const op = useOp[step]!;
      const a = useA[step]!;
      const b = useB[step]!;
      if (op === WORLD_OP.draw) {
        threefry4x32(keys, b << 2, id[0]!, id[1]!, word | 0, input, words);
        slots[useOut[step]!] = quantileOfRow(samplers, slots, a, unitFromWord(words[0]!));
      } else {
        const c = useC[step]!;
        slots[useOut[step]!] = evaluate(op, slots[a]!, b < 0 ? 0 : slots[b]!, c < 0 ? 0 : slots[c]!);
      }
    }
    check(use);
    return slots[useValue[use]!]!;
  };
}
