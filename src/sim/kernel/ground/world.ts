/** Worlds: one draw of everything we do not know, by the world program of the compiled model. */
import type { Sampler } from '../../distributions/sampler.ts';
import { makeSampler, quantileOfRow } from '../../distributions/sampler.ts';
import { unitFromWords } from '../../random/draws.ts';
import { threefry4x32 } from '../../random/threefry.ts';
import type { CompiledModel } from './compiled-model.ts';
import { WORLD_OP } from './compiled-model.ts';
import { fixedCopy } from './fixed.ts';
import { formulaWords } from './formula-words.ts';
import { SimulationFault } from './kernel.ts';
import { evaluate } from './operations.ts';
import { PURPOSE } from './purposes.ts';
import { makeUses } from './uses.ts';

/** What is needed of a model to fill its slots. */
export type WorldModel = Pick<
  CompiledModel,
  | 'slotConstants'
  | 'samplers'
  | 'stepOp'
  | 'stepOut'
  | 'stepA'
  | 'stepB'
  | 'stepC'
  | 'checkSlot'
  | 'checkLow'
  | 'checkHigh'
  | 'checkPath'
>;

export interface World {
  /** Values fixed within the world. Shape [slots]. */
  readonly slots: Float64Array;
  /** Draws from the model's sampler rows, with the world's shifts. */
  readonly sampler: Sampler;
  /**
   * Fills the slots with the values of a world: the same world always gives the same bits.
   *
   * @throws SimulationFault when a formula gives no number, or one that its place cannot have.
   */
  enter(world: number): void;
}

/** @param id [world, trial] of the current trial: values computed per draw are addressed by them. */
export function makeWorld(model: CompiledModel, keys: Uint32Array, id: Int32Array): World {
  const slots = fixedCopy(model.slotConstants);
  const uses = model.useValue.length === 0 ? undefined : makeUses(model, keys, slots, id);
  return {
    slots,
    sampler: makeSampler(model.samplers, slots, uses),
    enter: (world) => fillSlots(model, keys, slots, world),
  };
}

/**
 * `World.enter` for callers who want the slots alone, without a sampler: V8 treats the variables captured by a kernel's
 * functions as constants only while the process has made no second instance of them; otherwise a draw takes a third
 * more instructions.
 */
export function fillSlots(model: WorldModel, keys: Uint32Array, slots: Float64Array, world: number): void {
  const { slotConstants, samplers, stepOp, stepOut, stepA, stepB, stepC } = model;
  const words = new Uint32Array(4);
  // The constants too: they may have been replaced.
  slots.set(slotConstants);
  for (let step = 0; step < stepOp.length; step++) {
    const op = stepOp[step]!;
    const a = stepA[step]!;
    const b = stepB[step]!;
    const c = stepC[step]!;
    let value: number;
    if (op === WORLD_OP.draw) {
      threefry4x32(keys, b << 2, (world + c) | 0, 0, 0, PURPOSE.world, words);
      value = quantileOfRow(samplers, slots, a, unitFromWords(words[0]!, words[1]!));
    } else if (op === WORLD_OP.quantile) {
      value = quantileOfRow(samplers, slots, a, slots[stepOut[step]!]!);
    } else {
      value = evaluate(op, slots[a]!, b < 0 ? 0 : slots[b]!, c < 0 ? 0 : slots[c]!);
    }
    if (Number.isNaN(value)) throw new SimulationFault(`${nameOfStep(model, step)} gives no number in world ${world}`);
    slots[stepOut[step]!] = value;
  }
  checkFormulas(model, slots, world);
}

/** The formula that a step belongs to: its slot is the first checked one not yet filled. */
function nameOfStep({ checkSlot, checkPath, stepOut }: WorldModel, step: number): string {
  const check = checkSlot.findIndex((slot) => slot >= stepOut[step]!);
  return check < 0 ? 'a formula' : `the formula at \`${checkPath[check]!}\``;
}

/** @throws SimulationFault when a formula gives a value its place cannot have. */
function checkFormulas(
  { checkSlot, checkLow, checkHigh, checkPath }: WorldModel,
  slots: Float64Array,
  world: number,
): void {
  for (let check = 0; check < checkSlot.length; check++) {
    const value = slots[checkSlot[check]!]!;
    if (value >= checkLow[check]! && value <= checkHigh[check]!) continue;
    throw new SimulationFault(formulaWords(checkPath[check]!, value, checkHigh[check]!, `world ${world}`));
  }
}
