import type { Control, Level, Model } from '../../src/model/model.ts';
import { constant } from '../fixtures/model-builder.ts';

/** Evidence in place of what was elicited: 17 of 20, done and caught; for a higher level what it still misses of the one before. */
function evident(level: Level, lower: Level | undefined): Level {
  if (level.prevent === undefined) return level;
  if (lower?.prevent !== undefined) {
    return { ...level, prevent: { kind: 'misses', share: constant(0.4, 'share', 'uncertain'), of: lower.id } };
  }
  const forms = [
    { form: 'done', a: 17.5, b: 3.5 },
    { form: 'caught', a: 17.5, b: 3.5 },
  ] as const;
  return { ...level, prevent: { kind: 'posterior', forms, validity: [] } };
}

/** A third of the models with evidence for their controls, where they have any. */
export function withEvidence(model: Model, seed: number): Model {
  if (seed % 3 !== 1) return model;
  const controls = model.controls.map((control): Control => {
    const levels = control.levels.map((level, i) => evident(level, control.levels[i - 1]));
    return { ...control, levels };
  });
  return { ...model, controls };
}
