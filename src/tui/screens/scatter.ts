/** Risks, Scatter: how bad against how soon. */
import { counted } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { scatter } from '../charts/scatter.ts';
import { scatterCommands } from '../commands/risks.ts';
import { sheetLines } from '../draw/sheet.ts';
import { isSpoken } from '../draw/theme.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { tableLines } from '../draw/table.ts';
import { shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import { riskAtCursor, riskMarks, riskRows, risksOf, tableSlot } from '../state/risks.ts';
import { nextWords, sumWords } from '../words/risk-words.ts';
import { wrap } from '../../report/text/wrap.ts';
import { risksStatus } from './register.ts';

const scatterPanel: Panel = {
  id: 'scatter',
  title: () => 'How bad, against how soon',
  note: (state) => (tableSlot.of(state) || isSpoken(state) ? 'nine in ten' : 'up and to the left is worse'),
  rows: riskRows,
  draw: (state, { width, height, theme, isFocused }) => {
    const { model } = state;
    if (model === null) return [];
    if (model.threats.length === 0) {
      return sheetLines([{ kind: 'words', text: 'No threats in this model.' }], width, theme);
    }
    const { rows, cursor } = shownRows(state, scatterTab, scatterPanel);
    if (rows.length === 0) return nothingMatches(state, scatterTab, scatterPanel, width, theme);
    const shown = new Set(rows.map(({ id }) => id));
    const all = risksOf(state);
    const marks = riskMarks(all);
    const risks = all.filter(({ id }) => shown.has(id));
    if (tableSlot.of(state) || isSpoken(theme)) {
      const byId = new Map(risks.map((risk) => [risk.id, risk]));
      const row = (index: number): readonly string[] => {
        const risk = byId.get(rows[index]?.id ?? '');
        if (risk === undefined) return [];
        const { view, given } = risk;
        return [
          marks.get(risk.id) ?? '',
          risk.id,
          view === null ? '…' : nextWords(view.next),
          given === null ? '…' : sumWords(given.least, model.currency),
          given === null ? '' : sumWords(given.mean, model.currency),
          given === null ? '' : sumWords(given.oneIn20, model.currency),
        ].map((cell) => theme.words(cell));
      };
      return tableLines(
        {
          columns: [
            { width: 1 },
            { grows: true, header: 'risk' },
            { align: 'right', header: 'when next' },
            { align: 'right', header: '1 in 20 below' },
            { align: 'right', header: 'mean' },
            { align: 'right', header: '1 in 20 above' },
          ],
          count: rows.length,
          row,
          cursor,
          isFocused,
          gap: 2,
        },
        width,
        height,
        theme,
      );
    }
    const chosen = rows[cursor]?.id ?? null;
    // Those that cost most, and the chosen one
    const known = risks.filter(({ given }) => given !== null);
    const lettered = known.filter(({ id }) => marks.get(id) !== '*' || id === chosen);
    const points = lettered.flatMap(({ id, view, given }) =>
      view === null || given === null || !Number.isFinite(view.next.low)
        ? []
        : [
            {
              ...view.next,
              mark: marks.get(id) ?? '*',
              severity: given.mean.value,
              range: { low: given.least.value, high: given.oneIn20.value },
              isChosen: id === chosen,
            },
          ],
    );
    const free = lettered.filter(({ given }) => given?.mean.value === 0).map(({ id }) => id);
    const never = lettered.filter(({ view }) => view !== null && !Number.isFinite(view.next.low)).map(({ id }) => id);
    const left = known.length - lettered.length;
    const unplayed = risks.length - known.length;
    const names = lettered
      .map(({ id }) => `${id === chosen ? '[' : ''}${marks.get(id) ?? '*'} ${id}${id === chosen ? ']' : ''}`)
      .concat(left === 0 ? [] : [`and ${counted(left, 'risk')} that cost less: t for the table`])
      .join('   ');
    const beside = [
      ...(unplayed === 0 ? [] : [`${counted(unplayed, 'risk')} not played yet: no place so far`]),
      ...(free.length === 0 ? [] : [`costs nothing where it happens, so has no place: ${free.join(', ')}`]),
      ...(never.length === 0 ? [] : [`never comes, so has no place: ${never.join(', ')}`]),
    ];
    const words = [
      names,
      `capitals: over ${percent(0.2)} of the cost. Bars: nine in ten; upright, what the chosen one costs.`,
      ...beside,
    ].flatMap((text) => wrap(theme.words(text), Math.max(10, width - 4)).map((line) => theme.quiet(`  ${line}`)));
    const below = words.slice(0, Math.max(2, Math.floor(height / 3)));
    if (points.length === 0) {
      const waits = unplayed > 0;
      const why = waits ? 'the cases are being played …' : 'No risk both comes and costs something.';
      return [theme.quiet(`  ${theme.words(why)}`), ...below].slice(0, height);
    }
    return [...scatter(points, model.currency, width, height - below.length, theme), ...below];
  },
};

export const scatterTab: Tab = {
  id: 'risks.scatter',
  name: 'Scatter',
  purpose:
    'How bad each risk is if it happens, against how soon it comes, both with what nine in ten cases lie between.',
  panels: [scatterPanel],
  arrangement: () => ({ kind: 'panel', panel: 'scatter' }),
  aside: (state) =>
    `${counted(state.model?.threats.length ?? 0, 'risk')}${isSpoken(state) ? '' : `   t ${tableSlot.of(state) ? 'as a chart' : 'as a table'}`}`,
  commands: scatterCommands,
  next: (state) => (riskAtCursor(state) === null ? null : { command: 'risks.happen', words: 'let it happen' }),
  status: (state, width, theme) => theme.quiet(theme.words(risksStatus(state, width))),
};
