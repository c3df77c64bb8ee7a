/** Worlds in which some of what we do not know is fixed at its mean. */
import { quantileOfRow } from '../distributions/sampler.ts';
import { type CompiledModel, WORLD_OP } from '../kernel/ground/compiled-model.ts';
import { evaluate } from '../kernel/ground/operations.ts';

/** What we do not know: how well controls perform, and everything else that was assessed: rates, sizes, durations. */
export type Ignorance = 'assessment' | 'controlPerformance';

/** Labels of what a level does, its evidence and its haircut: its cost is an assessment. */
const OF_PERFORMANCE = /^controls\.[^.]+\.(haircut$|levels\.[^.]+\.(prevent|deter|contain|recover|evidence)(\.|$))/;

const kindOf = (label: string): Ignorance => (OF_PERFORMANCE.test(label) ? 'controlPerformance' : 'assessment');

/**
 * Quantiles over which the mean of a law is taken: midpoints, so that chances of discrete laws in whole per cent are
 * exact.
 */
const POINTS = 10_000;

function meanOfRow({ samplers }: CompiledModel, slots: Float64Array, row: number): number {
  let sum = 0;
  for (let k = 0; k < POINTS; k++) sum += quantileOfRow(samplers, slots, row, (k + 0.5) / POINTS);
  return sum / POINTS;
}

type Program = Pick<CompiledModel, 'slotConstants' | 'stepOp' | 'stepOut' | 'stepA' | 'stepB' | 'stepC' | 'uncertain'>;

function programAt(model: CompiledModel, kinds: readonly Ignorance[]): Program {
  const { stepOp, stepOut, stepA, stepB, stepC, streamLabels } = model;
  const slotConstants = model.slotConstants.slice();
  // Every slot with all draws at their means: laws may depend on earlier draws
  const slots = model.slotConstants.slice();
  const isKept = stepOp.map((op, step) => {
    const [out, a, b, c] = [stepOut[step]!, stepA[step]!, stepB[step]!, stepC[step]!];
    if (op !== WORLD_OP.draw) {
      slots[out] = evaluate(op, slots[a]!, b < 0 ? 0 : slots[b]!, c < 0 ? 0 : slots[c]!);
      return 1;
    }
    slots[out] = meanOfRow(model, slots, a);
    if (!kinds.includes(kindOf(streamLabels[b]!))) return 1;
    slotConstants[out] = slots[out];
    return 0;
  });
  const kept = <T extends Uint8Array | Int32Array>(of: T): T => of.filter((_, step) => isKept[step] === 1) as T;
  const ops = kept(stepOp);
  return {
    slotConstants,
    stepOp: ops,
    stepOut: kept(stepOut),
    stepA: kept(stepA),
    stepB: kept(stepB),
    stepC: kept(stepC),
    uncertain: ops.includes(WORLD_OP.draw),
  };
}

/** Programs by the steps they were made from, shared by models that differ only in levels. */
const made = new WeakMap<object, Map<string, Program>>();

/** The kinds of ignorance a world draws. */
export function ignoranceOf({ stepOp, stepB, streamLabels }: CompiledModel): readonly Ignorance[] {
  const kinds = new Set<Ignorance>();
  for (const [step, op] of stepOp.entries()) if (op === WORLD_OP.draw) kinds.add(kindOf(streamLabels[stepB[step]!]!));
  return [...kinds];
}

/**
 * The model with some kinds of ignorance at their means; a law that depends on another draw has its mean given that
 * draw's mean.
 */
export function atMeans(model: CompiledModel, kinds: readonly Ignorance[]): CompiledModel {
  if (kinds.length === 0) return model;
  const key = kinds.toSorted().join(' ');
  const programs = made.get(model.stepOp) ?? new Map<string, Program>();
  const program = programs.get(key) ?? programAt(model, kinds);
  made.set(model.stepOp, programs.set(key, program));
  return { ...model, ...program };
}
