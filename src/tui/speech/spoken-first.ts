/** What is heard of a first model: each question as it comes, what an answer is read as, why it is refused, and the file at the end. */
import { counted } from '../../results/format/count.ts';
import { QUESTIONS } from '../first/first-model.ts';
import { saysOf, type ReadFault, type Reading, type ReadRow } from '../first/reading.ts';
import type { Field } from '../keys/field.ts';
import {
  endingOf,
  firstOf,
  inOwnCurrency,
  readingOf,
  readOf,
  rowOfCaret,
  serviceOf,
  type Ending,
} from '../state/first-model.ts';
import type { State } from '../state/state.ts';
import { questions } from '../words/questions.ts';
import { spokenTyping } from './spoken-typing.ts';

/** A row, and how its guess is changed. */
const rowWords = (row: ReadRow): string =>
  [row.name, row.kind, saysOf(row), row.choices > 1 && row.guess !== null ? 'tab changes it' : '']
    .filter((words) => words !== '')
    .join(', ')
    .replaceAll('?, ', '? ');

const faultWords = ({ words }: ReadFault): string => `cannot be read: ${words}`;

const missingWords = ({ missing }: Reading<unknown>): readonly string[] =>
  missing.map((words) => `nobody has said ${words}`);

/** All that is known of the answer that is asked for. */
function readWords(state: State): readonly string[] {
  const reading = readingOf(state);
  if (reading === null) return [];
  const { rows, faults } = reading;
  return [...(rows.length === 0 ? [] : ['Read as:', ...rows.map(rowWords)]), ...faults.map(faultWords)];
}

function questionWords(state: State): readonly string[] {
  const { at, answers } = firstOf(state);
  const question = questions[at];
  if (question === undefined) return [];
  const [service, text] = [serviceOf(state), answers[at]?.text ?? ''];
  return [
    `Question ${at + 1} of ${QUESTIONS}: ${question.asks(service)}`,
    inOwnCurrency(question.how(service).join(' '), state),
    ...(text === '' ? [] : [`So far: ${text}`, ...readWords(state)]),
  ];
}

/** A line of the file, without the marks of a comment. */
const fileLine = (line: string): string => line.replace(/^\s*# ?(?:- )?/, '').trim() || 'an empty line';

const linesOf = ({ draft }: Ending): readonly string[] => (draft?.ok === true ? draft.text.trimEnd().split('\n') : []);

/** What is in the file, by its numbers. */
function draftWords(state: State, end: Ending): readonly string[] {
  const { model } = readOf(state);
  if (end.draft === null || model === null) return ['The file is being made'];
  if (!end.draft.ok) return end.draft.problems.map(({ message }) => `The file cannot be made: ${message}`);
  const { missing, guesses } = model;
  return [
    `The file has ${counted(linesOf(end).length, 'line')}: down and page down read it`,
    ...(missing.length === 0 ? [] : [`Nobody has said: ${missing.join('; ')}`]),
    ...(guesses.length === 0 ? [] : [`Taken for granted: ${guesses.join('; ')}`]),
    'Enter writes it and opens it, escape goes back to the questions',
  ];
}

const writeWords = (state: State, end: Ending): string =>
  `All ${QUESTIONS} questions are done. Where shall it be written? So far: ${end.path.text}, in ${state.folder}`;

/** Where one is: the question, or the file. */
export function spokenFirst(state: State): readonly string[] {
  const end = endingOf(state);
  if (firstOf(state).at === QUESTIONS && end !== null) return [writeWords(state, end), ...draftWords(state, end)];
  return [
    ...questionWords(state),
    'Enter takes an answer, escape goes back a question, control l says all of it again',
  ];
}

/** The row in which a caret stands. */
const rowAt = ({ rows }: Reading<unknown>, caret: number): readonly ReadRow[] =>
  [rows.findLast(({ from }) => from <= caret) ?? rows[0]].filter((row) => row !== undefined);

/**
 * Of the answers that were taken: what each was taken for, and what it lacks. A part is heard as it ends, so that only the one in
 * which the caret stood is said, but for what came in one piece.
 */
function takenWords(before: State, after: State): readonly string[] {
  const [was, now] = [firstOf(before), firstOf(after)];
  return now.answers.slice(was.at, now.at).flatMap(({ text, caret }, index) => {
    const at = was.at + index;
    const reading = readOf(after).readings[at];
    if (reading === undefined || text.trim() === '') return [`Question ${at + 1} is left empty`];
    const isOnePiece = Math.abs(text.length - (was.answers[at]?.text.length ?? 0)) > 1;
    const rows = isOnePiece ? reading.rows : rowAt(reading, caret);
    return [...(rows.length === 0 ? [`Taken: ${text.trim()}`] : rows.map(rowWords)), ...missingWords(reading)];
  });
}

function endChange(before: State, after: State, end: Ending): readonly string[] {
  const was = endingOf(before);
  if (firstOf(before).at !== QUESTIONS || was === null) {
    return [
      ...takenWords(before, after),
      writeWords(after, end),
      ...(end.draft === null ? [] : draftWords(after, end)),
    ];
  }
  if (was.draft !== end.draft) return draftWords(after, end);
  if (end.isWriting && !was.isWriting) return [`Writing ${end.path.text.trim()}`];
  if (end.isThere && !was.isThere) return ['Tab writes over it, or give another name'];
  if (end.over !== was.over && end.isThere)
    return [end.over ? 'It will be written over: enter does it' : 'It will not be written over'];
  if (end.top > was.top)
    return linesOf(end)
      .slice(was.top + 1, end.top + 1)
      .map(fileLine);
  if (end.top < was.top) return [fileLine(linesOf(end)[end.top] ?? '')];
  return [spokenTyping(was.path, end.path)];
}

/** What is said of an answer after a key: the word that has ended, and the part, once the caret has left it. */
function answerChange(before: State, after: State, was: Field, now: Field): readonly string[] {
  const reading = readingOf(after);
  if (reading === null) return [];
  const { rows, faults } = reading;
  const typed = spokenTyping(was, now);
  const grown = now.text.length - was.text.length;
  if (grown > 1) {
    const known = new Set(readingOf(before)?.rows.map(rowWords));
    return [typed, ...rows.map(rowWords).filter((words) => !known.has(words)), ...faults.map(faultWords)];
  }
  if (grown === 1 && /[,;]/.test(now.text[was.caret] ?? '')) {
    const ended = rows.filter(({ to }) => to === was.caret);
    const wrong = faults.filter(({ to }) => to === was.caret);
    // Of one part the whole says more than its last word
    if (ended.length + wrong.length > 0) return [...ended.map(rowWords), ...wrong.map(faultWords)];
  }
  if (grown !== 0) return [typed];
  const [left, here] = [rowOfCaret(before), rowOfCaret(after)];
  const isOther = here !== null && (left === null || rowWords(left) !== rowWords(here));
  return [typed, ...(isOther ? [rowWords(here)] : [])];
}

/** What has changed from one state to the next one. */
export function spokenFirstChange(before: State, after: State): readonly string[] {
  const { at, answers } = firstOf(after);
  const end = endingOf(after);
  if (at === QUESTIONS) return end === null ? [] : endChange(before, after, end);
  if (firstOf(before).at !== at)
    return [...(at > firstOf(before).at ? takenWords(before, after) : []), ...questionWords(after)];
  const [was, now] = [firstOf(before).answers[at], answers[at]];
  return was === undefined || now === undefined ? [] : answerChange(before, after, was, now);
}
