/** What help and palette share: a field, a list below it, Enter that does what the cursor stands on. */
import { edited, pasted, type Field } from '../keys/field.ts';
import { only, both, type Next } from '../commands/command.ts';
import { say } from '../state/sayings.ts';
import type { Message } from '../state/message.ts';
import type { State } from '../state/state.ts';
import type { Found } from '../commands/find.ts';

/** A field and the row of the list that Enter does. */
export interface Listed {
  readonly text: string;
  readonly caret: number;
  readonly cursor: number;
}

export const EMPTY_LIST: Listed = { text: '', caret: 0, cursor: 0 };

const STEPS: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  'ctrl-p': -1,
  'ctrl-n': 1,
  tab: 1,
  'shift-tab': -1,
  'page-up': -8,
  'page-down': 8,
};

/** Does what was found, with the overlay closed; says why where it cannot. */
function done(found: Found | undefined, state: State, at: number): Next {
  const closed: State = { ...state, overlay: null };
  if (found === undefined) return only(state);
  if (found.obstacle !== null) return say(state, `not now: ${found.obstacle}`, at);
  return both(only(closed), (next) => found.run(next, at));
}

/** Takes a key or pasted text; `count` rows are in the list. */
export function taken(
  overlay: string,
  own: Listed,
  message: Message & { readonly kind: 'key' | 'text' },
  state: State,
  rows: (text: string) => readonly Found[],
): Next {
  const keep = (next: Listed): Next => only({ ...state, overlay: { id: overlay, own: next } });
  const typed = (field: Field): Next => keep({ ...field, cursor: 0 });
  if (message.kind === 'text') return typed(pasted(own, message.text));
  const shown = rows(own.text);
  if (message.key === 'enter') return done(shown[own.cursor], state, message.at);
  const step = STEPS[message.key];
  if (step !== undefined) {
    const cursor = Math.max(0, Math.min(shown.length - 1, own.cursor + step));
    return cursor === own.cursor ? only(state) : keep({ ...own, cursor });
  }
  const field: Field = { text: own.text, caret: own.caret };
  const next = edited(field, message.key);
  return next === field ? only(state) : typed(next);
}

/** Keys of an overlay with a list of so many rows, the next useful one first. */
export const listKeys = (rows: number): readonly { readonly key: string; readonly words: string }[] =>
  rows === 0
    ? [{ key: 'ctrl-u', words: 'empty the field' }]
    : [
        { key: 'enter', words: 'do it' },
        { key: 'down', words: 'choose' },
      ];

/** The field as it is drawn. */
export const fieldLine = ({ text, caret }: Field, mark: string): string =>
  `> ${text.slice(0, caret)}${mark}${text.slice(caret)}`;
