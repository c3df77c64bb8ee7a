/** What the program says in row 23, and the last hundred of it. */
import type { Effect } from './message.ts';
import type { Said, State } from './state.ts';

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

/** What was said last, while it stands. */
export function standing({ said, now }: State): Said | null {
  const last = said.at(-1);
  return last !== undefined && now - last.at < STANDS ? last : null;
}
