/** What the program says in row 23, and the last hundred of it. */
import type { Effect } from './message.ts';
import { slot, type Said, type Slot, type State } from './state.ts';

/** Milliseconds for which a saying stands. */
const STANDS = 6000;
const KEPT = 100;

export function say(
  state: State,
  words: string,
  at: number = state.now,
  tone: Said['tone'] = 'plain',
): readonly [State, readonly Effect[]] {
  const said = [...state.said, { at, words, tone }].slice(-KEPT);
  return [{ ...state, said }, [{ kind: 'wake', at: at + STANDS }]];
}

/** The refusal after which a key did something. */
const over: Slot<Said | null> = slot<Said | null>('sayings.over', null);

/** A state after a key that did something: what was refused before it is over. */
export function withoutRefusal(before: State, after: State): State {
  const last = after.said.at(-1);
  return last?.tone === 'refusal' && before.said.at(-1) === last && after !== before ? over.with(after, last) : after;
}

/** What was said last, while it stands. */
export function standing(state: State): Said | null {
  const last = state.said.at(-1);
  return last !== undefined && state.now - last.at < STANDS && over.of(state) !== last ? last : null;
}
