/** Worlds with the draws of some inputs changed, and every other draw where it was. */
import { type CompiledModel, WORLD_OP } from '../kernel/ground/compiled-model.ts';

/** What becomes of draws of the world program, by the numbers of their steps. Plain data. */
export type WorldChange =
  /** Each world takes these draws from the world `by` further on. */
  | { readonly kind: 'swapped'; readonly steps: readonly number[]; readonly by: number }
  /** In every world this draw is the quantile of its law at a probability, 0 < unit < 1. */
  | { readonly kind: 'at'; readonly step: number; readonly unit: number };

/**
 * The model in changed worlds: a kernel of the model takes it by `pour`.
 *
 * @throws RangeError for a step that is no draw.
 */
export function inChangedWorlds(model: CompiledModel, change: WorldChange): CompiledModel {
  const steps = change.kind === 'swapped' ? change.steps : [change.step];
  const other = steps.find((step) => model.stepOp[step] !== WORLD_OP.draw);
  if (other !== undefined) throw new RangeError(`step ${other} of the world program is no draw`);
  if (change.kind === 'swapped') {
    const stepC = model.stepC.slice();
    for (const step of steps) stepC[step] = change.by;
    return { ...model, stepC };
  }
  const stepOp = model.stepOp.slice();
  const slotConstants = model.slotConstants.slice();
  stepOp[change.step] = WORLD_OP.quantile;
  slotConstants[model.stepOut[change.step]!] = change.unit;
  return { ...model, stepOp, slotConstants };
}
