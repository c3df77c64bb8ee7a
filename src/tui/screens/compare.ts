/** What-if, Compare: portfolios and scenarios of the file and the what-if, side by side on the same futures. */
import { rootWords } from '../../results/names.ts';
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError } from '../../results/format/money.ts';
import type { LimitStatus } from '../../results/scenario-result.ts';
import { both } from '../commands/command.ts';
import { tableLines } from '../draw/table.ts';
import { cut } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { Change, CompareRow } from '../host/messages.ts';
import { ask } from '../state/answers.ts';
import type { Message, Step } from '../state/message.ts';
import { rowAt, shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import { isUnsaved, savable, slot, type State } from '../state/state.ts';
import { levelChanges, taken } from '../state/what-if.ts';
import { markOf, statusPaintOf } from '../words/badge.ts';
import { openLimits } from '../words/moved-limits.ts';
import { sameChanges, seenRows, type ComparedRows, type SeenRow } from './compared-rows.ts';
import { comparedWords } from './compared-words.ts';
import { nextAfterChange } from './controls.ts';
import { differenceWords } from './what-if-money.ts';

/** Trials of a row at first; `r` takes four times as many. */
const FIRST_TRIALS = 65_536;
const GROWTH = 4;
const MOST_TRIALS = 4_194_304;

const ORDERS = ['together', 'spend', 'loss'] as const;
type Order = (typeof ORDERS)[number];

interface Side {
  readonly request: number | null;
  readonly askedKey: string;
  /** The rows asked for last. */
  readonly asked: readonly CompareRow[];
  readonly trials: number;
  readonly known: ComparedRows | null;
  readonly failure: string | null;
  readonly order: Order;
  /** Rows that are set against the first of them. */
  readonly marked: readonly string[];
}

const side = slot<Side>('what-if.compare', {
  request: null,
  askedKey: '',
  asked: [],
  trials: FIRST_TRIALS,
  known: null,
  failure: null,
  order: 'together',
  marked: [],
});

/** What is side by side: today, the what-if, then what the file has. */
function rowsOf(state: State): readonly CompareRow[] {
  const { model, whatIf } = state;
  if (model === null) return [];
  const portfolios = Object.entries(model.portfolios).map(([name, levels]) => ({
    name,
    changes: levelChanges(state, levels),
  }));
  const scenarios = model.scenarios
    .filter(({ name }) => name !== 'base')
    .map(({ name }): CompareRow => ({
      name: name in model.portfolios ? `${name} (scenario)` : name,
      changes: [{ kind: 'scenario', from: 'base', to: name }],
    }));
  const own = whatIf.changes.filter(({ kind }) => kind !== 'without');
  const rows = [
    { name: 'today', changes: [] },
    ...(own.length === 0 ? [] : [{ name: `what-if*${String(own.length)}`, changes: own }]),
    ...portfolios,
    ...scenarios,
  ];
  const [base] = side.of(state).marked;
  const first = rows.find(({ name }) => name === base);
  return first === undefined ? rows : [first, ...rows.filter((row) => row !== first)];
}

const keyOf = (state: State): string =>
  JSON.stringify([
    state.model?.modelHash,
    side.of(state).trials,
    rowsOf(state).map(({ name, changes }) => [name, sameChanges(changes)]),
  ]);

/** Has the rows run, in idle time, where they are not known yet. */
function asked(state: State): Step<State> {
  const before = side.of(state);
  const key = keyOf(state);
  const rows = rowsOf(state);
  if (state.model === null || before.askedKey === key || rows.length < 2) return [state, []];
  const next: Side = { ...before, request: state.nextRequest, askedKey: key, asked: rows, failure: null };
  return ask(side.with(state, next), { kind: 'compare', urgency: 'idle', rows, trials: before.trials });
}

/** Takes what the host says of rows, and asks for them once figures are settled. */
export function hearCompared(state: State, message: Message): Step<State> | null {
  if (message.kind !== 'host') return null;
  const { said } = message;
  // A file that was read anew may name other rows, without a run
  const isReadAnew = said.kind === 'opened' && state.today?.isSettled === true && !state.today.isOld;
  if (isReadAnew || (said.kind === 'answer' && said.settled)) {
    const next = asked(state);
    return next[0] === state ? null : next;
  }
  const known = side.of(state);
  if (known.request === null || said.id !== known.request) return null;
  if (said.kind === 'compared') {
    return [side.with(state, { ...known, known: { asked: known.asked, compared: said.compared } }), []];
  }
  if (said.kind === 'failed') return [side.with(state, { ...known, failure: said.words }), []];
  if (said.kind === 'stopped') return asked(side.with(state, { ...known, askedKey: '', request: null }));
  return null;
}

/** Rows of which anything is known, the first as it was marked. */
const seen = (state: State): readonly SeenRow[] => seenRows(state, rowsOf(state), side.of(state).known);

/** Spend and mean loss of a year; null where the file does not say what a control costs. */
function togetherOf({ spendPerYear, businessPerYear, mean }: SeenRow, state: State): number | null {
  if (spendPerYear === null || state.model === null) return null;
  return spendPerYear + businessPerYear + mean.value * (8760 / state.model.periodHours);
}

function ordered(state: State): readonly SeenRow[] {
  const { order } = side.of(state);
  const of = (row: SeenRow): number => {
    if (order === 'loss') return row.mean.value;
    return (order === 'spend' ? row.spendPerYear : togetherOf(row, state)) ?? row.mean.value;
  };
  return seen(state).toSorted((a, b) => of(a) - of(b) || (a.name < b.name ? -1 : 1));
}

const ALL: readonly LimitStatus[] = ['outside', 'at margin', 'not resolved', 'within'];

/** `3 ✗  2 ≈  1 ?`; `all ✓` where all hold. */
function limitWords(row: SeenRow, { model }: State, theme: Theme): string {
  const idle = new Set((model?.limits ?? []).flatMap(({ id, saysNothing }) => (saysNothing ? [id] : [])));
  const limits = row.limits.filter(({ id }) => !idle.has(id));
  if (limits.length === 0) return '';
  const count = (status: LimitStatus): number => limits.filter((limit) => limit.status === status).length;
  if (count('within') === limits.length) return theme.good(`all ${theme.glyphs.within}`);
  return ALL.filter((status) => status !== 'within' && count(status) > 0)
    .map((status) => statusPaintOf(status, theme)(`${String(count(status))} ${markOf(status, theme)}`))
    .join(isSpoken(theme) ? ', ' : ' ');
}

/** The name of a row; of one that is marked with what says so. */
function markedName(name: string, marked: readonly string[], theme: Theme): string {
  const words = theme.words(printable(name));
  if (!marked.includes(name)) return words;
  return isSpoken(theme) ? `${words}, marked` : `* ${words}`;
}

const table: Panel = {
  id: 'rows',
  title: ({ model }) =>
    model?.periodHours === 8760 ? 'Side by side on the same futures, a year' : 'Side by side on the same futures',
  note: (state) => `sorted by ${side.of(state).order}`,
  rows: (state) => ordered(state).map(({ name }) => ({ id: name, text: name })),
  draw: (state, { width, height, theme, isFocused }) => {
    const { model } = state;
    if (model === null) return [];
    const { failure, marked } = side.of(state);
    const all = seen(state);
    if (rowsOf(state).length < 2 || all.length === 0) {
      if (failure !== null) return [theme.bad(cut(`  ${theme.words(failure)}`, width))];
      return rowsOf(state).length < 2
        ? [
            cut('  Nothing to compare with: the file has no portfolio and no scenario.', width),
            theme.quiet(cut('  A what-if stands here beside today as soon as there is one.', width)),
          ]
        : [theme.quiet('  the rows are run once today is settled')];
    }
    const { rows, cursor } = shownRows(state, tab, table);
    const byName = new Map(all.map((row) => [row.name, row]));
    const isPriced = all.some(({ spendPerYear }) => spendPerYear !== null);
    const sum = (value: number, error = 0): string => theme.words(money(value, model.currency, error));
    return tableLines(
      {
        columns: [
          { grows: true, header: '' },
          ...(isPriced ? [{ align: 'right' as const, header: 'spend' }] : []),
          { align: 'right', header: 'mean loss' },
          ...(isPriced ? [{ align: 'right' as const, header: 'together' }] : []),
          { align: 'right', header: '1 in 100' },
          ...(model.limits.length === 0 ? [] : [{ header: 'limits' }]),
        ],
        count: rows.length,
        row: (index) => {
          const row = byName.get(rows[index]?.id ?? '');
          if (row === undefined) return [];
          const together = togetherOf(row, state);
          const isSeen = row.mean.value > 0;
          const error = isSeen ? moneyError(row.mean.standardError, model.currency).replace('± ', '±') : '';
          return [
            markedName(row.name, marked, theme),
            ...(isPriced ? [row.spendPerYear === null ? '' : sum(row.spendPerYear)] : []),
            `${isSeen ? sum(row.mean.value, row.mean.standardError) : 'none seen'}${theme.quiet(theme.words(error === '' ? '' : ` ${error}`))}`,
            ...(isPriced ? [together === null ? '' : sum(together, isSeen ? row.mean.standardError : 0)] : []),
            theme.words(doubted(money(row.oneIn100.value, model.currency, row.oneIn100.standardError), row.oneIn100)),
            ...(model.limits.length === 0 ? [] : [limitWords(row, state, theme)]),
          ];
        },
        cursor,
        isFocused,
        gap: 2,
      },
      width,
      height,
      theme,
    );
  },
};

/** The row under the cursor, and the first one. */
function chosenRow(state: State): { readonly row: SeenRow | null; readonly first: SeenRow | null } {
  const name = rowAt(state, tab, table)?.id;
  const all = seen(state);
  const first = rowsOf(state)[0]?.name;
  return { row: all.find((one) => one.name === name) ?? null, first: all.find((one) => one.name === first) ?? null };
}

const words: Panel = {
  id: 'words',
  title: (state) => {
    const { row, first } = chosenRow(state);
    return row === null || first === null || row.name === first.name
      ? 'Against the first'
      : `${printable(row.name)} against ${printable(first.name)}`;
  },
  draw: (state, { width, theme }) => {
    const { row, first } = chosenRow(state);
    const comparison = row?.comparison ?? null;
    const { model } = state;
    if (row === null || first === null || comparison === null || model === null) {
      if (row !== null && row.name !== first?.name) return [theme.quiet('  not run yet on the futures of the first')];
      return wrap('Choose a row: it is set against the first, the differences paired future by future.', width - 4).map(
        (line) => `  ${theme.quiet(line)}`,
      );
    }
    const text = wrap(theme.words(printable(comparedWords(row, first, comparison, state))), width - 4);
    const causes = Object.entries(comparison.threats)
      .filter(([, { lossCaused }]) => lossCaused.value !== 0)
      .slice(0, 5)
      .map(
        ([id, { lossCaused }]) =>
          `   ${theme.words(printable(rootWords(id)))}  ${differenceWords(lossCaused, model.currency, theme)}`,
      );
    return [...text.map((line) => `  ${line}`), ...causes.map((line) => cut(line, width))];
  },
};

const changesAt = (state: State): readonly Change[] | null => {
  const name = rowAt(state, tab, table)?.id;
  return rowsOf(state).find((row) => row.name === name)?.changes ?? null;
};

/** Why the chosen row cannot become the what-if; null where it can. */
function notToTake(state: State): string | null {
  const changes = changesAt(state);
  if (changes === null) return 'no row is known yet';
  if (sameChanges(changes) !== sameChanges(savable(state.whatIf))) return null;
  return changes.length === 0 ? 'that is today' : 'it is the what-if already';
}

/** Rows as they are shown, for export. */
export function comparedTable(state: State): readonly (readonly (string | number | null)[])[] {
  // Of what was not seen once only a bound is known, which is no error
  return ordered(state).map((row) => [
    row.name,
    row.spendPerYear,
    row.mean.value > 0 ? row.mean.value : null,
    row.mean.value > 0 ? row.mean.standardError : null,
    togetherOf(row, state),
    row.oneIn100.value,
    row.oneIn100.standardError,
    row.comparison?.loss.mean.value ?? null,
    row.comparison?.loss.mean.standardError ?? null,
    ...row.limits.map(({ status }) => status),
  ]);
}

export const comparedHeaders = (state: State): readonly string[] => [
  'row',
  'spend a year',
  'mean loss',
  'mean loss, standard error',
  'spend and loss a year',
  '1 in 100',
  '1 in 100, standard error',
  `difference of the mean from ${rowsOf(state)[0]?.name ?? 'today'}`,
  'difference, standard error',
  ...(state.model?.limits ?? []).map(({ id }) => `limit ${id}`),
];

const tab: Tab = {
  id: 'what-if.compare',
  name: 'Compare',
  purpose:
    'Portfolios and scenarios of the file and the what-if, side by side on the same futures. ' +
    'Mark a row with space to set the others against it; enter takes a row as the what-if.',
  panels: [table, words],
  arrangement: (state, _columns, rows) => ({
    kind: 'stack',
    of: [
      { kind: 'panel', panel: 'rows', rows: Math.max(5, Math.min(2 + rowsOf(state).length, rows - 6)) },
      { kind: 'panel', panel: 'words' },
    ],
  }),
  commands: [
    {
      id: 'what-if.take-row',
      keys: ['enter'],
      name: 'take it',
      sentence: 'Take the chosen row as the what-if',
      panel: 'rows',
      obstacle: notToTake,
      run: (state) => {
        const changes = changesAt(state);
        return changes === null ? [state, []] : taken(state, changes);
      },
    },
    {
      id: 'what-if.mark',
      keys: ['space'],
      name: 'mark',
      sentence: 'Mark the chosen row: the others are set against the first that is marked',
      panel: 'rows',
      obstacle: (state) => (rowAt(state, tab, table) === null ? 'no row is known yet' : null),
      run: (state) => {
        const name = rowAt(state, tab, table)?.id ?? '';
        const known = side.of(state);
        const marked = known.marked.includes(name)
          ? known.marked.filter((one) => one !== name)
          : [...known.marked, name];
        return both([side.with(state, { ...known, marked }), []], asked);
      },
    },
    {
      id: 'what-if.order',
      keys: ['o'],
      name: 'sort',
      sentence: 'Sort by spend and loss together, by spend, or by mean loss',
      obstacle: (state) => (seen(state).length === 0 ? 'no row is known yet' : null),
      run: (state) => {
        const known = side.of(state);
        const order = ORDERS[(ORDERS.indexOf(known.order) + 1) % ORDERS.length] ?? 'together';
        return [side.with(state, { ...known, order }), []];
      },
    },
    {
      id: 'run-on',
      keys: ['r'],
      name: 'settle the ?',
      sentence: 'Run the rows on four times as many trials',
      obstacle: (state) => {
        if (side.of(state).known === null) return 'no row is known yet';
        return side.of(state).trials >= MOST_TRIALS ? 'four million trials a row are the most here' : null;
      },
      run: (state) => {
        const known = side.of(state);
        return asked(side.with(state, { ...known, trials: known.trials * GROWTH }));
      },
    },
  ],
  next: (state) => {
    if (isUnsaved(state)) return nextAfterChange(state);
    return notToTake(state) === null
      ? { command: 'what-if.take-row', words: 'take it' }
      : { command: 'what-if.mark', words: 'compare with it' };
  },
  status: (state, _width, theme) => {
    const all = seen(state);
    const rows = rowsOf(state).length;
    if (all.length === 0 || rows < 2) return null;
    const done = all.length < rows ? `${String(all.length)} of ${String(rows)} rows, ` : '';
    const sizes = new Set(all.map((row) => row.trials));
    const size = (count: number): string => count.toLocaleString('en-GB');
    const [most, least] = [Math.max(...sizes), Math.min(...sizes)];
    const words = most === least ? `${size(most)} trials each` : `${size(least)} trials, what is settled ${size(most)}`;
    const hasSign = !isSpoken(state) && all.some((row) => openLimits(row.limits).length > 0);
    const open = hasSign ? ' · ? too few' : '';
    return theme.quiet(theme.words(` ${done}${words}, the same futures${open}`));
  },
};

export const compareTab: Tab = tab;
