/** Before a model is open: the files that were opened before, those found below the working folder, those that come along. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { counted } from '../../results/format/count.ts';
import { only, type Command } from '../commands/command.ts';
import { opening } from '../commands/everywhere.ts';
import { fit, ends } from '../draw/text.ts';
import { isSpoken } from '../draw/theme.ts';
import { firstInSight } from '../draw/table.ts';
import { QUESTIONS } from '../first/first-model.ts';
import { openKnown } from '../state/answers.ts';
import { hasWords } from '../state/first-answers.ts';
import { begin } from '../state/first-model.ts';
import type { Row } from '../state/lists.ts';
import { rowAt, shownRows } from '../state/navigation.ts';
import type { Area, Panel, Screen, Tab } from '../state/product.ts';
import type { FoundModel, RememberedFile } from '../state/remembered.ts';
import type { State } from '../state/state.ts';
import { ago } from '../words/ago.ts';

interface Entry {
  readonly path: string;
  readonly title: string;
  readonly shown: string;
  readonly known: RememberedFile | null;
  readonly isShipped: boolean;
}

const relative = (path: string, folder: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;

/** Opened before, the newest first; then found below the working folder; then those that come with the program. */
function entries({ remembered, found, folder }: State): readonly Entry[] {
  const known = remembered.files.map((file): Entry => ({
    path: file.path,
    title: file.title,
    shown: relative(file.path, folder),
    known: file,
    isShipped: false,
  }));
  const paths = new Set(known.map(({ path }) => path));
  const others = found.models
    .filter(({ path }) => !paths.has(path))
    .map((model: FoundModel): Entry => ({ ...model, known: null }));
  return [...known, ...others.filter((model) => !model.isShipped), ...others.filter((model) => model.isShipped)];
}

const rows = (state: State): readonly Row[] =>
  entries(state).map(({ path, title, shown }) => ({ id: path, text: `${title} ${shown}` }));

/** What is known of a file: its verdict, when, and what is not saved. */
function remark({ known }: Entry, state: State): string {
  if (known === null) return '';
  const when = ago(state.startedAt + state.now - known.opened);
  const unsaved =
    known.changes.length === 0 ? '' : `a what-if of ${counted(known.changes.length, 'change')} is not saved`;
  return [known.badge, when, unsaved].filter((part) => part !== '').join(' · ');
}

/** The lines of an entry, its heading first where a part of the list begins with it. */
function linesOf(entry: Entry, before: Entry | undefined, isChosen: boolean, state: State, area: Area): string[] {
  const { theme, width, isFocused } = area;
  const heading = entry.isShipped && before?.isShipped !== true ? ['', theme.quiet('  Shipped with Ringfence')] : [];
  const mark = isChosen ? theme.glyphs.cursor : ' ';
  const title = theme.words(printable(entry.title));
  if (isSpoken(theme)) {
    const shipped = entry.isShipped ? 'shipped with Ringfence' : '';
    return [[title, printable(entry.shown), shipped, remark(entry, state)].filter((part) => part !== '').join(', ')];
  }
  const line = `${mark} ${ends(title, theme.quiet(theme.words(printable(entry.shown))), width - 2, theme.glyphs.ellipsis)}`;
  const words = remark(entry, state);
  return [
    ...heading,
    isChosen && isFocused ? theme.heading(line) : line,
    ...(words === '' ? [] : [`     ${theme.quiet(theme.words(words))}`]),
  ];
}

const list: Panel = {
  id: 'models',
  title: () => 'Models',
  note: ({ folder }) => printable(folder),
  rows,
  draw: (state, area) => {
    const { width, height, theme } = area;
    const { rows: shown, cursor, of } = shownRows(state, tab, list);
    if (of === 0) {
      const words = state.found.isAll
        ? 'No model file below this folder. `n` builds a first one, `o` opens one by its path.'
        : 'Looking for models below this folder.';
      return wrap(words, width - 2).map((line) => `  ${theme.words(line)}`);
    }
    if (shown.length === 0) return [`  Nothing matches. ${theme.quiet('esc clears the filter')}`];
    const all = entries(state);
    const byPath = new Map(all.map((entry) => [entry.path, entry]));
    const listed = shown.flatMap(({ id }) => byPath.get(id) ?? []);
    const blocks = listed.map((entry, index) => linesOf(entry, listed[index - 1], index === cursor, state, area));
    const at = blocks.slice(0, cursor).reduce((sum, block) => sum + block.length, 0);
    const lines = blocks.flat();
    const first = firstInSight(lines.length, at, height);
    return lines.slice(first, first + height).map((line) => fit(line, width));
  },
};

/** The ways to a model that is not in the list. */
const others: Panel = {
  id: 'others',
  title: () => 'Or',
  draw: ({ first }, { theme }) => {
    const begun = first?.answers.filter(({ text }) => text.trim() !== '').length ?? 0;
    const words = hasWords(first)
      ? `go on with your first model: ${begun} of ${QUESTIONS} questions answered`
      : 'build a first model: seven questions, five minutes';
    return [`  ${theme.heading('n')}  ${theme.words(words)}`, `  ${theme.heading('o')}  open a file by its path`];
  },
};

const INTRODUCTION =
  'Models of an organisation: threats, controls, services, suppliers. Ringfence simulates many possible years and ' +
  'says what fails, what it costs, how sure.';

const commands: readonly Command[] = [
  {
    id: 'start.open',
    keys: ['enter'],
    name: 'open',
    sentence: 'Open the chosen model and run it',
    panel: 'models',
    obstacle: (state) => (rowAt(state, tab, list) === null ? 'no model is chosen' : null),
    run: (state) => {
      const path = rowAt(state, tab, list)?.id;
      return path === undefined ? only(state) : openKnown(state, path, relative(path, state.folder));
    },
  },
  {
    id: 'start.first',
    keys: ['n'],
    name: 'first model',
    sentence: 'Build a first model of your own: seven questions, five minutes',
    run: begin,
  },
  {
    id: 'start.path',
    keys: ['o'],
    name: 'path',
    sentence: 'Open a model file by its path',
    run: (state) => opening(state, 'path'),
  },
  {
    id: 'start.back',
    keys: ['esc'],
    name: 'back',
    sentence: 'Go back to the model that is open',
    obstacle: (state) => (state.model === null ? 'no model is open' : null),
    run: (state) => only({ ...state, place: { ...state.place, screen: 'overview' } }),
  },
];

const tab: Tab = {
  id: 'start.start',
  name: 'Start',
  purpose:
    'Ringfence simulates many possible years of an organisation that a model file describes: threats, controls, services, ' +
    'suppliers, and what hangs on what. It says whether the limits of the board hold, what a year costs and how sure that is, ' +
    'where one failure becomes a catastrophe, and what security should cost: at least, best, at most. Any change can be tried ' +
    'beside today; nothing is written until it is saved. ' +
    'Choose a model to open: those you opened before stand first, then those below this folder, then those that come with ' +
    'Ringfence. Opening one runs it at once and shows whether its limits hold and what it costs.',
  panels: [list, others],
  head: (_state, width, theme) => [
    ...wrap(theme.words(INTRODUCTION), width - 2)
      .slice(0, 3)
      .map((line) => ` ${line}`),
    '',
  ],
  arrangement: () => ({
    kind: 'stack',
    of: [
      { kind: 'panel', panel: 'models' },
      { kind: 'panel', panel: 'others', rows: 3 },
    ],
  }),
  commands,
  next: (state) =>
    rowAt(state, tab, list) === null
      ? { command: 'start.first', words: 'first model' }
      : { command: 'start.open', words: 'open' },
  status: ({ found, remembered }, _width, theme) => {
    const count = new Set([...found.models.map(({ path }) => path), ...remembered.files.map(({ path }) => path)]).size;
    return theme.quiet(` ${counted(count, 'model')} found${found.isAll ? '' : ', and perhaps more'}`);
  },
};

export const start: Screen = { id: 'start', name: 'Open a model', tabs: [tab] };
