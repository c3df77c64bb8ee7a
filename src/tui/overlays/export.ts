/** Exports what is shown: the screen, its table, all figures, the report; through the clipboard or into a file. */
import { csvText } from '../../io/csv-text.ts';
import { only, withEffects, type Next } from '../commands/command.ts';
import { panelLines } from '../draw/panel.ts';
import { cut, withoutColours } from '../draw/text.ts';
import { isSpoken, themeOf } from '../draw/theme.ts';
import { edited, fieldOf, pasted, type Field } from '../keys/field.ts';
import { ask } from '../state/answers.ts';
import { tabOf } from '../state/navigation.ts';
import { registered, type Overlay, type Product } from '../state/product.ts';
import { shownAnswer, type State } from '../state/state.ts';
import { exportedTable } from '../words/export-table.ts';

type What = 'screen' | 'table' | 'json' | 'report';
type To = 'clipboard' | 'file';

interface Exporting {
  readonly what: What;
  readonly to: To;
  readonly name: Field;
  readonly field: 'what' | 'to';
  /** The question for a text that the host writes. */
  readonly request: number | null;
}

const WORDS: Readonly<Record<What, string>> = {
  screen: 'this screen, as text',
  table: 'this table, as CSV',
  json: 'all figures, as the JSON of `run --json`',
  report: 'the full report of `ringfence run`, as text',
};
const ENDINGS: Readonly<Record<What, string>> = { screen: 'txt', table: 'csv', json: 'json', report: 'txt' };
const WHATS: readonly What[] = ['screen', 'table', 'json', 'report'];

/** Columns of a screen that is exported. */
const WIDTH = 78;
/** Rows of a list, and of a chart. */
const MOST_ROWS = 1000;
const CHART_ROWS = 18;

/** The panels of the place where one is, one under the other. */
function screenText(product: Product, state: State): string {
  const glyphs = isSpoken(state) ? 'unicode' : state.look.glyphs;
  const theme = themeOf({ glyphs, palette: 'none' });
  const tab = tabOf(product, state);
  const head = tab.head?.(state, WIDTH, theme) ?? [];
  const title = state.model?.title ?? '';
  const panels = tab.panels.map((panel) =>
    panelLines(panel, state, WIDTH, panel.rows === undefined ? CHART_ROWS : MOST_ROWS, theme, false),
  );
  const lines = [title, ...head, ...panels.flatMap((panel) => ['', ...panel])];
  return `${lines.map((line) => withoutColours(line).trimEnd()).join('\n')}\n`;
}

const stemOf = (state: State): string =>
  (state.file?.path.split(/[\\/]/).at(-1) ?? 'ringfence').replace(/\.[^.]*$/, '');

const nameOf = (product: Product, state: State, what: What): Field =>
  fieldOf(`${stemOf(state)}-${tabOf(product, state).name.toLowerCase().replaceAll(' ', '-')}.${ENDINGS[what]}`);

const delivered = (state: State, { to, name }: Exporting, text: string): Next => {
  const closed: State = { ...state, overlay: null };
  return to === 'clipboard'
    ? withEffects(closed, { kind: 'copy', text })
    : withEffects(closed, { kind: 'save', file: name.text.trim(), text });
};

export function exportOverlay(whole: () => Product): Overlay {
  const first = (state: State): Exporting => ({
    what: 'screen',
    to: 'clipboard',
    name: nameOf(whole(), state, 'screen'),
    field: 'what',
    request: null,
  });
  const obstacle = (state: State, what: What): string | null => {
    if (what === 'table' && exportedTable(state, tabOf(whole(), state).id) === null) return 'no table here';
    return (what === 'json' || what === 'report') && shownAnswer(state) === null ? 'no figures yet' : null;
  };
  const keep = (state: State, own: Exporting): Next => only({ ...state, overlay: { id: 'export', own } });

  function done(state: State, own: Exporting): Next {
    if (obstacle(state, own.what) !== null || (own.to === 'file' && own.name.text.trim() === '')) return only(state);
    if (own.what === 'screen') return delivered(state, own, screenText(whole(), state));
    if (own.what === 'table') {
      const table = exportedTable(state, tabOf(whole(), state).id);
      return table === null ? only(state) : delivered(state, own, csvText(table));
    }
    const next: Exporting = { ...own, request: state.nextRequest };
    const changes = state.showsToday ? [] : state.whatIf.changes;
    return ask({ ...state, overlay: { id: 'export', own: next } }, { kind: 'export', what: own.what, changes });
  }

  const overlay: Overlay<Exporting | null> = {
    id: 'export',
    width: 72,
    view: (state, given, width, _height, theme) => {
      const own = given ?? first(state);
      const mark = (isOn: boolean): string => (isOn ? '(x)' : '( )');
      const whats = WHATS.map((what, index) => {
        const why = obstacle(state, what);
        const line = `${index === 0 ? 'what  ' : '      '}${mark(own.what === what)} ${WORDS[what]}${why === null ? '' : `: ${why}`}`;
        if (why !== null) return theme.quiet(line);
        return own.field === 'what' && own.what === what ? theme.heading(line) : line;
      });
      const { text, caret } = own.name;
      const shown =
        own.to === 'file' && own.field === 'to'
          ? `${text.slice(0, caret)}${theme.glyphs.caret}${text.slice(caret)}`
          : text;
      const way = (to: To, line: string): string => (own.field === 'to' && own.to === to ? theme.heading(line) : line);
      const waiting = own.request === null ? '' : theme.quiet('being written');
      return {
        title: 'Export',
        foot: `enter does it${theme.glyphs.separator}tab next field${theme.glyphs.separator}esc closes`,
        lines: [
          ...whats,
          way('clipboard', `to    ${mark(own.to === 'clipboard')} the clipboard, through the terminal`),
          way('file', cut(`      ${mark(own.to === 'file')} a file  ${theme.words(shown)}`, width)),
          waiting,
        ],
      };
    },
    take: (state, given, message) => {
      const own = given ?? first(state);
      const typing = own.field === 'to' && own.to === 'file';
      if (message.kind === 'text') {
        return typing ? keep(state, { ...own, name: pasted(own.name, message.text) }) : only(state);
      }
      switch (message.key) {
        case 'enter':
          return own.request === null ? done(state, own) : only(state);
        case 'tab':
        case 'shift-tab':
          return keep(state, { ...own, field: own.field === 'what' ? 'to' : 'what' });
        case 'up':
        case 'down':
        case 'ctrl-p':
        case 'ctrl-n': {
          const by = message.key === 'down' || message.key === 'ctrl-n' ? 1 : -1;
          if (own.field === 'to') {
            const to: To = by > 0 ? 'file' : 'clipboard';
            return to === own.to ? only(state) : keep(state, { ...own, to });
          }
          const able = WHATS.filter((what) => obstacle(state, what) === null);
          const what = able[able.indexOf(own.what) + by];
          return what === undefined ? only(state) : keep(state, { ...own, what, name: nameOf(whole(), state, what) });
        }
        default: {
          const name = typing ? edited(own.name, message.key) : own.name;
          return name === own.name ? only(state) : keep(state, { ...own, name });
        }
      }
    },
    hear: (state, given, message) => {
      if (message.kind !== 'host' || given === null || message.said.id !== given.request) return null;
      if (message.said.kind === 'exported') return delivered(state, given, message.said.text);
      return message.said.kind === 'failed' ? keep(state, { ...given, request: null }) : null;
    },
    keys: (state, given) => {
      const own = given ?? first(state);
      return [
        { key: 'enter', words: own.to === 'clipboard' ? 'copy it' : 'write it' },
        { key: 'tab', words: 'next field' },
        { key: 'down', words: 'choose' },
      ];
    },
  };
  return registered(overlay);
}
