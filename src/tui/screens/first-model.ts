/** A first model in seven questions, read back while they are answered, and the file that is made of them. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { canAct, type Command } from '../commands/command.ts';
import { leaving, opening } from '../commands/everywhere.ts';
import { cut, fit, widthOf } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import { QUESTIONS } from '../first/first-model.ts';
import { saysOf } from '../first/reading.ts';
import type { Field } from '../keys/field.ts';
import { hasWords } from '../state/first-answers.ts';
import {
  ahead,
  back,
  changeGuess,
  endingOf,
  firstOf,
  hearFirst,
  inOwnCurrency,
  obstacleToAhead,
  obstacleToGuess,
  obstacleToTake,
  readingOf,
  readOf,
  rowOfCaret,
  serviceOf,
  take,
  typeInto,
} from '../state/first-model.ts';
import type { Panel, Screen, Tab } from '../state/product.ts';
import { spokenFirst, spokenFirstChange } from '../speech/spoken-first.ts';
import type { State } from '../state/state.ts';
import { questions } from '../words/questions.ts';

/** Rows of the screen that are not those of this tab: title, screens, row 23, keys. */
const FRAME_ROWS = 4;
const LEAST_SO_FAR = 3;
const MOST_FIELD = 4;
/** Columns that the words of a row want at least, beside its name and kind. */
const LEAST_SAYS = 24;
/** Stands for the caret while lines are broken. One column. */
const CARET_PLACE = '\ue000';

/** The field in lines, those around the caret. */
function fieldLines({ text, caret }: Field, width: number, theme: Theme): readonly string[] {
  const words = (part: string): string => theme.words(printable(part));
  // What steers a terminal is no word: the mark comes in when lines are broken
  const lines = wrap(`${words(text.slice(0, caret))}${CARET_PLACE}${words(text.slice(caret))}`, Math.max(1, width - 4));
  const at = Math.max(
    0,
    lines.findIndex((line) => line.includes(CARET_PLACE)),
  );
  const first = Math.max(0, Math.min(at - MOST_FIELD + 2, lines.length - MOST_FIELD));
  return lines
    .slice(first, first + MOST_FIELD)
    .map(
      (line, index) => ` ${index === 0 && first === 0 ? '>' : ' '} ${line.replace(CARET_PLACE, theme.glyphs.caret)}`,
    );
}

const dotted = (words: string, room: number, theme: Theme): string =>
  fit(cut(words, room, theme.glyphs.ellipsis), room);

/** What the answer is read as, a row each: names, kinds and words under one another. */
function readLines(state: State, width: number, theme: Theme): readonly (readonly string[])[] {
  const rows = readingOf(state)?.rows ?? [];
  const here = rowOfCaret(state);
  const said = rows.map((row) => ({
    row,
    name: theme.words(printable(row.name)),
    kind: theme.words(printable(row.kind)),
    says: theme.words(printable(saysOf(row))),
  }));
  const widest = (of: 'name' | 'kind', most: number): number =>
    Math.min(most, Math.max(0, ...said.map((each) => widthOf(each[of]))));
  const [names, kinds] = [widest('name', 26), widest('kind', 22)];
  return said.map(({ row, name, kind, says }) => {
    const mark = row === here && rows.length > 1 ? theme.glyphs.cursor : ' ';
    const head = ` ${mark} ${dotted(name, names, theme)}  ${dotted(kind, kinds, theme)}${kinds === 0 ? '' : '  '}`;
    // Beside long names there is no room for a sentence
    const left = width - widthOf(head) < LEAST_SAYS ? 5 : widthOf(head);
    const broken = wrap(says, Math.max(1, width - left - 1)).map((line) => `${' '.repeat(left)}${line}`);
    const lines =
      left === widthOf(head) ? [`${head}${broken[0]?.slice(left) ?? ''}`, ...broken.slice(1)] : [head, ...broken];
    return row === here ? lines.map(theme.heading) : lines;
  });
}

/** Faults, or how a guess is changed. */
function noteLines(state: State, width: number, theme: Theme): readonly string[] {
  const reading = readingOf(state);
  const [fault] = reading?.faults ?? [];
  if (fault !== undefined) {
    const more = (reading?.faults.length ?? 0) > 1 ? ` (and ${(reading?.faults.length ?? 0) - 1} more)` : '';
    return wrap(theme.words(printable(`${fault.words}${more}`)), width - 4)
      .slice(0, 4)
      .map((line, index) => theme.bad(` ${index === 0 ? theme.glyphs.outside : ' '} ${line}`));
  }
  const row = rowOfCaret(state);
  const [missing] = reading?.missing ?? [];
  const lacks =
    missing === undefined
      ? []
      : wrap(theme.words(printable(`nobody has said ${missing}`)), width - 4).map((line) =>
          theme.doubtful(`   ${line}`),
        );
  if (row === null) return lacks;
  const isKind = row.guess === null && state.first?.at === 3;
  const words =
    row.choices > 1 && (row.guess !== null || isKind)
      ? `tab changes ${isKind ? `what ${row.name} is taken for` : `the guess about ${row.name}`}`
      : '';
  return [
    ...lacks,
    ...(words === '' ? [] : wrap(theme.words(printable(words)), width - 4).map((line) => theme.quiet(`   ${line}`))),
  ];
}

/** Rows that scroll so that one stays in sight. */
function around(rows: readonly (readonly string[])[], at: number, height: number, theme: Theme): readonly string[] {
  const lines = rows.flat();
  if (lines.length <= height) return lines;
  const room = Math.max(1, height - 1);
  const line = rows.slice(0, at).flat().length;
  const own = rows[at]?.length ?? 1;
  const first = Math.max(0, Math.min(line - Math.floor((room - own) / 2), lines.length - room));
  return [...lines.slice(first, first + room), theme.quiet(`   ${rows.length} in all, ${theme.glyphs.ellipsis}`)].slice(
    0,
    height,
  );
}

function askLines(state: State, width: number, theme: Theme): readonly string[] {
  const { at, answers } = firstOf(state);
  const question = questions[at];
  const field = answers[at];
  if (question === undefined || field === undefined) return [];
  const service = serviceOf(state);
  const fill = (text: string): readonly string[] =>
    wrap(theme.words(printable(text)), width - 2).map((line) => ` ${line}`);
  const all = [
    '',
    ...fill(question.asks(service)).map(theme.heading),
    '',
    ...question.how(service).flatMap((line) => fill(inOwnCurrency(line, state)).map(theme.quiet)),
    '',
    ...fieldLines(field, width, theme),
    '',
  ];
  const notes = noteLines(state, width, theme);
  const read = readLines(state, width, theme);
  // A low screen, or one with much to say, has no room for air
  const wanted = all.length + read.flat().length + notes.length + 2;
  const isFull = wanted > state.size.rows - FRAME_ROWS - LEAST_SO_FAR;
  const top = isFull || state.size.rows < 20 ? all.filter((line) => line !== '') : all;
  const rows = readingOf(state)?.rows ?? [];
  const here = rowOfCaret(state);
  const room = state.size.rows - FRAME_ROWS - LEAST_SO_FAR - top.length - notes.length - 2;
  const shown =
    read.length === 0
      ? []
      : [
          theme.quiet(`   Read as${question.readAs === undefined || rows.length < 2 ? '' : `: ${question.readAs}`}`),
          ...around(read, here === null ? 0 : rows.indexOf(here), Math.max(1, room), theme),
        ];
  return [...top, ...shown, ...notes, ''].slice(0, state.size.rows - FRAME_ROWS - LEAST_SO_FAR);
}

function endLines(state: State, width: number, theme: Theme): readonly string[] {
  const end = endingOf(state);
  if (end === null) return [''];
  const problem = end.draft?.ok === false ? (end.draft.problems[0]?.message ?? '') : end.fault;
  const faults = wrap(theme.words(printable(problem)), width - 4).slice(0, 4);
  const note =
    problem !== ''
      ? faults.map((line, index) => theme.bad(` ${index === 0 ? theme.glyphs.outside : ' '} ${line}`))
      : end.isThere
        ? [
            theme.doubtful(
              end.over
                ? '   it is there already and will be written over: enter does it, tab leaves it'
                : '   it is there already: tab writes over it, or give another name',
            ),
          ]
        : wrap(
            end.draft === null ? 'the file is being made' : `in ${theme.words(printable(state.folder))}`,
            width - 4,
          ).map((line) => theme.quiet(`   ${line}`));
  return [
    '',
    theme.heading(' Where shall it be written?'),
    '',
    ...fieldLines(end.path, width, theme),
    ...note.map((line) => cut(line, width, theme.glyphs.ellipsis)),
    '',
  ];
}

/** Words with gaps between them, as many in a line as fit. */
function sideBySide(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const each of words) {
    const longer = `${lines.at(-1) ?? ''}   ${each}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(` ${each}`);
  }
  return lines;
}

/** As many parts of an answer as fit. */
function wholeParts(text: string, room: number, theme: Theme): string {
  if (widthOf(text) <= room) return text;
  const parts = text.split(', ');
  let kept = parts.length;
  const shown = (): string => `${parts.slice(0, kept).join(', ')}, ${theme.glyphs.ellipsis}`;
  while (kept > 1 && widthOf(shown()) > room) kept--;
  // A part that is too long for itself ends behind a word
  return widthOf(shown()) <= room ? shown() : `${wrap(parts[0] ?? '', room - 2)[0] ?? ''} ${theme.glyphs.ellipsis}`;
}

const isAtEnd = (state: State): boolean => firstOf(state).at === QUESTIONS;

const soFar: Panel = {
  id: 'so-far',
  title: () => 'So far',
  draw: (state, { width, height, theme }) => {
    const { at, answers } = firstOf(state);
    const done: string[] = [];
    const open: string[] = [];
    for (const [index, { short }] of questions.entries()) {
      const text = answers[index]?.text.trim() ?? '';
      if (index === at) continue;
      const name = `${index + 1} ${short}`;
      if (text !== '') {
        const isRead = readOf(state).readings[index]?.faults.length === 0;
        const mark = isRead ? theme.good(theme.glyphs.within) : theme.bad(theme.glyphs.outside);
        done.push(` ${mark} ${fit(name, 22)} ${wholeParts(theme.words(printable(text)), width - 26, theme)}`);
      } else open.push(`${theme.glyphs.leaf} ${name}${index < at ? ': left empty' : ''}`);
    }
    const rest = sideBySide(open, width).map((line) => theme.quiet(theme.words(line)));
    const room = Math.max(1, height - rest.length);
    return [...done.slice(-room), ...rest].slice(0, height);
  },
};

/** A line of the file; where it is too wide, what is too much of it stands further in. */
function fileLine(line: string, width: number, theme: Theme): readonly string[] {
  const [indent = ''] = /^\s*/.exec(line) ?? [];
  const words = theme.words(printable(line.slice(indent.length)));
  const room = width - indent.length - 1;
  const lines = widthOf(words) < room ? [words] : wrap(words, Math.max(1, room), 4);
  return lines.map((part) => ` ${indent}${words.startsWith('#') ? theme.quiet(part) : part}`);
}

const file: Panel = {
  id: 'file',
  title: () => 'The file',
  note: (state) => {
    const end = endingOf(state);
    if (end?.draft?.ok !== true) return '';
    return `line ${end.top + 1} of ${end.draft.text.trimEnd().split('\n').length}, up and down move`;
  },
  draw: (state, { width, height, theme }) => {
    const end = endingOf(state);
    if (end?.draft?.ok !== true) return [theme.quiet(' making the file')];
    const lines = end.draft.text.trimEnd().split('\n');
    return lines
      .slice(end.top, end.top + height)
      .flatMap((line) => fileLine(line, width, theme))
      .slice(0, height);
  },
};

const commands: readonly Command[] = [
  {
    id: 'first.take',
    keys: ['enter'],
    name: 'take it, go on',
    sentence: 'Take the answer and go on; at the end, write the file and open it',
    obstacle: obstacleToTake,
    run: take,
  },
  {
    id: 'first.guess',
    keys: ['tab'],
    name: 'change a guess',
    sentence: 'Change what is guessed of the part in which the caret stands; at the end, write over a file',
    obstacle: obstacleToGuess,
    run: changeGuess,
  },
  {
    id: 'first.ahead',
    keys: ['down', 'ctrl-n'],
    name: 'jump ahead',
    sentence:
      'Go on to the furthest question that was reached, or to one before it that can no longer be read; in the file, on',
    obstacle: obstacleToAhead,
    isQuiet: isAtEnd,
    run: ahead,
  },
  {
    id: 'first.back',
    keys: ['esc'],
    name: 'back',
    sentence: 'Go back a question, or to Start; all words stay',
    run: back,
  },
  {
    id: 'first.example',
    keys: ['?'],
    name: 'example',
    sentence: 'Show an example of an answer, and all that is understood',
    obstacle: (state) => (isAtEnd(state) ? 'all questions are answered' : null),
    run: (state) => opening(state, 'first-example'),
  },
  {
    id: 'first.leave',
    keys: ['ctrl-c'],
    name: 'leave',
    sentence: 'Leave Ringfence; asks what becomes of the words',
    run: (state) => (state.overlay?.id === 'first-leave' ? leaving(state, 130) : opening(state, 'first-leave')),
  },
];

const canTake = (state: State): boolean =>
  commands.some((command) => command.id === 'first.take' && canAct(command, state));

const tab: Tab = {
  id: 'first.questions',
  name: 'First model',
  purpose:
    'Seven questions make a first model of your own. Each answer is read back as you type it; what nobody has said is asked, or left out ' +
    'and listed in the file, and never made up.',
  panels: [soFar, file],
  head: (state, width, theme) => (isAtEnd(state) ? endLines(state, width, theme) : askLines(state, width, theme)),
  arrangement: (state) => ({ kind: 'panel', panel: isAtEnd(state) ? 'file' : 'so-far' }),
  commands,
  types: typeInto,
  spoken: spokenFirst,
  spokenChange: spokenFirstChange,
  next: (state) => {
    if (isAtEnd(state)) {
      const end = endingOf(state);
      if (canTake(state))
        return { command: 'first.take', words: end?.over === true ? 'write over it' : 'write it and open it' };
      return end?.isThere === true
        ? { command: 'first.guess', words: 'write over it' }
        : { command: 'first.back', words: 'back' };
    }
    if (!canTake(state)) return { command: 'first.example', words: 'an example' };
    const { at, answers } = firstOf(state);
    const isEmpty = answers[at]?.text.trim() === '';
    if (at === QUESTIONS - 1)
      return { command: 'first.take', words: isEmpty ? 'none, see the file' : 'take it, see the file' };
    return { command: 'first.take', words: isEmpty ? 'nothing, go on' : 'take it, go on' };
  },
  status: (_state, _width, theme) => theme.quiet(' esc goes back a question and keeps your words'),
};

export const firstModel: Screen = {
  id: 'first',
  name: 'First model',
  tabs: [tab],
  hear: hearFirst,
  beside: (state) => {
    const { at } = firstOf(state);
    const left = at === QUESTIONS ? 'all seven answered' : `question ${at + 1} of ${QUESTIONS}`;
    return [left, hasWords(state.first) ? 'nothing saved yet' : ''];
  },
};
