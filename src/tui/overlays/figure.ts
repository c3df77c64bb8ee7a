/** Changes any figure of the model, for the what-if only; read back while it is typed. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { figuresNamed } from '../commands/find.ts';
import { both, only, type Next } from '../commands/command.ts';
import { firstInSight } from '../draw/table.ts';
import { cut, ends } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import type { Reading } from '../host/messages.ts';
import { edited, fieldOf, pasted, type Field } from '../keys/field.ts';
import { parsePath } from '../../model/path.ts';
import type { StatedFigure } from '../../model/stated-figures.ts';
import { ask } from '../state/answers.ts';
import { figuresNow, wantFigures } from '../state/figures.ts';
import type { Message } from '../state/message.ts';
import { registered, type Overlay } from '../state/product.ts';
import { say } from '../state/sayings.ts';
import type { State } from '../state/state.ts';
import { changed } from '../state/what-if.ts';

/** What it is opened with: the beginning of a path, or a path and what it is to be. */
export interface FigureAsked {
  readonly path?: string;
  readonly text?: string;
}

interface Typing {
  readonly path: Field;
  readonly text: Field;
  readonly field: 'path' | 'text';
  /** The figure of those listed that Enter takes. */
  readonly cursor: number;
  readonly request: number | null;
  readonly reading: Reading | null;
}

const isTyping = (own: unknown): own is Typing => typeof own === 'object' && own !== null && 'field' in own;

function typingOf(own: FigureAsked | Typing | null, state: State): Typing {
  if (isTyping(own)) return own;
  const path = own?.path ?? '';
  const change = state.whatIf.changes.find((one) => one.kind === 'figure' && one.path === path);
  return {
    path: fieldOf(path),
    text: fieldOf(own?.text ?? (change?.kind === 'figure' ? change.to : '')),
    field: path === '' || path.endsWith('.') ? 'path' : 'text',
    cursor: 0,
    request: null,
    reading: null,
  };
}

/** Rows of the list, of which the cursor's is taken. */
const ROWS = 8;

/** Figures that fit what is typed as a path; last, where it is no figure of the file, what is typed. */
function listed(state: State, { path }: Typing): readonly StatedFigure[] {
  const text = path.text.trim();
  const found = figuresNamed(figuresNow(state), text);
  const isWhole = parsePath(text) !== null && text.includes('.');
  return !isWhole || found.some((one) => one.path === text) ? found : [...found, { path: text, text: '' }];
}

const keep = (state: State, own: Typing): Next => only({ ...state, overlay: { id: 'figure', own } });

/** Has what is typed read. */
function read(state: State, own: Typing): Next {
  const [path, text] = [own.path.text.trim(), own.text.text.trim()];
  if (path === '') return keep(state, { ...own, reading: null, request: null });
  const next: Typing = { ...own, request: state.nextRequest };
  return ask(
    { ...state, overlay: { id: 'figure', own: next } },
    { kind: 'check', path, text: text === '' ? '?' : text, changes: state.whatIf.changes },
  );
}

/** Takes the figure under the cursor of the list, and goes on to what it is to be. */
function choose(state: State, own: Typing): Next {
  const path = listed(state, own)[own.cursor]?.path ?? own.path.text.trim();
  return path === '' ? only(state) : read(state, { ...typingOf({ path }, state), field: 'text' });
}

const STEPS: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  'ctrl-p': -1,
  'ctrl-n': 1,
  'page-up': -ROWS,
  'page-down': ROWS,
};

function moved(state: State, own: Typing, by: number): Next {
  const cursor = Math.max(0, Math.min(listed(state, own).length - 1, own.cursor + by));
  return cursor === own.cursor ? only(state) : keep(state, { ...own, cursor });
}

function accept(state: State, own: Typing, at: number): Next {
  const [path, to] = [own.path.text.trim(), own.text.text.trim()];
  if (to === '' || own.reading === null) return say(state, 'write a value first', at);
  if (!own.reading.ok) return say(state, own.reading.problem, at, 'bad');
  return changed({ ...state, overlay: null }, { kind: 'figure', path, from: own.reading.today, to });
}

function readingLines({ reading, text }: Typing, width: number, theme: Theme): readonly string[] {
  if (reading === null) return [];
  if (!reading.ok) {
    if (text.text.trim() === '') return [theme.quiet('write what it is to be')];
    const words = `${reading.problem}${reading.remedy === '' ? '' : `: ${reading.remedy}`}`;
    return wrap(theme.words(printable(words)), width).map(theme.bad);
  }
  const words = reading.words.length === 0 ? ['the same as today'] : reading.words;
  return words.slice(0, 4).flatMap((line) => wrap(theme.words(printable(`read as  ${line}`)), width));
}

/** The figures that fit, each with what it is today. */
function listLines(state: State, own: Typing, width: number, theme: Theme): readonly string[] {
  const rows = listed(state, own);
  if (rows.length === 0) {
    const words = figuresNow(state).length === 0 ? 'the figures of the file come soon' : 'no figure has these letters';
    return [theme.quiet(`  ${words}`)];
  }
  const first = firstInSight(rows.length, own.cursor, ROWS);
  return rows.slice(first, first + ROWS).map(({ path, text }, index) => {
    const isChosen = first + index === own.cursor;
    const today = text === '' ? 'not stated' : printable(text);
    const left = `${isChosen ? theme.glyphs.cursor : ' '} ${theme.words(printable(path))}`;
    const line = ends(left, theme.quiet(theme.words(today)), width, theme.glyphs.ellipsis);
    return isChosen ? theme.heading(line) : line;
  });
}

const overlay: Overlay<FigureAsked | Typing | null> = {
  id: 'figure',
  width: 76,
  view: (state, given, width, height, theme) => {
    const own = typingOf(given, state);
    const line = (name: string, field: Field): string => {
      const { caret } = theme.glyphs;
      const { text, caret: at } = field;
      return cut(`${name.padEnd(9)}${theme.words(text.slice(0, at))}${caret}${theme.words(text.slice(at))}`, width);
    };
    const today = own.reading?.today ?? '';
    const title = 'Change a figure, for the what-if only';
    if (own.field === 'path') {
      const count = listed(state, own).length;
      return {
        title,
        foot: `${count === 0 ? 'nothing' : `${own.cursor + 1} of ${count}`}${theme.glyphs.separator}enter goes on${theme.glyphs.separator}esc leaves today's`,
        lines: [line('figure', own.path), '', ...listLines(state, own, width, theme)].slice(0, height),
        listFrom: 2,
      };
    }
    return {
      title,
      foot: `enter takes it${theme.glyphs.separator}tab another figure${theme.glyphs.separator}esc leaves today's`,
      lines: [
        cut(theme.words(printable(own.path.text)), width),
        cut(`today    ${theme.words(printable(today === '' ? 'not stated' : today))}`, width),
        line('what-if', own.text),
        '',
        ...readingLines(own, width, theme),
        theme.quiet(cut('forms    4 h · 1..4 h · 1..2..4 h · x0.5 · triangular 1 2 4 h', width)),
      ]
        .map(theme.words)
        .slice(0, height),
    };
  },
  take: (state, given, message) => {
    const own = typingOf(given, state);
    const isPathField = own.field === 'path';
    const withField = (field: Field): Next => {
      if (field === own[own.field]) return only(state);
      return isPathField ? keep(state, { ...own, path: field, cursor: 0 }) : read(state, { ...own, text: field });
    };
    if (message.kind === 'text') return withField(pasted(own[own.field], message.text));
    const step = isPathField ? STEPS[message.key] : undefined;
    if (step !== undefined) return moved(state, own, step);
    switch (message.key) {
      case 'enter':
        return isPathField ? choose(state, own) : accept(state, own, message.at);
      case 'tab':
      case 'shift-tab':
        return isPathField ? choose(state, own) : keep(state, { ...own, field: 'path', cursor: 0, reading: null });
      default:
        return withField(edited(own[own.field], message.key));
    }
  },
  wants: (state) => {
    const wanted = wantFigures(state);
    const open = wanted[0].overlay;
    const own = open?.id === 'figure' ? typingOf(open.own as FigureAsked | Typing | null, wanted[0]) : null;
    // Opened with a figure: what it is today, and what is proposed, is read at once
    if (own === null || own.field === 'path' || own.request !== null) return wanted;
    return both(wanted, (state_) => read(state_, own));
  },
  hear: (state, given, message: Message) => {
    if (message.kind !== 'host' || !isTyping(given)) return null;
    const { said } = message;
    return said.kind === 'checked' && said.id === given.request
      ? keep(state, { ...given, reading: said.reading })
      : null;
  },
  keys: (state, given) => {
    const own = typingOf(given, state);
    return [
      own.field === 'path' ? { key: 'enter', words: 'go on' } : { key: 'enter', words: 'take it' },
      own.field === 'path' ? { key: 'down', words: 'choose' } : { key: 'tab', words: 'another figure' },
    ];
  },
};

export const figureOverlay: Overlay = registered(overlay);
