/** The screen Snowball: where a failure becomes a catastrophe. */
import { wholeNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { chainCommands, pointCommands, setCommands, timeCommands } from '../commands/snowball.ts';
import { nothing, type Next } from '../commands/command.ts';
import { sheetLines, type SheetPart } from '../draw/sheet.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { tableLines, type TableColumn } from '../draw/table.ts';
import { firstThatFits } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { SnowballView } from '../host/study-messages.ts';
import type { Message } from '../state/message.ts';
import { shownRows } from '../state/navigation.ts';
import type { Area, Panel, Screen, Tab, Words } from '../state/product.ts';
import { chainRows, pointRows, setRows, setsNow, snowballNow, timeRows } from '../state/snowball.ts';
import { shownFigures, type State } from '../state/state.ts';
import { keyNow, shownChanges, snowballSlot, taken, wanted } from '../state/study.ts';
import { quietWords, stillLooking, waiting } from '../words/snowball-waiting.ts';
import { whyChain, whyPoint, whyTime } from '../words/snowball-why.ts';
import { figureOf } from './node-sheet.ts';

interface ListOf {
  readonly columns: readonly TableColumn[];
  readonly cells: (view: SnowballView, place: number) => readonly string[];
}

/** A panel that is a list of what was found. */
function listPanel(
  id: string,
  tab: () => Tab,
  heads: { readonly title: (state: State) => string; readonly note?: (state: State) => string },
  rowsOf: NonNullable<Panel['rows']>,
  list: (area: Area) => ListOf,
  none: (view: SnowballView, state: State, area: Area) => readonly string[],
  whyOf: (view: SnowballView, place: number) => Words | null,
): Panel {
  const panel: Panel = {
    id,
    ...heads,
    rows: rowsOf,
    why: (state) => {
      const view = snowballNow(state);
      return view === null ? null : whyOf(view, placeIn(state, tab(), panel));
    },
    draw: (state, area) => {
      const view = snowballNow(state);
      if (view === null) return waiting(state, area);
      const all = rowsOf(state);
      if (all.length === 0) return none(view, state, area);
      const { rows, cursor } = shownRows(state, tab(), panel);
      if (rows.length === 0) return nothingMatches(state, tab(), panel, area.width, area.theme);
      const places = new Map(all.map((row, place) => [row.id, place]));
      const { columns, cells } = list(area);
      const row = (index: number): readonly string[] =>
        cells(view, places.get(rows[index]?.id ?? '') ?? -1).map(area.theme.words);
      const { width, height, theme, isFocused } = area;
      return tableLines({ columns, count: rows.length, row, cursor, isFocused, gap: 2 }, width, height, theme);
    },
  };
  return panel;
}

const placeIn = (state: State, tab: Tab, panel: Panel): number => {
  const { rows, cursor } = shownRows(state, tab, panel);
  const all = panel.rows?.(state) ?? [];
  return all.findIndex(({ id }) => id === rows[cursor]?.id);
};

/** A panel of words about what is found. */
const wordsPanel = (
  id: string,
  title: (state: State) => string,
  partsOf: (state: State, view: SnowballView) => readonly SheetPart[],
): Panel => ({
  id,
  title,
  draw: (state, { width, theme }) => {
    const view = snowballNow(state);
    return view === null ? [] : sheetLines(partsOf(state, view), width, theme);
  },
});

const status =
  (what: string) =>
  (state: State, width: number, theme: Area['theme']): string => {
    const view = snowballNow(state);
    const trials = view === null ? '' : ` · ${wholeNumber(view.trials)} futures`;
    const progress = snowballSlot.of(state)?.progress ?? '';
    const open =
      view === null || view.isWhole ? '' : ` · ${progress === '' ? 'the rest is being looked for' : progress}`;
    const ways = [` ${what}${trials}${open}`, ` ${what}${open}`, ` ${open === '' ? what : open.slice(3)}`];
    return theme.quiet(firstThatFits(ways.map(theme.words), width));
  };

/** What is useful while nothing is found that could be played. */
const REMEDY = { command: 'snowball.remedy', words: 'try a remedy' } as const;

const pointsPanel: Panel = listPanel(
  'points',
  () => pointsTab,
  { title: () => 'Snowball points', note: (state) => snowballNow(state)?.tail ?? '' },
  pointRows,
  ({ width }) => ({
    columns: [
      { align: 'right', header: '' },
      { grows: true, header: '' },
      { align: 'right', header: 'makes' },
      { align: 'right', header: 'passes on' },
      { align: 'right', header: 'time to act' },
      ...(width >= 90 ? [{ header: 'plays' } as const] : []),
    ],
    cells: ({ points }, place) => {
      const point = points[place];
      if (point === undefined) return [];
      const { name, saves, passesOn, timeToAct, plays } = point;
      return [String(place + 1), name, saves, passesOn, timeToAct, ...(width >= 90 ? [plays] : [])];
    },
  }),
  ({ headline }, _, { width, theme }) =>
    sheetLines(
      headline.map((text) => ({ kind: 'words', text })),
      width,
      theme,
    ),
  whyPoint,
);

const pointPanel = wordsPanel(
  'point',
  (state) => {
    const view = snowballNow(state);
    return view?.points[placeIn(state, pointsTab, pointsPanel)]?.name ?? 'What it rests on';
  },
  (state, { points }) =>
    (points[placeIn(state, pointsTab, pointsPanel)]?.sentences ?? []).map((text) => ({ kind: 'words', text })),
);

const sharesPanel = (id: 'triggers' | 'bearers', title: string): Panel =>
  wordsPanel(
    id,
    () => title,
    (_, view) =>
      view[id].length === 0
        ? [{ kind: 'words', text: 'nobody', tone: 'quiet' }]
        : view[id].map(({ id: name, share }) => ({ kind: 'words', text: `${name}  ${share} of the worst` })),
  );

const removalPanel = wordsPanel(
  'removal',
  () => 'What would remove it, a year',
  (_, { removal, isWhole }) =>
    removal.length === 0
      ? [
          {
            kind: 'words',
            text: isWhole ? 'No level of the model’s own controls touches it.' : 'being tried …',
            tone: 'quiet',
          },
        ]
      : removal.map(({ control, level, saves, costs }) => ({
          kind: 'words',
          text: `${control}: ${level} saves ${saves}, spend ${costs}`,
        })),
);

const pointsTab: Tab = {
  id: 'snowball.points',
  name: 'Points',
  purpose:
    'Where more is made of a failure than came in: what goes from the worst periods if a place only passes on what it gets.',
  panels: [
    pointsPanel,
    pointPanel,
    sharesPanel('triggers', 'Starts it'),
    sharesPanel('bearers', 'Pays for it'),
    removalPanel,
  ],
  arrangement: (state, columns) => ({
    kind: 'stack',
    of: [
      { kind: 'panel', panel: 'points', rows: Math.min(8, Math.max(4, (snowballNow(state)?.points.length ?? 1) + 2)) },
      { kind: 'panel', panel: 'point' },
      {
        kind: 'beside',
        rows: 5,
        of: [
          { kind: 'stack', of: [{ kind: 'panel', panel: 'triggers' }] },
          { kind: 'stack', of: [{ kind: 'panel', panel: 'bearers' }], columns: Math.floor(columns / 2) - 1 },
        ],
      },
      { kind: 'panel', panel: 'removal', rows: 5 },
    ],
  }),
  commands: pointCommands,
  next: () => REMEDY,
  status: status('makes: what goes if it only passes on what it gets'),
};

const chainsPanel: Panel = listPanel(
  'chains',
  () => chainsTab,
  { title: () => 'How the worst happen', note: (state) => snowballNow(state)?.tail ?? '' },
  chainRows,
  () => ({
    columns: [{ align: 'right' }, { grows: true }, {}],
    cells: ({ chains }, place) => {
      const chain = chains[place];
      return chain === undefined ? [] : [chain.share, chain.name, chain.frequency];
    },
  }),
  (view, _, area) => stillLooking(view, area),
  whyChain,
);

const chainPanel: Panel = {
  id: 'chain',
  title: (state) => snowballNow(state)?.chains[placeIn(state, chainsTab, chainsPanel)]?.name ?? 'Steps',
  draw: (state, { height, theme }) => {
    const view = snowballNow(state);
    const chain = view?.chains[placeIn(state, chainsTab, chainsPanel)];
    const others =
      view === null || view.otherWays === '' ? [] : [theme.quiet(`  in other ways: ${view.otherWays} of the worst`)];
    const isAscii = theme.look.glyphs === 'ascii';
    const lines = (chain?.lines ?? []).map((line) => theme.words(isAscii ? line.replace('└', '+') : line));
    return [...lines.slice(0, Math.max(1, height - others.length)), ...others].slice(0, height);
  },
};

const chainsTab: Tab = {
  id: 'snowball.chains',
  name: 'Chains',
  purpose:
    'How the worst periods happen: from the threat to who pays, a step a line, with until when acting still helps.',
  panels: [chainsPanel, chainPanel],
  arrangement: (state) => ({
    kind: 'stack',
    of: [
      { kind: 'panel', panel: 'chains', rows: Math.max(4, (snowballNow(state)?.chains.length ?? 2) + 2) },
      { kind: 'panel', panel: 'chain' },
    ],
  }),
  commands: chainCommands,
  next: (state) =>
    (snowballNow(state)?.chains.length ?? 0) === 0 ? REMEDY : { command: 'snowball.play', words: 'play it' },
  status: status('per cent: share of what the worst periods cost'),
};

const downWords = (state: State, node: string): string => {
  const columns = shownFigures(state)?.answer?.nodes ?? null;
  const figure = figureOf(columns, columns?.ids.indexOf(node) ?? -1, 'probabilityOfOutage');
  return figure === null ? '' : percent(figure.value, figure.error);
};

const SIZES = ['', 'alone', 'two together', 'three together'];

const setsPanel: Panel = {
  id: 'sets',
  title: (state) => `What takes ${setsNow(state)?.goal ?? 'a goal'} down by wiring, alone or together`,
  rows: setRows,
  draw: (state, area) => {
    const { width, height, theme, isFocused } = area;
    const view = snowballNow(state);
    if (view === null) return waiting(state, area);
    const found = setsNow(state);
    if (found === null) return quietWords('No node has a goal or a loss, so nothing can be taken down.', area);
    if (found.isDownUnhurt) {
      return quietWords(`${found.goal} is down although nothing has failed: something is not bought.`, area);
    }
    const { rows, cursor, of } = shownRows(state, setsTab, setsPanel);
    if (of === 0) {
      const tried = found.triedUpTo === 0 ? '' : ` of up to ${found.triedUpTo}`;
      return quietWords(`No set${tried} takes ${found.goal} down by wiring alone.`, area);
    }
    if (rows.length === 0) return nothingMatches(state, setsTab, setsPanel, width, theme);
    const places = new Map(found.sets.map((set, place) => [set.join(' + '), place]));
    const row = (index: number): readonly string[] => {
      const place = places.get(rows[index]?.id ?? '') ?? -1;
      const set = found.sets[place] ?? [];
      const [first = ''] = set;
      return [
        theme.words(set.join(' + ')),
        SIZES[set.length] ?? '',
        set.length === 1 ? downWords(state, first) : '',
        found.shares[place] ?? '',
      ];
    };
    const columns: readonly TableColumn[] = [
      { grows: true, header: '' },
      { header: '' },
      { align: 'right', header: 'below full', said: 'below full in' },
      { align: 'right', header: 'of the worst' },
    ];
    return tableLines({ columns, count: rows.length, row, cursor, isFocused, gap: 2 }, width, height, theme);
  },
};

const setsTab: Tab = {
  id: 'snowball.cut-sets',
  name: 'Cut sets',
  purpose: 'Which nodes take a goal down, alone or together, if they are lost for good: by wiring, without time.',
  panels: [setsPanel],
  arrangement: () => ({ kind: 'panel', panel: 'sets' }),
  aside: (state) => `${(snowballNow(state)?.cutSets.length ?? 0) > 1 ? 'v another goal   ' : ''}[ ] next tab`,
  commands: setCommands,
  next: (state) => (setRows(state).length === 0 ? REMEDY : { command: 'snowball.play', words: 'fail the set' }),
  status: (state, _, theme) => {
    const tried = setsNow(state)?.triedUpTo ?? 0;
    const sets = tried === 0 ? '' : ` · sets of up to ${tried}, by wiring`;
    return theme.quiet(theme.words(` of the worst: cost that runs through the whole set${sets}`));
  },
};

const exposure = (isExposed: boolean, theme: Theme): string =>
  isSpoken(theme) ? (isExposed ? 'exposed' : 'not exposed') : isExposed ? '✗' : '✓';

const timesPanel: Panel = listPanel(
  'times',
  () => timeTab,
  { title: () => 'Time to recover, against time to survive', note: () => 'worst first' },
  timeRows,
  ({ theme }) => ({
    columns: [
      { grows: true, header: '' },
      { align: 'right', header: 'out for' },
      { align: 'right', header: '1 in 20' },
      { align: 'right', header: 'loss felt' },
      { align: 'right', header: 'outlast it' },
      { header: '' },
    ],
    cells: ({ times }, place) => {
      const time = times[place];
      if (time === undefined) return [];
      return [time.node, time.isOut, time.isOutOneIn20, time.survived, time.longer, exposure(time.isExposed, theme)];
    },
  }),
  (view, _, area) => stillLooking(view, area),
  whyTime,
);

const promisesPanel = wordsPanel(
  'promises',
  () => 'Promises that cannot be kept',
  (_, { promises, isWhole }) =>
    promises.length === 0
      ? [
          {
            kind: 'words',
            text: isWhole ? 'None is ruled out by what the model says of clocks.' : 'being looked for …',
            tone: 'quiet',
          },
        ]
      : promises.map((text) => ({ kind: 'words', text })),
);

const timeTab: Tab = {
  id: 'snowball.time',
  name: 'Time',
  purpose: 'How long each node is out, against how long the others do without it, and which promises that breaks.',
  panels: [timesPanel, promisesPanel],
  arrangement: (_, __, rows) => ({
    kind: 'stack',
    of: [
      { kind: 'panel', panel: 'times' },
      { kind: 'panel', panel: 'promises', rows: Math.max(4, Math.floor(rows / 3)) },
    ],
  }),
  commands: timeCommands,
  next: (state) => (timeRows(state).length === 0 ? REMEDY : { command: 'snowball.play', words: 'fail it' }),
  status: status('out for: middle of all outages, of any cause'),
};

/** Futures that are searched. */
const TRIALS = 200_000;

/** Asks for what is shown and not known. */
function snowballWants(state: State): Next {
  const question = { kind: 'snowball', changes: shownChanges(state), trials: TRIALS, urgency: 'idle' } as const;
  return wanted(state, snowballSlot, question, keyNow(state)) ?? nothing(state);
}

function hear(state: State, message: Message): Next | null {
  if (message.kind !== 'host') return null;
  const next = taken(state, snowballSlot, message.said, (said) =>
    said.kind === 'snowball' ? { value: said.snowball, isWhole: said.snowball.isWhole } : null,
  );
  return next === null ? null : [next, []];
}

export const snowballScreen: Screen = {
  id: 'snowball',
  key: '5',
  name: 'Snowball',
  tabs: [pointsTab, chainsTab, setsTab, timeTab],
  hear,
  wants: snowballWants,
};
