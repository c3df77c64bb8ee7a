/** A line of text that is being typed: pure, by what readers take for one character each. */
import type { Key } from './key.ts';
import { typedBy } from './key.ts';
import { printable } from '../../report/text/display-width.ts';

export interface Field {
  readonly text: string;
  /** Place of the caret, in units of `text`; never inside a character. */
  readonly caret: number;
}

export const fieldOf = (text: string): Field => ({ text, caret: text.length });

let segmenter: Intl.Segmenter | undefined;

/** Where characters begin, and the end. */
function edges(text: string): number[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...[...segmenter.segment(text)].map(({ index }) => index), text.length];
}

const before = ({ text, caret }: Field): number => edges(text).findLast((edge) => edge < caret) ?? 0;
const after = ({ text, caret }: Field): number => edges(text).find((edge) => edge > caret) ?? text.length;

const inserted = ({ text, caret }: Field, what: string): Field => ({
  text: text.slice(0, caret) + what + text.slice(caret),
  caret: caret + what.length,
});

/** Pasted text: one line of it. */
export const pasted = (field: Field, text: string): Field =>
  inserted(field, printable(text.replace(/\r?\n/g, ' ')).trim());

/** The field after a key; the same object for a key that does nothing to it. */
export function edited(field: Field, key: Key): Field {
  const { text, caret } = field;
  switch (key) {
    case 'left':
      return caret === 0 ? field : { text, caret: before(field) };
    case 'right':
      return caret === text.length ? field : { text, caret: after(field) };
    case 'home':
      return caret === 0 ? field : { text, caret: 0 };
    case 'end':
      return caret === text.length ? field : { text, caret: text.length };
    case 'backspace': {
      const from = before(field);
      return caret === 0 ? field : { text: text.slice(0, from) + text.slice(caret), caret: from };
    }
    case 'delete':
      return caret === text.length ? field : { text: text.slice(0, caret) + text.slice(after(field)), caret };
    case 'ctrl-u':
      return text === '' ? field : { text: '', caret: 0 };
    case 'ctrl-w': {
      const left = text.slice(0, caret).replace(/\S+\s*$/, '');
      return left.length === caret ? field : { text: left + text.slice(caret), caret: left.length };
    }
    default: {
      const typed = typedBy(key);
      return typed === null ? field : inserted(field, typed);
    }
  }
}
