/** A first model while it is written: questions, guesses, the file that is made of them. */
import { only, withEffects, type Next } from '../commands/command.ts';
import { isSpoken } from '../draw/theme.ts';
import { exampleIn } from '../first/figures.ts';
import { QUESTIONS, readAnswers, type ReadAnswers } from '../first/first-model.ts';
import { fileNameOf } from '../first/model-text.ts';
import type { Reading, ReadRow } from '../first/reading.ts';
import type { Draft } from '../host/draft.ts';
import { edited, fieldOf, pasted, type Field } from '../keys/field.ts';
import { ask, openKnown } from './answers.ts';
import { NO_ANSWERS, type FirstAnswers } from './first-answers.ts';
import type { Message } from './message.ts';
import { slot, type Slot, type State } from './state.ts';

/** What is asked at the end: where to write the file. */
export interface Ending {
  readonly request: number;
  /** Null until it is made. */
  readonly draft: Draft | null;
  readonly path: Field;
  /** The first line of the file that is shown. */
  readonly top: number;
  /** There is a file of that name. */
  readonly isThere: boolean;
  /** It is to be written over. */
  readonly over: boolean;
  /** Why it was not written; empty where nothing is wrong. */
  readonly fault: string;
  readonly isWriting: boolean;
}

const ending: Slot<Ending | null> = slot<Ending | null>('first.ending', null);

export const endingOf = (state: State): Ending | null => ending.of(state);

export const firstOf = ({ first }: State): FirstAnswers => first ?? NO_ANSWERS;

/** The day on which a model begins that is written now. */
const startsOf = ({ startedAt }: State): string => new Date(startedAt).toISOString().slice(0, 10);

const known = new WeakMap<FirstAnswers, { readonly starts: string; readonly read: ReadAnswers }>();

/** The answers, read; the same ones are read once. */
export function readOf(state: State): ReadAnswers {
  const [first, starts] = [firstOf(state), startsOf(state)];
  const before = known.get(first);
  if (before?.starts === starts) return before.read;
  const answers = first.answers.map(({ text }) => text);
  const read = readAnswers(answers, first.picks, starts);
  known.set(first, { starts, read });
  return read;
}

/** The service, by its name where it has one already. */
export const serviceOf = (state: State): string => readOf(state).readings[1]?.rows[0]?.name ?? 'the service';

/** Words of a question with their sums in the currency of the third answer, once that is given. */
export function inOwnCurrency(words: string, state: State): string {
  return exampleIn(words, firstOf(state).at > 2 ? readOf(state).currency : '');
}

export const readingOf = (state: State): Reading<unknown> | null => readOf(state).readings[firstOf(state).at] ?? null;

/** The row of the part in which the caret stands. */
export function rowOfCaret(state: State): ReadRow | null {
  const { at, answers } = firstOf(state);
  const caret = answers[at]?.caret ?? 0;
  const rows = readingOf(state)?.rows ?? [];
  return rows.findLast(({ from }) => from <= caret) ?? rows[0] ?? null;
}

const keep = (state: State, first: Partial<FirstAnswers>): State => ({
  ...state,
  first: { ...firstOf(state), ...first },
});

/** Goes to the questions: to the first, or to where they were left. */
export const begin = (state: State): Next =>
  only({ ...keep(state, {}), filtering: null, place: { ...state.place, screen: 'first' } });

/** Why the answer cannot be taken yet; null where it can. */
export function obstacleToTake(state: State): string | null {
  const { at, answers } = firstOf(state);
  if (at === QUESTIONS) return obstacleToWrite(state);
  const text = answers[at]?.text.trim() ?? '';
  const reading = readingOf(state);
  if (at < 3 && (text === '' || reading?.value === null) && (reading?.faults.length ?? 0) === 0) {
    return 'this question wants an answer; ? shows one';
  }
  const [fault] = reading?.faults ?? [];
  // Who sees the screen has it before them
  return fault === undefined ? null : isSpoken(state) ? fault.words : 'what is marked above cannot be read yet';
}

function obstacleToWrite(state: State): string | null {
  const end = ending.of(state);
  if (end === null || end.draft === null) return 'the file is being made';
  if (end.isWriting) return 'the file is being written';
  if (!end.draft.ok) return end.draft.problems[0]?.message ?? 'the file cannot be made';
  if (end.path.text.trim() === '') return 'give the file a name';
  return end.isThere && !end.over ? 'there is such a file: tab writes over it, or give another name' : null;
}

/** Makes the file. */
function finish(state: State): Next {
  const { model } = readOf(state);
  if (model === null) {
    const at = readOf(state).readings.findIndex(({ faults, value }) => faults.length > 0 || value === null);
    return only(keep(state, { at: Math.max(0, at) }));
  }
  const { answers, picks } = firstOf(state);
  const request = state.nextRequest;
  const before = ending.of(state);
  const end: Ending = {
    request,
    draft: null,
    path: before?.path ?? fieldOf(fileNameOf(model.title)),
    top: 0,
    isThere: false,
    over: false,
    fault: '',
    isWriting: false,
  };
  const texts = answers.map(({ text }) => text);
  return ask(ending.with(keep(state, { at: QUESTIONS, reached: QUESTIONS }), end), {
    kind: 'draft',
    answers: texts,
    picks,
    starts: startsOf(state),
  });
}

/** Takes the answer and goes on; at the end, writes the file. */
export function take(state: State): Next {
  const { at, reached } = firstOf(state);
  if (at < QUESTIONS - 1) return only(keep(state, { at: at + 1, reached: Math.max(reached, at + 1) }));
  if (at === QUESTIONS - 1) return finish(state);
  const end = ending.of(state);
  if (end === null || end.draft === null || !end.draft.ok) return only(state);
  const file = end.path.text.trim();
  return withEffects(ending.with(state, { ...end, isWriting: true, fault: '' }), {
    kind: 'save',
    file: /\.(?:ya?ml|json)$/i.test(file) ? file : `${file}.yaml`,
    text: end.draft.text,
    over: end.over,
  });
}

/** Why one cannot go on to where one has been; null where one can. At the end the file goes on. */
export function obstacleToAhead(state: State): string | null {
  const { at, reached } = firstOf(state);
  if (at === QUESTIONS) return scrolled(state, 'down') === state ? 'the file ends here' : null;
  return at < reached ? obstacleToTake(state) : 'no later question has been answered yet';
}

/** Goes on to the furthest question that was reached, or to one before it that cannot be read any more. */
export function ahead(state: State): Next {
  const { at, reached } = firstOf(state);
  if (at === QUESTIONS) return only(scrolled(state, 'down'));
  const odd = readOf(state).readings.findIndex(
    ({ faults }, index) => index > at && index < reached && faults.length > 0,
  );
  if (odd < 0 && reached === QUESTIONS) return finish(state);
  return only(keep(state, { at: odd < 0 ? reached : odd }));
}

/** Back a question; from the first to Start. All words stay. */
export function back(state: State): Next {
  const { at } = firstOf(state);
  if (at > 0) return only(keep(state, { at: at - 1 }));
  return withEffects({ ...state, place: { ...state.place, screen: 'start' } }, { kind: 'find' });
}

/** Why Tab does nothing here; null where it does something. */
export function obstacleToGuess(state: State): string | null {
  if (firstOf(state).at === QUESTIONS) {
    return endingOf(state)?.isThere === true ? null : 'no file is in the way';
  }
  return (rowOfCaret(state)?.choices ?? 0) > 1 ? null : 'nothing is guessed where the caret stands';
}

/** Changes the guess of the part in which the caret stands; at the end, whether a file is written over. */
export function changeGuess(state: State): Next {
  const { at, picks } = firstOf(state);
  if (at === QUESTIONS) {
    const end = ending.of(state);
    return end === null ? only(state) : only(ending.with(state, { ...end, over: !end.over }));
  }
  const row = rowOfCaret(state);
  if (row === null) return only(state);
  const key = `${at}/${row.key}`;
  return only(keep(state, { picks: { ...picks, [key]: (picks[key] ?? 0) + 1 } }));
}

const SCROLL: Readonly<Record<string, number>> = { up: -1, down: 1, 'page-up': -10, 'page-down': 10, 'ctrl-d': 8 };

/** A field after a key or pasted text; lines that are pasted become parts. */
const typedInto = (field: Field, message: Message & { kind: 'key' | 'text' }): Field =>
  message.kind === 'text'
    ? pasted(field, message.text.trim().replace(/,?\s*\r?\n\s*/g, ', '))
    : edited(field, message.key);

/** The file at other lines. */
function scrolled(state: State, key: string): State {
  const end = ending.of(state);
  const step = SCROLL[key];
  if (end === null || step === undefined) return state;
  const lines = end.draft?.ok === true ? end.draft.text.split('\n').length : 0;
  const top = Math.max(0, Math.min(lines - 2, end.top + step));
  return top === end.top ? state : ending.with(state, { ...end, top });
}

/** Types into the answer, or into the name of the file. */
export function typeInto(state: State, message: Message & { kind: 'key' | 'text' }): Next {
  const { at, answers } = firstOf(state);
  if (at < QUESTIONS) {
    const field = answers[at] ?? fieldOf('');
    const next = typedInto(field, message);
    return next === field ? only(state) : only(keep(state, { answers: answers.with(at, next) }));
  }
  const end = ending.of(state);
  if (end === null || end.isWriting) return only(state);
  if (message.kind === 'key' && SCROLL[message.key] !== undefined) return only(scrolled(state, message.key));
  const path = typedInto(end.path, message);
  return path === end.path
    ? only(state)
    : only(ending.with(state, { ...end, path, isThere: false, over: false, fault: '' }));
}

/** Takes the file that was made, and what became of writing it. */
export function hearFirst(state: State, message: Message): Next | null {
  const end = ending.of(state);
  if (end === null) return null;
  if (message.kind === 'host' && message.said.kind === 'drafted' && message.said.id === end.request) {
    return only(ending.with(state, { ...end, draft: message.said.draft }));
  }
  if (message.kind !== 'done' || message.effect !== 'save' || !end.isWriting) return null;
  const { outcome } = message;
  if (outcome.kind === 'saved') {
    const shown = outcome.file.startsWith(`${state.folder}/`)
      ? outcome.file.slice(state.folder.length + 1)
      : outcome.file;
    return openKnown({ ...state, first: null }, outcome.file, shown);
  }
  if (outcome.kind !== 'failed') return null;
  const isThere = outcome.isThere === true;
  const fault = isThere ? '' : outcome.words;
  return only(ending.with(state, { ...end, isWriting: false, isThere, over: false, fault }));
}
