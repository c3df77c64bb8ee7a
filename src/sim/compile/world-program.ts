/** Builds the world program: slots that are constants, and slots that a step fills once per world. */
import { evaluate } from '../kernel/ground/operations.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { WORLD_OP } from '../kernel/ground/compiled-model.ts';

type ProgramArrays = Pick<
  CompiledModel,
  'slotConstants' | 'stepOp' | 'stepOut' | 'stepA' | 'stepB' | 'stepC' | 'uncertain'
>;

export interface WorldProgram {
  /** Slot of a number; equal numbers share one. */
  constant(value: number): number;
  /** Slot of the draw from a sampler row by a stream; a stream is drawn from once per world. */
  draw(row: number, stream: number): number;
  /** Slot of an operation on slots. Constants are folded. */
  apply(op: number, a: number, b?: number, c?: number): number;
  /** Slot that is filled elsewhere, during a trial. */
  scratch(): number;
  /** Value of a slot that is a constant; undefined for one that a step fills. */
  constantOf(slot: number): number | undefined;
  arrays(): ProgramArrays;
}

export function makeWorldProgram(): WorldProgram {
  const values: number[] = [];
  const isStep: boolean[] = [];
  const ops: number[] = [];
  const outs: number[] = [];
  const as: number[] = [];
  const bs: number[] = [];
  const cs: number[] = [];
  const constants = new Map<number, number>();
  const draws = new Map<number, number>();

  function constantOf(slot: number): number | undefined {
    return isStep[slot] === false ? values[slot] : undefined;
  }

  function constant(value: number): number {
    const known = constants.get(value);
    if (known !== undefined) return known;
    const slot = values.push(value) - 1;
    isStep.push(false);
    constants.set(value, slot);
    return slot;
  }

  function step(op: number, a: number, b: number, c: number): number {
    const slot = values.push(0) - 1;
    isStep.push(true);
    ops.push(op);
    outs.push(slot);
    as.push(a);
    bs.push(b);
    cs.push(c);
    return slot;
  }

  return {
    constant,
    draw: (row, stream) => {
      let slot = draws.get(stream);
      if (slot === undefined) {
        slot = step(WORLD_OP.draw, row, stream, 0);
        draws.set(stream, slot);
      }
      return slot;
    },
    apply: (op, a, b = -1, c = -1) => {
      const x = constantOf(a);
      const y = b < 0 ? 0 : constantOf(b);
      const z = c < 0 ? 0 : constantOf(c);
      if (x === undefined || y === undefined || z === undefined) return step(op, a, b, c);
      const value = evaluate(op, x, y, z);
      // NaN stays a step, so that the world reports it.
      return Number.isNaN(value) ? step(op, a, b, c) : constant(value);
    },
    scratch: () => {
      isStep.push(true);
      return values.push(0) - 1;
    },
    constantOf,
    arrays: () => ({
      slotConstants: new Float64Array(values),
      stepOp: new Uint8Array(ops),
      stepOut: new Int32Array(outs),
      stepA: new Int32Array(as),
      stepB: new Int32Array(bs),
      stepC: new Int32Array(cs),
      uncertain: draws.size > 0,
    }),
  };
}
