/** What is heard of a field while it is typed into: words as they end, not letters, which a screen reader says itself. */
import type { Field } from '../keys/field.ts';

const SIGNS: Readonly<Record<string, string>> = {
  ' ': 'a blank',
  ',': 'a comma',
  '.': 'a dot',
  ';': 'a semicolon',
  ':': 'a colon',
  '-': 'a hyphen',
  '/': 'a slash',
  '(': 'a bracket',
  ')': 'a closing bracket',
  '"': 'a quote',
  '>': 'greater than',
  '`': 'a backtick',
};

const named = (character: string): string => SIGNS[character] ?? character;

let segmenter: Intl.Segmenter | undefined;

function firstCharacter(text: string): string {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)][0]?.segment ?? '';
}

/** Where the caret stands. */
export const caretWords = (afterCaret: string): string =>
  afterCaret === '' ? 'at the end' : `before ${named(firstCharacter(afterCaret))}`;

/** What ends a word that is typed. */
const END = /^[\s,;/]$/;

/** What is said of a field and the same field after a key or pasted text; empty inside a word. */
export function spokenTyping(before: Field, after: Field): string {
  if (after.text === before.text) return after.caret === before.caret ? '' : caretWords(after.text.slice(after.caret));
  if (after.text === '') return 'empty';
  if (after.text.length < before.text.length) {
    const gone = before.text.slice(after.caret, after.caret + before.text.length - after.text.length);
    return `taken out: ${firstCharacter(gone) === gone ? named(gone) : gone}`;
  }
  const typed = after.text.slice(before.caret, after.caret);
  if (firstCharacter(typed) !== typed) return typed;
  if (!END.test(typed)) return '';
  return /[^\s,;/]*$/.exec(after.text.slice(0, before.caret))?.[0] ?? '';
}
