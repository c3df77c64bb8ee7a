/** Reads quantities of spend in the worlds of a simulation: by the same labels, so that they are the same draws. */
import type { Model } from '../../model/model.ts';
import { makeContext } from '../../sim/compile/context.ts';
import { fillSlots, type WorldModel } from '../../sim/kernel/ground/world.ts';
import { streamKeys } from '../../sim/random/key.ts';
import { annuity } from './annuity.ts';
import { type Readers, YEAR } from './item-readers.ts';

export interface WorldReaders extends Readers {
  /**
   * Goes from one world to the next, for those who read in them; all readers must have been made before.
   *
   * @throws SimulationFault when a formula gives no number, or one that its place cannot have.
   */
  eachWorld(seed: string, worlds: number, visit: (world: number) => void): void;
  /** Whether what is read differs from world to world. */
  isUncertain(): boolean;
}

export function makeWorldReaders(model: Model, discount: number): WorldReaders {
  const { quantities, program, samplers, streams, formulas } = makeContext(model);
  let slots = new Float64Array(0);
  const value: Readers['value'] = (quantity, path) => {
    const slot = quantities.slot(quantity, path);
    const constant = program.constantOf(slot);
    return constant === undefined ? () => slots[slot]! : () => constant;
  };
  return {
    value,
    annuity: (life, path) => {
      const hours = value(life, path);
      return () => annuity(discount, hours() / YEAR);
    },
    eachWorld: (seed, worlds, visit) => {
      const compiled: WorldModel = { ...program.arrays(), ...formulas.arrays(), samplers: samplers.table() };
      const keys = streamKeys(seed, streams.labels());
      slots = compiled.slotConstants.slice();
      for (let world = 0; world < worlds; world++) {
        fillSlots(compiled, keys, slots, world);
        visit(world);
      }
    },
    isUncertain: () => program.arrays().uncertain,
  };
}
