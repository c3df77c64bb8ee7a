/** Saves the what-if into the model file: as a portfolio, as a scenario, or as what the file says of today. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { only } from '../commands/command.ts';
import { cut } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { Edit } from '../host/messages.ts';
import { edited, pasted } from '../keys/field.ts';
import { registered, type Overlay } from '../state/product.ts';
import { portfolioLike } from '../state/state.ts';
import { say } from '../state/sayings.ts';
import { isOffered, preview, WAYS, withWay, write, type Saving, type Way } from '../state/saving.ts';

const WORDS: Readonly<Record<Way, string>> = {
  portfolio: 'a portfolio: which level each control has',
  scenario: 'a scenario: conditions, changed figures and levels',
  current: 'today: these levels become `current`',
};

/** Marks of a line, for those who hear them. */
const MARK_WORDS: Readonly<Record<string, string>> = { '+': 'added', '-': 'taken out' };

/** The lines that will change, or why nothing can be written. */
function editLines(edit: Edit | null, width: number, theme: Theme): readonly string[] {
  if (edit === null) return [theme.quiet('looking what would be written')];
  if (!edit.ok) return wrap(theme.words(printable(edit.words)), width).map(theme.bad);
  const lines = edit.lines.map(({ line, mark, text }) => {
    if (isSpoken(theme)) return `line ${line}, ${MARK_WORDS[mark] ?? 'as it is'}: ${text.trim()}`;
    const shown = cut(
      `${String(line).padStart(5)} ${mark} ${theme.words(printable(text))}`,
      width,
      theme.glyphs.ellipsis,
    );
    return mark === '+' ? theme.good(shown) : mark === '-' ? theme.bad(shown) : theme.quiet(shown);
  });
  const added = edit.lines.filter(({ mark }) => mark === '+').length;
  const gone = edit.lines.filter(({ mark }) => mark === '-').length;
  const name = edit.file.split('/').at(-1) ?? edit.file;
  const count =
    gone === 0
      ? `${added} ${added === 1 ? 'line' : 'lines'} more, all else as it is`
      : `${gone} ${gone === 1 ? 'line' : 'lines'} changed, all else as it is`;
  const left =
    edit.leftOut.length === 0
      ? []
      : wrap(theme.words(`It cannot hold: ${printable(edit.leftOut.join('; '))}.`), width).map(theme.doubtful);
  return [theme.words(`${printable(name)}: ${count}`), ...lines, ...left];
}

const overlay: Overlay<Saving | null> = {
  id: 'save',
  width: 76,
  view: (state, own, width, height, theme) => {
    if (own === null) return { title: 'Save the what-if', foot: 'esc closes', lines: [] };
    const { changes } = state.whatIf;
    const ways = WAYS.map((way, index) => {
      const label = index === 0 ? 'as   ' : '     ';
      const line = `${label}${own.way === way ? '(x)' : '( )'} ${WORDS[way]}`;
      if (!isOffered(way, changes)) return theme.quiet(line);
      return own.field === 'way' && own.way === way ? theme.heading(line) : line;
    });
    const caret = own.field === 'name' ? theme.glyphs.caret : '';
    const { text, caret: at } = own.name;
    const name =
      own.way === 'current'
        ? theme.quiet('name  none is needed')
        : `name ${text.slice(0, at)}${caret}${text.slice(at)}`;
    const like = own.way === 'portfolio' ? portfolioLike(state) : null;
    const known =
      like === null
        ? []
        : [theme.doubtful(theme.words(`The file has these levels already: portfolio ${printable(like)}.`))];
    const head = [...ways, name, ...known, ''];
    return {
      title: 'Save the what-if',
      foot: `enter writes the file${own.leaves ? ' and leaves' : ''}${theme.glyphs.separator}tab next field${theme.glyphs.separator}esc leaves it`,
      lines: [...head, ...editLines(own.edit, width, theme).slice(0, Math.max(1, height - head.length))],
    };
  },
  take: (state, own, message) => {
    if (own === null) return only({ ...state, overlay: null });
    const named = (name: Saving['name']) => (name === own.name ? only(state) : preview(state, { ...own, name }));
    if (message.kind === 'text') return own.field === 'name' ? named(pasted(own.name, message.text)) : only(state);
    switch (message.key) {
      case 'enter':
        if (own.edit === null)
          return say(state, 'not now: what would be written is being looked for', message.at, 'refusal');
        return own.edit.ok ? write(state, own) : say(state, own.edit.words, message.at, 'bad');
      case 'tab':
      case 'shift-tab':
        return only({
          ...state,
          overlay: { id: 'save', own: { ...own, field: own.field === 'name' ? 'way' : 'name' } },
        });
      case 'up':
      case 'down':
      case 'ctrl-p':
      case 'ctrl-n': {
        const ways = WAYS.filter((way) => isOffered(way, state.whatIf.changes));
        const by = message.key === 'down' || message.key === 'ctrl-n' ? 1 : -1;
        const way = ways[ways.indexOf(own.way) + by];
        return way === undefined ? only(state) : withWay(state, own, way);
      }
      default:
        return own.field === 'name' && own.way !== 'current' ? named(edited(own.name, message.key)) : only(state);
    }
  },
  keys: (_state, own) => [
    own?.edit?.ok === true
      ? { key: 'enter', words: own.leaves ? 'write it and leave' : 'write it' }
      : { key: 'tab', words: 'next field' },
    { key: 'tab', words: 'next field' },
    { key: 'down', words: 'other way' },
  ],
};

export const saveOverlay: Overlay = registered(overlay);
