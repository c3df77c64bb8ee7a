/** What is drawn once a world and can move a loss: the inputs of the sensitivity analysis. */
import { WORLD_OP, type CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';

/** An input of the worlds. */
export interface WorldInput {
  /** Its path in the model, such as `threats.fire.occurs`. */
  readonly id: string;
  /** Step of the world program that draws it. */
  readonly step: number;
}

/** One input, or several that are swapped together. */
export interface Factor {
  readonly id: string;
  readonly inputs: readonly WorldInput[];
}

/** Slots that are worked out from others, and these: everything that the given ones rest on. */
function restsOn(
  { stepOp, stepOut, stepA, stepB, stepC }: CompiledModel,
  slots: readonly number[],
): ReadonlySet<number> {
  const found = new Set(slots);
  for (let step = stepOp.length - 1; step >= 0; step--) {
    if (stepOp[step] === WORLD_OP.draw || !found.has(stepOut[step]!)) continue;
    for (const operand of [stepA[step]!, stepB[step]!, stepC[step]!]) if (operand >= 0) found.add(operand);
  }
  return found;
}

/**
 * The draws of a world in order of id, without those of levels that are not in force: all levels are compiled, and of another level
 * only what one in force is reckoned from counts.
 */
export function worldInputs(model: CompiledModel): WorldInput[] {
  const { stepOp, stepOut, stepB, streamLabels, controlIds, controlLevel, levelIds, levelStart } = model;
  const { levelPreventSlot, levelDeterSlot, levelContainSlot, levelRecoverSlot } = model;
  const inForce = [levelPreventSlot, levelDeterSlot, levelContainSlot, levelRecoverSlot].flatMap((slots) =>
    Array.from(controlLevel, (level) => slots[level]!),
  );
  const needed = restsOn(model, inForce);
  const asleep = controlIds.flatMap((id, control) =>
    levelIds
      .slice(levelStart[control], levelStart[control + 1])
      .filter((_, place) => levelStart[control]! + place !== controlLevel[control])
      .map((level) => `controls.${id}.levels.${level}.`),
  );
  const inputs: WorldInput[] = [];
  stepOp.forEach((op, step) => {
    if (op !== WORLD_OP.draw) return;
    const id = streamLabels[stepB[step]!]!;
    if (!needed.has(stepOut[step]!) && asleep.some((prefix) => id.startsWith(prefix))) return;
    inputs.push({ id, step });
  });
  return inputs.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
