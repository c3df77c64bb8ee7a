/** What-if, Spend: at least, best, at most; what each limit costs; the best that each budget buys. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { counted } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { sure } from '../../results/format/share.ts';
import { limitLetter } from '../../report/run/appetite-table.ts';
import { frontierChart } from '../charts/frontier.ts';
import { standingWords } from '../charts/doughnut.ts';
import { both, type Command } from '../commands/command.ts';
import { tableLines } from '../draw/table.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { cut, firstThatFits } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import { rowAt, shownRows } from '../state/navigation.ts';
import type { Arrangement, Panel, Tab } from '../state/product.ts';
import { noDoughnut } from '../state/rings.ts';
import { isUnsaved, slot, type State } from '../state/state.ts';
import { changed, isLeftOut, taken, withLevels } from '../state/what-if.ts';
import { empty } from '../words/empty.ts';
import { noRingsOf } from '../words/no-rings.ts';
import { resultOf } from '../words/scene.ts';
import { nextAfterChange } from './controls.ts';
import { limitCostWords } from './limit-costs.ts';
import { budgetRow, doughnutRows, wholeCost } from './what-if-doughnut.ts';
import { documentOf, frontierTable, planWords, plansOf, TABLE_HEADERS } from './spend-plans.ts';
import { askRings, knownRings, ringCommands, ringsAskedFor } from './what-if-rings.ts';

interface Shown {
  /** The plan of the frontier that the budget buys; null before one was chosen. */
  readonly plan: number | null;
  readonly asTable: boolean;
}

const shown = slot<Shown>('what-if.spend', { plan: null, asTable: false });

/** What a panel says while there are no rings. */
function noRings(state: State, width: number, theme: Theme): string[] {
  const { model } = state;
  if (model === null) return [];
  const nothing = noDoughnut(state);
  if (nothing !== null) return empty(nothing, width, theme);
  const known = knownRings(state);
  if (known?.failure !== null && known?.failure !== undefined) {
    return [theme.bad(cut(`  ${theme.words(known.failure)}`, width))];
  }
  if (known === null) return [theme.quiet('  worked out once today is settled')];
  return [theme.quiet(`  being worked out${known.progress === null ? '' : `: ${known.progress}`}`)];
}

/** The rest is what controls cost the business: friction, secondment, business turned away. */
const OF_BUDGET = ' of it, budget';

/** What rings of other conditions than those of the what-if say of themselves. */
function oldWords(state: State): string {
  const known = knownRings(state);
  return known?.isOld === true ? `, old: worked out anew${known.progress === null ? '' : `, ${known.progress}`}` : '';
}

const rings: Panel = {
  id: 'rings',
  title: () => 'What security should cost, a year',
  note: (state) => {
    const document = documentOf(state);
    return document === null ? '' : `${ringsAskedFor(state, document)}${oldWords(state)}`;
  },
  draw: (state, { width, height, theme }) => {
    const document = documentOf(state);
    const { model } = state;
    if (model === null || document === null) return noRings(state, width, theme);
    if (document.rings === undefined) {
      const best = Object.entries(document.noSafeSpace?.bestConfidence ?? {});
      const worst = best.toSorted(([, a], [, b]) => a.value - b.value)[0];
      const nearest =
        worst === undefined
          ? ''
          : ` Whatever is bought, it is at best ${sure(worst[1].value)} sure that ${worst[0]} is kept.`;
      const { said, ways } = noRingsOf(document);
      const lines = (words: string): readonly string[] =>
        wrap(theme.words(printable(words)), width - 4).map((line) => `  ${line}`);
      return [...lines(`${said}.${nearest}`).map(theme.bad), ...lines(ways)].slice(0, height);
    }
    const sum = (value: number): string => theme.words(money(value, model.currency));
    const rows = doughnutRows(state);
    const ofBudget = budgetRow(state);
    const paid = ofBudget === null ? [] : [{ name: OF_BUDGET, row: ofBudget }];
    const ordered = [...rows.slice(-1), ...paid, ...rows.slice(0, -1)].slice(0, Math.max(1, height - 1));
    const hasWhatIf = rows.some(({ row }) => row.whatIf !== null);
    return tableLines(
      {
        columns: [
          { grows: true, header: '' },
          { align: 'right', header: 'at least' },
          { align: 'right', header: 'best' },
          { align: 'right', header: 'at most' },
          ...(hasWhatIf ? [{ align: 'right' as const, header: 'what-if' }] : []),
          { align: 'right', header: 'today' },
          { width: 18, header: '' },
        ],
        count: ordered.length,
        row: (index) => {
          const one = ordered[index];
          if (one === undefined) return [];
          const { name, row } = one;
          return [
            theme.words(printable(name === 'TOTAL' ? 'whole' : name)),
            sum(row.atLeast),
            sum(row.best),
            sum(row.atMost),
            ...(hasWhatIf ? [row.whatIf === null ? '' : sum(row.whatIf)] : []),
            sum(row.today),
            name === OF_BUDGET ? '' : ` ${standingWords(row, sum, theme)}`,
          ];
        },
        cursor: -1,
        isFocused: false,
        gap: 2,
      },
      width,
      height,
      theme,
    );
  },
};

const limits: Panel = {
  id: 'limit-costs',
  title: () => 'What each limit costs, a year',
  rows: ({ model }) =>
    (model?.limits ?? []).map(({ id, subject }) => ({ id, text: `${id} ${subject}`, chosen: { kind: 'limit', id } })),
  draw: (state, { width, height, theme, isFocused }) => {
    const { model } = state;
    if (model === null) return [];
    if (model.limits.length === 0) return empty('noLimits', width, theme);
    const { rows, cursor } = shownRows(state, tab, limits);
    if (rows.length === 0) return nothingMatches(state, tab, limits, width, theme);
    return tableLines(
      {
        columns: [{ width: 1 }, {}, { align: 'right' }, { grows: true }],
        count: rows.length,
        row: (index) => {
          const id = rows[index]?.id ?? '';
          const at = model.limits.findIndex((limit) => limit.id === id);
          return [limitLetter(at), theme.words(printable(id)), ...limitCostWords(state, id, theme)];
        },
        cursor,
        isFocused,
      },
      width,
      height,
      theme,
    );
  },
};

/** The plan that stands under the budget: the dearest that costs no more than the what-if at first. */
function planAt(state: State): number {
  const plans = plansOf(state);
  const { plan } = shown.of(state);
  if (plan !== null) return Math.max(0, Math.min(plans.length - 1, plan));
  const spend = wholeCost(state) ?? 0;
  return Math.max(
    0,
    plans.findLastIndex((each) => each.spend.value <= spend * (1 + 1e-9)),
  );
}

const frontier: Panel = {
  id: 'frontier',
  title: () => 'The best that each budget buys',
  note: () => 'mean loss, by spend a year',
  takesFocus: true,
  spoken: (state, theme) => {
    const all = frontierTable(state, theme).map((cells) =>
      cells.map((cell, c) => `${TABLE_HEADERS[c] ?? ''} ${cell}`).join(', '),
    );
    const at = planAt(state);
    return all.length === 0 ? null : { now: [`budget ${at + 1} of ${all.length}, ${all[at] ?? ''}`], all };
  },
  draw: (state, { width, height, theme, isFocused }) => {
    const { model, changed: whatIf } = state;
    const plans = plansOf(state);
    if (model === null || documentOf(state) === null) return noRings(state, width, theme);
    if (plans.length === 0) return [theme.quiet('  no plan was found')];
    const at = planAt(state);
    const chosen = plans[at];
    if (shown.of(state).asTable) {
      const rows = frontierTable(state, theme);
      return tableLines(
        {
          columns: TABLE_HEADERS.map((header, column) =>
            column === 4 ? { grows: true as const, header } : { align: 'right' as const, header },
          ),
          count: rows.length,
          row: (index) => rows[index] ?? [],
          cursor: at,
          isFocused,
        },
        width,
        height,
        theme,
      );
    }
    const known = resultOf(whatIf?.answer);
    const perYear = 8760 / model.periodHours;
    const whatIfSpend = whatIf?.isOld === false ? wholeCost(state) : null;
    const marks =
      known === null || whatIfSpend === null || state.whatIf.changes.length === 0
        ? []
        : [{ spend: whatIfSpend, loss: known.loss.mean.value * perYear, sign: 'o' }];
    const { current } = documentOf(state)?.plans ?? {};
    const today =
      current === undefined ? [] : [{ spend: current.spend.value, loss: current.riskCost.value, sign: 't' }];
    const here = chosen === undefined ? [] : [{ spend: chosen.spend.value, loss: chosen.riskCost.value, sign: '#' }];
    const words = chosen === undefined ? '' : `# ${planWords(state, chosen, theme)}`;
    const signs = `  # budget  t today${marks.length === 0 ? '' : '  o what-if'}`;
    const legend = firstThatFits([`${signs}   left, right: budget; enter takes it`, signs], width);
    // A curve of less than six rows says too little for a second row of words
    const lines = height < 10 ? [words] : wrap(words, width - 4);
    const below = [...lines.map((line, row) => cut(`${row === 0 ? '  ' : '    '}${line}`, width)), theme.quiet(legend)];
    if (height < 6) return below.slice(0, height);
    const chart = frontierChart(
      { plans: documentOf(state)?.frontier ?? plans, marks: [...today, ...marks, ...here], currency: model.currency },
      width,
      height - below.length,
      theme,
    );
    return [...chart, ...below];
  },
};

const budget = (id: string, keys: readonly string[], by: 1 | -1, name: string, sentence: string): Command => ({
  id,
  keys,
  name,
  ...(by < 0 ? { both: 'budget' } : {}),
  sentence,
  obstacle: (state) => {
    if (plansOf(state).length === 0) return 'no rings are known yet';
    return plansOf(state)[planAt(state) + by] === undefined ? 'there is no further plan' : null;
  },
  run: (state) => [shown.with(state, { ...shown.of(state), plan: planAt(state) + by }), []],
});

/** Why what the budget buys cannot become the what-if; null where it can. */
function notToTake(state: State): string | null {
  const plan = plansOf(state)[planAt(state)];
  if (plan === undefined) return 'no rings are known yet';
  const isTaken = JSON.stringify(withLevels(state, plan.portfolio)) === JSON.stringify(state.whatIf.changes);
  if (!isTaken) return null;
  return state.whatIf.changes.length === 0 ? 'that is today' : 'it is the what-if already';
}

const limitId = (state: State): string | null => rowAt(state, tab, limits)?.id ?? null;

const tab: Tab = {
  id: 'what-if.spend',
  name: 'Spend',
  purpose:
    'What security should cost: less than at least is dangerous, more than at most is waste. Leave a limit out to see what it costs, ' +
    'move the budget to see the best that it buys.',
  panels: [rings, limits, frontier],
  arrangement: (state, _columns, rows): Arrangement => {
    // Where there is no ring, why and what to do then has up to four lines
    const known = documentOf(state);
    const ofRings = doughnutRows(state).length + (budgetRow(state) === null ? 2 : 3);
    const count = known !== null && known.rings === undefined ? 5 : ofRings;
    const ofLimits = 1 + (state.model?.limits.length ?? 1);
    return {
      kind: 'stack',
      of: [
        { kind: 'panel', panel: 'rings', rows: Math.max(3, Math.min(count, rows - 14)) },
        {
          kind: 'panel',
          panel: 'limit-costs',
          rows: Math.max(3, Math.min(ofLimits, Math.max(4, Math.floor(rows / 3)))),
        },
        { kind: 'panel', panel: 'frontier' },
      ],
    };
  },
  commands: [
    {
      id: 'what-if.leave-out',
      keys: ['space'],
      name: 'leave it out',
      sentence: 'Leave the chosen limit out of what security should cost, or count it again',
      panel: 'limit-costs',
      obstacle: (state) => (limitId(state) === null ? 'there is no limit' : null),
      run: (state) => {
        const limit = limitId(state);
        if (limit === null) return [state, []];
        const next = isLeftOut(state, limit)
          ? taken(
              state,
              state.whatIf.changes.filter((change) => change.kind !== 'without' || change.limit !== limit),
            )
          : changed(state, { kind: 'without', limit });
        return both(next, askRings);
      },
    },
    budget('what-if.less', ['left', 'h'], -1, 'less', 'Move the budget down along the frontier'),
    budget('what-if.more', ['right', 'l'], 1, 'more', 'Move the budget up along the frontier'),
    {
      id: 'what-if.take-plan',
      keys: ['enter'],
      name: 'take it',
      sentence: 'Take what the budget buys as the what-if',
      obstacle: notToTake,
      run: (state) => {
        const plan = plansOf(state)[planAt(state)];
        return plan === undefined ? [state, []] : taken(state, withLevels(state, plan.portfolio));
      },
    },
    ...ringCommands,
    {
      id: 'what-if.spend-table',
      keys: ['t'],
      name: 'as a table',
      sentence: 'Show the frontier as a table, or as a chart',
      obstacle: (state) => (plansOf(state).length === 0 ? 'no rings are known yet' : null),
      run: (state) => [shown.with(state, { ...shown.of(state), asTable: !shown.of(state).asTable }), []],
    },
  ],
  next: (state) => {
    if (isUnsaved(state)) return nextAfterChange(state);
    if (plansOf(state).length === 0) return { command: 'figure', words: 'change any figure' };
    if (notToTake(state) === null) return { command: 'what-if.take-plan', words: 'take what it buys' };
    const isLast = planAt(state) + 1 >= plansOf(state).length;
    return isLast
      ? { command: 'what-if.less', words: 'a smaller budget' }
      : { command: 'what-if.more', words: 'a larger budget' };
  },
  status: (state, _width, theme) => {
    const document = documentOf(state);
    if (document === null || knownRings(state)?.isOld === true) return null;
    const { tried, trials, worlds } = document;
    const all = tried.isEvery ? 'all tried' : 'found by search';
    return theme.quiet(
      theme.words(
        ` ${counted(tried.portfolios, 'portfolio')}, ${all} · ${counted(trials, 'trial')} each, ${counted(worlds, 'world')}, same futures`,
      ),
    );
  },
};

export const spendTab: Tab = tab;
