/** What the screens Map, Risks and Snowball keep: answers, what they were asked under, what is being asked. */
import type { Change, HostSaid } from '../host/messages.ts';
import type { NodeCard, RiskView, SnowballView } from '../host/study-messages.ts';
import type { BreachCauses } from '../../study/explain/breach-causes.ts';
import type { Next } from '../commands/command.ts';
import { ask, type Question } from './answers.ts';
import { slot, type Slot, type State } from './state.ts';

/** An answer, with the model and the changes that it is of. */
export interface Known<T> {
  readonly key: string;
  readonly request: number;
  readonly value: T | null;
  readonly isWhole: boolean;
  /** What is being done, while it is. */
  readonly progress: string;
  /** Why there is none. */
  readonly failure: string | null;
}

/** What answers are of: the model as it is, and the changes that are shown. */
export const shownChanges = ({ whatIf, showsToday }: State): readonly Change[] =>
  showsToday ? [] : whatIf.changes.filter(({ kind }) => kind !== 'without');

/** The level that a control has under the what-if that is shown. */
export function levelShown(state: State, control: string): string {
  for (const change of shownChanges(state)) if (change.kind === 'level' && change.control === control) return change.to;
  return state.model?.controls.find(({ id }) => id === control)?.current ?? '';
}

/** Equal where the same would be answered. */
export const keyNow = (state: State): string =>
  `${state.model?.modelHash ?? ''} ${JSON.stringify(shownChanges(state))}`;

export const risksSlot: Slot<Known<readonly RiskView[]> | null> = slot('risks', null);
export const snowballSlot: Slot<Known<SnowballView> | null> = slot('snowball', null);
export const breachSlot: Slot<Known<BreachCauses | null> | null> = slot('breaches', null);
export const cardSlot: Slot<Known<NodeCard> | null> = slot('card', null);

/** Asks, where what is known is of something else; cancels what was asked before. */
export function wanted<T>(state: State, kept: Slot<Known<T> | null>, question: Question, key: string): Next | null {
  const before = kept.of(state);
  if (before?.key === key || state.model === null) return null;
  const request = state.nextRequest;
  const [next, effects] = ask(state, question);
  const known: Known<T> = { key, request, value: null, isWhole: false, progress: '', failure: null };
  return [kept.with(next, known), effects];
}

/** Takes an answer to a question of a slot; null for what is none of its business. */
export function taken<T>(
  state: State,
  kept: Slot<Known<T> | null>,
  said: HostSaid,
  valueOf: (said: HostSaid) => { readonly value: T; readonly isWhole: boolean } | null,
): State | null {
  const before = kept.of(state);
  if (before === null || before.request !== said.id) return null;
  if (said.kind === 'failed') return kept.with(state, { ...before, failure: said.words, isWhole: true });
  if (said.kind === 'progress') {
    return said.words === before.progress ? null : kept.with(state, { ...before, progress: said.words });
  }
  const found = valueOf(said);
  return found === null ? null : kept.with(state, { ...before, ...found });
}
