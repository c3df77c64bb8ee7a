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
const caretWords = (afterCaret: string): string =>
  afterCaret === '' ? 'at the end' : `before ${named(firstCharacter(afterCaret))}`;

/** What ends a word that is typed. */
const END = /^[\s,;/]$/;

const isOneCharacter = (text: string): boolean => firstCharacter(text) === text;

const short = (text: string): string => (isOneCharacter(text) ? named(text) : text);

/** What stands before a caret in `longer` and makes it of `shorter`; null where they differ in another way. */
function inserted(shorter: string, longer: string, from: number): string | null {
  const to = from + longer.length - shorter.length;
  const isSame = to > from && from >= 0 && longer.slice(0, from) + longer.slice(to) === shorter;
  return isSame ? longer.slice(from, to) : null;
}

/** What has been typed or taken out between a field and the same field after some keys: what differs, not all of it. */
export function spokenEdit(before: Field, after: Field): string {
  if (after.text === before.text) return after.caret === before.caret ? '' : caretWords(after.text.slice(after.caret));
  if (after.text === '') return 'empty';
  const typed = inserted(before.text, after.text, after.caret - (after.text.length - before.text.length));
  if (typed !== null) return short(typed);
  const gone = inserted(after.text, before.text, after.caret);
  return gone === null ? after.text : `taken out: ${short(gone)}`;
}

/** The same, word by word: empty inside a word that is typed, the word once it has ended. */
export function spokenTyping(before: Field, after: Field): string {
  const typed = inserted(before.text, after.text, before.caret);
  if (typed === null || !isOneCharacter(typed)) return spokenEdit(before, after);
  if (!END.test(typed)) return '';
  return /[^\s,;/]*$/.exec(after.text.slice(0, before.caret))?.[0] ?? '';
}
