/** The figures that the file states, asked for when somebody looks for one. */
import { nothing, type Next } from '../commands/command.ts';
import type { StatedFigure } from '../../model/stated-figures.ts';
import type { Message } from './message.ts';
import { slot, type Slot, type State } from './state.ts';
import { taken, wanted, type Known } from './study.ts';

const figuresSlot: Slot<Known<readonly StatedFigure[]> | null> = slot<Known<readonly StatedFigure[]> | null>(
  'figures',
  null,
);

const NONE: readonly StatedFigure[] = [];

/** What is known of them: all, or none yet. */
export const figuresNow = (state: State): readonly StatedFigure[] => figuresSlot.of(state)?.value ?? NONE;

/** Asks for those of the file as it is open. */
export const wantFigures = (state: State): Next =>
  wanted(state, figuresSlot, { kind: 'figures' }, `${state.model?.modelHash ?? ''} ${state.model?.hash ?? ''}`) ??
  nothing(state);

export function hearFigures(state: State, message: Message): Next | null {
  if (message.kind !== 'host') return null;
  const next = taken(state, figuresSlot, message.said, (said) =>
    said.kind === 'figures' ? { value: said.figures, isWhole: true } : null,
  );
  return next === null ? null : [next, []];
}
