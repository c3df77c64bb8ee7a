/** Formulas: lowered to steps of the world program or, where they use `hours`, to the tape that runs during a trial. */
import type { Quantity } from '../../model/quantity.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { TAPE_OP, WORLD_OP } from '../kernel/ground/compiled-model.ts';
import { type Bounds, boundsOf, lowered, stepsOf } from './formula-steps.ts';
import type { WorldProgram } from './world-program.ts';

/** A stretch of the tape. */
export interface TapePart {
  readonly start: number;
  readonly length: number;
}

export interface Formulas {
  /**
   * Slot of the value of a formula; `min` and `max` bound it. Every world checks the value.
   *
   * @param path Where it is, for messages.
   * @throws Error when the quantity is not a formula, or is one of `hours`.
   */
  slot(quantity: Quantity, path: string): number;
  /** Tape of a formula of `hours`; `min` and `max` bound it. @throws Error when the quantity is not a formula. */
  tape(quantity: Quantity, path: string): TapePart;
  arrays(): Pick<
    CompiledModel,
    'tapeOp' | 'tapeArgument' | 'tapeStart' | 'tapePath' | 'checkSlot' | 'checkLow' | 'checkHigh' | 'checkPath'
  >;
}

/**
 * @param inputSlot Slot of a named input of the model.
 */
export function makeFormulas(program: WorldProgram, inputSlot: (name: string) => number): Formulas {
  const ops: number[] = [];
  const args: number[] = [];
  const slots = new Map<Quantity, number>();
  const checks: (Bounds & { readonly slot: number; readonly path: string })[] = [];
  const tapes: { readonly start: number; readonly path: string }[] = [];

  function put(op: number, argument: number): void {
    ops.push(op);
    args.push(argument);
  }

  function lower(quantity: Quantity): number {
    return lowered(quantity, {
      constant: program.constant,
      input: inputSlot,
      hours: () => {
        throw new Error(`hours has no value in the formula ${quantity.text}`);
      },
      apply: program.apply,
    });
  }

  return {
    slot: (quantity, path) => {
      let slot = slots.get(quantity);
      if (slot === undefined) {
        slot = lower(quantity);
        slots.set(quantity, slot);
        if (program.constantOf(slot) === undefined) checks.push({ slot, path, ...boundsOf(quantity) });
      }
      return slot;
    },
    tape: (quantity, path) => {
      const start = ops.length;
      tapes.push({ start, path });
      for (const step of stepsOf(quantity)) {
        if (step.op === 'constant') put(TAPE_OP.constant, step.value);
        else if (step.op === 'input') put(TAPE_OP.slot, inputSlot(step.name));
        else put(step.op === 'hours' ? TAPE_OP.hours : WORLD_OP[step.op], 0);
      }
      return { start, length: ops.length - start };
    },
    arrays: () => ({
      tapeOp: new Uint8Array(ops),
      tapeArgument: new Float64Array(args),
      tapeStart: new Int32Array(tapes.map(({ start }) => start)),
      tapePath: tapes.map(({ path }) => path),
      checkSlot: new Int32Array(checks.map(({ slot }) => slot)),
      checkLow: new Float64Array(checks.map(({ low }) => low)),
      checkHigh: new Float64Array(checks.map(({ high }) => high)),
      checkPath: checks.map(({ path }) => path),
    }),
  };
}
