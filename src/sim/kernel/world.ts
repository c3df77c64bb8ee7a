/** Worlds: one draw of everything that we do not know, by the world program of the compiled model. */
import type { Sampler } from '../distributions/sampler.ts';
import { makeSampler } from '../distributions/sampler.ts';
import type { Draws } from '../random/draws.ts';
import { unitFromWords } from '../random/draws.ts';
import type { CompiledModel } from './compiled-model.ts';
import { WORLD_OP } from './compiled-model.ts';
import { fixedCopy } from './fixed.ts';
import { SimulationFault } from './kernel.ts';
import { evaluate } from './operations.ts';
import { PURPOSE } from './purposes.ts';

export interface World {
  /** What is fixed within the world. Shape [slots]. */
  readonly slots: Float64Array;
  /** Draws from the model's sampler rows, with the world's shifts. */
  readonly sampler: Sampler;
  /**
   * Fills the slots with the values of a world: the same world always gives the same bits.
   *
   * @throws SimulationFault when a formula gives no number.
   */
  enter(world: number): void;
}

export function makeWorld(model: CompiledModel, draws: Draws): World {
  const { slotConstants, stepOp, stepOut, stepA, stepB, stepC } = model;
  const slots = fixedCopy(slotConstants);
  const sampler = makeSampler(model.samplers, slots);
  const words = draws.word;

  return {
    slots,
    sampler,
    enter: (world) => {
      // The constants too: they may have been poured anew.
      slots.set(slotConstants);
      for (let step = 0; step < stepOp.length; step++) {
        const op = stepOp[step]!;
        const a = stepA[step]!;
        const b = stepB[step]!;
        let value: number;
        if (op === WORLD_OP.draw) {
          draws.at(b, world, 0, 0, PURPOSE.world);
          value = sampler.quantile(a, unitFromWords(words[0]!, words[1]!));
        } else {
          const c = stepC[step]!;
          value = evaluate(op, slots[a]!, b < 0 ? 0 : slots[b]!, c < 0 ? 0 : slots[c]!);
        }
        if (Number.isNaN(value)) throw new SimulationFault(`a formula gives no number in world ${world}`);
        slots[stepOut[step]!] = value;
      }
    },
  };
}
