/** Changes any figure of the model, for the what-if only; read back while it is typed. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { only, type Next } from '../commands/command.ts';
import { cut } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import type { Reading } from '../host/messages.ts';
import { edited, fieldOf, pasted, type Field } from '../keys/field.ts';
import { ask } from '../state/answers.ts';
import type { Message } from '../state/message.ts';
import { registered, type Overlay } from '../state/product.ts';
import { say } from '../state/sayings.ts';
import type { State } from '../state/state.ts';
import { changed } from '../state/what-if.ts';

/** What it is opened with: a path, or nothing. */
export interface FigureAsked {
  readonly path?: string;
}

interface Typing {
  readonly path: Field;
  readonly text: Field;
  readonly field: 'path' | 'text';
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
    text: fieldOf(change?.kind === 'figure' ? change.to : ''),
    field: path === '' || path.endsWith('.') ? 'path' : 'text',
    request: null,
    reading: null,
  };
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

function accept(state: State, own: Typing, at: number): Next {
  const [path, to] = [own.path.text.trim(), own.text.text.trim()];
  if (to === '' || own.reading === null) return say(state, 'write a value first', at);
  if (!own.reading.ok) return say(state, own.reading.problem, at, 'bad');
  return changed({ ...state, overlay: null }, { kind: 'figure', path, from: own.reading.today, to });
}

function readingLines({ reading, text }: Typing, width: number, theme: Theme): readonly string[] {
  if (reading === null)
    return [theme.quiet('a path such as nodes.hub.restart: the name of a thing, then of its figure')];
  if (!reading.ok) {
    if (text.text.trim() === '') return [theme.quiet('write what it is to be')];
    const words = `${reading.problem}${reading.remedy === '' ? '' : `: ${reading.remedy}`}`;
    return wrap(theme.words(printable(words)), width).map(theme.bad);
  }
  const words = reading.words.length === 0 ? ['the same as today'] : reading.words;
  return words.slice(0, 4).flatMap((line) => wrap(theme.words(printable(`read as  ${line}`)), width));
}

const overlay: Overlay<FigureAsked | Typing | null> = {
  id: 'figure',
  width: 76,
  view: (state, given, width, height, theme) => {
    const own = typingOf(given, state);
    const line = (name: string, field: Field, isHere: boolean): string => {
      const caret = isHere ? theme.glyphs.caret : '';
      const { text, caret: at } = field;
      return cut(`${name.padEnd(9)}${theme.words(text.slice(0, at))}${caret}${theme.words(text.slice(at))}`, width);
    };
    const today = own.reading?.today ?? '';
    return {
      title: 'Change a figure, for the what-if only',
      foot: `enter takes it ${theme.glyphs.dot} tab next field ${theme.glyphs.dot} esc leaves today's`,
      lines: [
        line('path', own.path, own.field === 'path'),
        cut(`today    ${theme.words(printable(today === '' ? 'not stated' : today))}`, width),
        line('what-if', own.text, own.field === 'text'),
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
    const withField = (field: Field): Next =>
      field === own[own.field] ? only(state) : read(state, { ...own, [own.field]: field });
    if (message.kind === 'text') return withField(pasted(own[own.field], message.text));
    switch (message.key) {
      case 'enter':
        return own.field === 'path' ? read(state, { ...own, field: 'text' }) : accept(state, own, message.at);
      case 'tab':
      case 'shift-tab':
        return read(state, { ...own, field: own.field === 'path' ? 'text' : 'path' });
      default:
        return withField(edited(own[own.field], message.key));
    }
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
      { key: 'tab', words: 'other field' },
    ];
  },
};

export const figureOverlay: Overlay = registered(overlay);
