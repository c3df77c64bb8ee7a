/** Risks, Register: what can happen, how soon, how bad. */
import { counted, wholeNumber } from '../../results/format/count.ts';
import { perSpan } from '../../results/format/time.ts';
import { registerCommands } from '../commands/risks.ts';
import { sheetLines } from '../draw/sheet.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { tableLines, type TableColumn } from '../draw/table.ts';
import { firstThatFits } from '../draw/text.ts';
import { isSpoken } from '../draw/theme.ts';
import { shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import { orderSlot, riskAtCursor, riskRows, risksOf, type Risk } from '../state/risks.ts';
import type { State } from '../state/state.ts';
import { risksSlot } from '../state/study.ts';
import { nextWords, riskParts, sumWords } from '../words/risk-words.ts';

const cellsOf = ({ id, view, given, cost, part }: Risk, currency: string): readonly string[] => [
  id,
  view === null ? '…' : nextWords(view.next),
  given === null ? '…' : sumWords(given.mean, currency),
  given === null ? '' : sumWords(given.oneIn20, currency),
  cost === null ? '…' : sumWords(cost, currency),
  part.replace('under ', '<'),
];

const registerPanel: Panel = {
  id: 'register',
  title: () => 'Risk, when next, if it happens, what it costs',
  note: (state) => (state.model === null ? '' : perSpan(state.model.periodHours)),
  rows: riskRows,
  why: (state) => {
    const risk = chosenRisk(state);
    if (state.model === null || risk === null) return null;
    const parts = riskParts(risk, state.model.currency, perSpan(state.model.periodHours));
    return {
      title: `All of ${risk.id}`,
      paragraphs: parts.flatMap((part) => (part.kind === 'words' ? [part.text] : [])),
    };
  },
  draw: (state, { width, height, theme, isFocused }) => {
    const { model } = state;
    if (model === null) return [];
    if (model.threats.length === 0) {
      return sheetLines(
        [
          {
            kind: 'words',
            text: 'No threats in this model: nothing happens in it of itself. On the map f lets a node fail.',
          },
        ],
        width,
        theme,
      );
    }
    const { rows, cursor } = shownRows(state, registerTab, registerPanel);
    if (rows.length === 0) return nothingMatches(state, registerTab, registerPanel, width, theme);
    const risks = new Map(risksOf(state).map((risk) => [risk.id, risk]));
    const columns: readonly TableColumn[] = [
      { grows: true, header: '' },
      { align: 'right', header: 'nine in ten', said: 'when next' },
      { align: 'right', header: 'mean', said: 'if it happens' },
      { align: 'right', header: '1 in 20', said: '1 case in 20 over' },
      { align: 'right', header: 'cost' },
      { align: 'right', header: 'share' },
    ];
    const row = (index: number): readonly string[] => {
      const risk = risks.get(rows[index]?.id ?? '');
      return risk === undefined ? [] : cellsOf(risk, model.currency).map((cell) => theme.words(cell));
    };
    return tableLines({ columns, count: rows.length, row, cursor, isFocused, gap: 2 }, width, height, theme);
  },
};

/** The chosen risk. */
function chosenRisk(state: State): Risk | null {
  const id = riskAtCursor(state);
  return risksOf(state).find((risk) => risk.id === id) ?? null;
}

const detailPanel: Panel = {
  id: 'risk',
  title: (state) => riskAtCursor(state) ?? 'Nothing is chosen',
  draw: (state, { width, theme }) => {
    const { model } = state;
    const risk = chosenRisk(state);
    if (model === null || risk === null) return [];
    const failure = risksSlot.of(state)?.failure ?? null;
    const parts = riskParts(risk, model.currency, perSpan(model.periodHours));
    const all = failure === null ? parts : [{ kind: 'words', text: failure, tone: 'bad' } as const, ...parts];
    return sheetLines(all, width, theme);
  },
};

/** How many risks were played, in how many cases; `…` stands where one was not. */
function playedWords(state: State): string {
  const risks = risksOf(state);
  const trials = risks.flatMap(({ given }) => (given === null ? [] : [given.trials]));
  if (trials.length === 0) return 'being played';
  if (trials.length < risks.length) {
    return `${wholeNumber(trials.length)} of ${wholeNumber(risks.length)} played so far, the dearest first`;
  }
  const [least, most] = [Math.min(...new Set(trials)), Math.max(...new Set(trials))];
  return least === most ? `${wholeNumber(most)} cases each` : `${wholeNumber(least)} to ${wholeNumber(most)} cases`;
}

export function risksStatus(state: State, width: number): string {
  const given = ` if it happens: ${playedWords(state)}`;
  const ways = [
    `${given}, nothing prevents it · when next: by its own law`,
    `${given}, nothing prevents it · next: by its law`,
    `${given}, nothing prevents it`,
    given,
  ];
  return firstThatFits(ways, width);
}

export const registerTab: Tab = {
  id: 'risks.register',
  name: 'Register',
  purpose:
    'What can happen, how soon, how bad. When it comes next is derived from the law of the threat; what it does comes from cases in which it happens.',
  panels: [registerPanel, detailPanel],
  arrangement: (state, _, rows) => ({
    kind: 'stack',
    of: [
      {
        kind: 'panel',
        panel: 'register',
        rows: Math.min(Math.max(4, (state.model?.threats.length ?? 0) + 3), Math.max(4, rows - 9)),
      },
      { kind: 'panel', panel: 'risk' },
    ],
  }),
  aside: (state) =>
    `${counted(state.model?.threats.length ?? 0, 'risk')}${isSpoken(state) ? ', sorted by ' : '   o sort: '}${orderSlot.of(state)}`,
  commands: registerCommands,
  next: (state) => (riskAtCursor(state) === null ? null : { command: 'risks.happen', words: 'let it happen' }),
  status: (state, width, theme) => theme.quiet(theme.words(risksStatus(state, width))),
};
