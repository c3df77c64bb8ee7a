/** Steps of the what-if, back and forward: each leads from one standing to another, and back to exactly that one. */
import type { State, WhatIfStep } from './state.ts';

const MOST_STEPS = 100;

export type Direction = 'back' | 'forward';

/** The state after a step that is done for the first time. */
export function withStep(state: State, step: WhatIfStep): State {
  const past = [...state.whatIf.past, step].slice(-MOST_STEPS);
  return { ...state, whatIf: { ...step.after, past, future: [] } };
}

/** The step that is next in a direction; null where there is none. */
export const stepOf = ({ whatIf }: State, way: Direction): WhatIfStep | null =>
  (way === 'back' ? whatIf.past : whatIf.future).at(-1) ?? null;

/** The state after the step back, or forward; what it means for a file is for others. */
export function moved(state: State, way: Direction): State {
  const step = stepOf(state, way);
  if (step === null) return state;
  const { past, future } = state.whatIf;
  const whatIf =
    way === 'back'
      ? { ...step.before, past: past.slice(0, -1), future: [...future, step] }
      : { ...step.after, past: [...past, step], future: future.slice(0, -1) };
  return { ...state, whatIf };
}

/** Without a step that can be neither undone nor done again; where it led to other changes, without those beyond it. */
export function without(state: State, step: WhatIfStep): State {
  const led = JSON.stringify(step.before.changes) !== JSON.stringify(step.after.changes);
  const { past, future } = state.whatIf;
  const left = (steps: readonly WhatIfStep[]): readonly WhatIfStep[] =>
    steps.slice(led ? steps.indexOf(step) + 1 : 0).filter((other) => other !== step);
  return { ...state, whatIf: { ...state.whatIf, past: left(past), future: left(future) } };
}
