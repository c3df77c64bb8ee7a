/** Formulas of inputs that vary: steps that a kernel runs for each draw that the formula replaces. */
import type { Quantity } from '../../model/quantity.ts';
import { inputsNamed } from '../../model/varying-inputs.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { WORLD_OP } from '../kernel/ground/compiled-model.ts';
import { type Bounds, boundsOf, lowered } from './formula-steps.ts';
import type { WorldProgram } from './world-program.ts';

/** What the steps need to know about the inputs. */
export interface Inputs {
  quantity(name: string): Quantity;
  varies(name: string): boolean;
  /** Slot of one that does not vary. */
  slot(name: string): number;
  /** Sampler row and stream of one that varies and is not a formula. */
  draw(name: string): { readonly row: number; readonly stream: number };
}

type UseArrays = Pick<
  CompiledModel,
  | 'useStart'
  | 'useOp'
  | 'useOut'
  | 'useA'
  | 'useB'
  | 'useC'
  | 'useValue'
  | 'useCheckStart'
  | 'useCheckSlot'
  | 'useCheckLow'
  | 'useCheckHigh'
  | 'useCheckPath'
  | 'useHoursSlot'
>;

export interface Uses {
  /** Number of a formula; equal formulas share one. @param path Where it is, for messages. */
  of(quantity: Quantity, path: string): number;
  arrays(): UseArrays;
}

interface Step {
  readonly op: number;
  readonly out: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

interface Check extends Bounds {
  readonly slot: number;
  readonly path: string;
}

export function makeUses(program: WorldProgram, inputs: Inputs): Uses {
  const numbers = new Map<Quantity, number>();
  const steps: Step[] = [];
  const starts = [0];
  const values: number[] = [];
  const checks: Check[] = [];
  const checkStarts = [0];
  /** Slots that hold another value at each use. */
  const changing = new Set<number>();
  let hoursSlot = -1;

  function scratch(): number {
    const slot = program.scratch();
    changing.add(slot);
    return slot;
  }

  function put(op: number, a: number, b = -1, c = -1): number {
    const out = scratch();
    steps.push({ op, out, a, b, c });
    return out;
  }

  /** Values fixed within a world are computed when the world begins. */
  function apply(op: number, a: number, b: number, c: number): number {
    return [a, b, c].some((slot) => changing.has(slot)) ? put(op, a, b, c) : program.apply(op, a, b, c);
  }

  function lengthSlot(): number {
    if (hoursSlot < 0) hoursSlot = scratch();
    return hoursSlot;
  }

  /** Slot of a formula whose varying inputs have their slots. */
  function lower(quantity: Quantity, path: string, known: ReadonlyMap<string, number>): number {
    const slot = lowered(quantity, {
      constant: program.constant,
      input: (name) => known.get(name) ?? inputs.slot(name),
      hours: lengthSlot,
      apply,
    });
    checks.push({ slot, path, ...boundsOf(quantity) });
    return slot;
  }

  /**
   * Slots of the varying inputs of a formula, in this use of it, after those that they use: a loop, because chains may
   * be longer than the call stack is deep.
   */
  function slotsOf(quantity: Quantity): ReadonlyMap<string, number> {
    const known = new Map<string, number>();
    const missing = (of: Quantity): string[] =>
      inputsNamed(of).filter((name) => inputs.varies(name) && !known.has(name));
    const open = missing(quantity);
    for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
      const input = inputs.quantity(name);
      const first = missing(input);
      open.push(...first);
      if (first.length > 0) continue;
      open.pop();
      if (known.has(name)) continue;
      const { row, stream } = input.law.kind === 'formula' ? { row: -1, stream: -1 } : inputs.draw(name);
      known.set(name, row < 0 ? lower(input, `inputs.${name}`, known) : put(WORLD_OP.draw, row, stream));
    }
    return known;
  }

  return {
    of: (quantity, path) => {
      const before = numbers.get(quantity);
      if (before !== undefined) return before;
      values.push(lower(quantity, path, slotsOf(quantity)));
      starts.push(steps.length);
      checkStarts.push(checks.length);
      numbers.set(quantity, values.length - 1);
      return values.length - 1;
    },
    arrays: () => ({
      useStart: new Int32Array(starts),
      useOp: new Uint8Array(steps.map(({ op }) => op)),
      useOut: new Int32Array(steps.map(({ out }) => out)),
      useA: new Int32Array(steps.map(({ a }) => a)),
      useB: new Int32Array(steps.map(({ b }) => b)),
      useC: new Int32Array(steps.map(({ c }) => c)),
      useValue: new Int32Array(values),
      useCheckStart: new Int32Array(checkStarts),
      useCheckSlot: new Int32Array(checks.map(({ slot }) => slot)),
      useCheckLow: new Float64Array(checks.map(({ low }) => low)),
      useCheckHigh: new Float64Array(checks.map(({ high }) => high)),
      useCheckPath: checks.map(({ path }) => path),
      useHoursSlot: hoursSlot,
    }),
  };
}
