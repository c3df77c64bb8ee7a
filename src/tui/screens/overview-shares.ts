/** Rankings of an overview: what costs most, where it starts, who bears it, how things fall. */
import { rootWords } from '../../results/names.ts';
import { money } from '../../results/format/money.ts';
import { doubted } from '../../results/format/doubted.ts';
import { partOf, percent } from '../../results/format/share.ts';
import { counted, listed, plainNumber } from '../../results/format/count.ts';
import { perSpan } from '../../results/format/time.ts';
import type { Estimate } from '../../results/estimate.ts';
import { barOf, isSpoken } from '../draw/theme.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { tableLines } from '../draw/table.ts';
import type { Row } from '../state/lists.ts';
import { shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import { shownFigures, type Chosen, type State } from '../state/state.ts';
import { empty } from '../words/empty.ts';
import { aheadPulse } from '../words/looks.ts';
import { resultOf } from '../words/scene.ts';
import { printable } from '../../report/text/display-width.ts';

/** One of a ranking: money a period, or a share. */
interface Ranked {
  readonly id: string;
  readonly loss: Estimate;
  readonly chosen: Chosen | null;
  /** Of a bearer: whether what it loses is no part of the losses that count. */
  readonly isShownOnly?: boolean;
}

const byLoss = (a: Ranked, b: Ranked): number => b.loss.value - a.loss.value || (a.id < b.id ? -1 : 1);

/** What caused the loss: threats, and what else a document names. */
function causes(state: State): readonly Ranked[] {
  const figures = shownFigures(state);
  const pulse = aheadPulse(figures);
  if (pulse !== null) {
    return Object.entries(pulse.causes)
      .map(([id, value]): Ranked => ({ id, loss: { value, standardError: value / 5 }, chosen: { kind: 'threat', id } }))
      .filter(({ loss }) => loss.value > 0)
      .toSorted(byLoss);
  }
  const result = resultOf(figures?.answer);
  if (result === null) return [];
  const ofControls = Object.entries(result.controls).flatMap(([id, { lossCaused }]): Ranked[] =>
    lossCaused === undefined ? [] : [{ id: `${id} not bought`, loss: lossCaused, chosen: { kind: 'control', id } }],
  );
  return [
    ...Object.entries(result.threats).map(([id, { lossCaused }]): Ranked => ({
      id,
      loss: lossCaused,
      chosen: { kind: 'threat', id },
    })),
    ...ofControls,
    { id: 'shocks of the scenario', loss: result.sourcesOfLoss.shocks, chosen: null },
  ]
    .filter(({ loss }) => loss.value > 0)
    .toSorted(byLoss);
}

/** A column of the nodes of what is shown. */
function byNode(state: State, figure: 'lossCaused' | 'lossBorne'): readonly Ranked[] {
  const nodes = shownFigures(state)?.answer?.nodes;
  if (nodes === undefined) return [];
  const [values, errors] = [nodes.values[figure], nodes.errors[figure]];
  return nodes.ids
    .map((id, index): Ranked => ({
      id,
      loss: { value: values[index] ?? 0, standardError: errors[index] ?? 0 },
      chosen: { kind: 'node', id },
    }))
    .filter(({ loss }) => loss.value > 0)
    .toSorted(byLoss);
}

function bearers(state: State): readonly Ranked[] {
  const answer = shownFigures(state)?.answer;
  const counted = answer?.document.lossesCounted ?? [];
  return Object.entries(resultOf(answer)?.loss.byBearer ?? {})
    .map(([id, loss]): Ranked => ({ id, loss, chosen: null, isShownOnly: !counted.includes(id) }))
    .filter(({ loss }) => loss.value > 0)
    .toSorted(byLoss);
}

interface RankingOf {
  readonly id: string;
  readonly title: (per: string) => string;
  readonly of: (state: State) => readonly Ranked[];
  /** Shares are of what counts; bearers are of what all of them bear. */
  readonly whole: (state: State, ranked: readonly Ranked[]) => number;
}

const meanOf = (state: State): number => {
  const figures = shownFigures(state);
  return aheadPulse(figures)?.mean.value ?? resultOf(figures?.answer)?.loss.mean.value ?? 0;
};

const RANKINGS: readonly RankingOf[] = [
  { id: 'causes', title: (per) => `What costs most, ${per}`, of: causes, whole: meanOf },
  {
    id: 'starts',
    title: (per) => `Where it starts, ${per}`,
    of: (state) => byNode(state, 'lossCaused'),
    whole: meanOf,
  },
  {
    id: 'places',
    title: (per) => `Where it is felt, ${per}`,
    of: (state) => byNode(state, 'lossBorne'),
    whole: meanOf,
  },
  {
    id: 'bearers',
    title: (per) => `Who bears it, ${per}`,
    of: bearers,
    whole: (_state, ranked) => ranked.reduce((sum, { loss }) => sum + loss.value, 0),
  },
];

export const RANKING_IDS: readonly string[] = RANKINGS.map(({ id }) => id);

function rankingPanel({ id, title, of, whole }: RankingOf, tab: () => Tab): Panel {
  const panel: Panel = {
    id,
    title: ({ model }) => title(perSpan(model?.periodHours ?? 8760)),
    note: (state) => {
      const apart = of(state).filter(({ isShownOnly }) => isShownOnly === true);
      return apart.length === 0
        ? ''
        : `shown only: ${listed(
            apart.map((each) => printable(each.id)),
            1,
          )}`;
    },
    rows: (state) =>
      of(state).map((each): Row => ({
        id: each.id,
        text: rootWords(each.id),
        ...(each.chosen === null ? {} : { chosen: each.chosen }),
      })),
    draw: (state, { width, height, theme, isFocused }) => {
      const { model } = state;
      const ranked = new Map(of(state).map((each) => [each.id, each]));
      const all = [...ranked.values()];
      const { rows, cursor, of: count } = shownRows(state, tab(), panel);
      if (model === null || (count === 0 && shownFigures(state)?.isSettled !== true))
        return empty('notYet', width, theme);
      if (count === 0) return empty('noThreats', width, theme);
      if (rows.length === 0) return nothingMatches(state, tab(), panel, width, theme);
      const sum = whole(state, all);
      const greatest = Math.max(...all.map(({ loss }) => loss.value));
      const barColumns = Math.max(5, Math.min(16, width - 34));
      return tableLines(
        {
          columns: [{ grows: true }, { align: 'right' }, { align: 'right' }, { width: barColumns }],
          count: rows.length,
          row: (index) => {
            const each = ranked.get(rows[index]?.id ?? '');
            if (each === undefined) return [];
            const { value, standardError } = each.loss;
            const share = sum > 0 ? partOf(value, sum, standardError).replace('under ', '<') : '';
            return [
              theme.words(printable(rootWords(each.id))),
              theme.words(doubted(money(value, model.currency, standardError), each.loss)),
              theme.words(share),
              theme.line(barOf(value / greatest, barColumns, theme)),
            ];
          },
          cursor: isFocused ? cursor : -1,
          isFocused,
        },
        width,
        height,
        theme,
      );
    },
  };
  return panel;
}

export const rankingPanels = (tab: () => Tab): readonly Panel[] =>
  RANKINGS.map((ranking) => rankingPanel(ranking, tab));

/** How things fall: how many cascades, and how many nodes fall together. */
export const fallsPanel: Panel = {
  id: 'falls',
  title: () => 'How things fall',
  takesFocus: true,
  draw: (state, { width, height, theme }) => {
    const result = resultOf(shownFigures(state)?.answer);
    if (result === null || state.model === null) return empty('notYet', width, theme);
    if (state.model.nodes.length === 0) return empty('noNodes', width, theme);
    const { cascade } = result;
    const { cascadesPerHorizon, meanSize, size } = cascade;
    if (cascadesPerHorizon.value === 0) return [`  ${theme.quiet('No node went down.')}`];
    const periods = state.model.horizonHours / state.model.periodHours;
    const often = plainNumber(cascadesPerHorizon.value / periods, cascadesPerHorizon.standardError / periods);
    const head = [
      `  ${often} cascades ${perSpan(state.model.periodHours)},`,
      `  ${meanSize === null ? '' : `${plainNumber(meanSize.value, meanSize.standardError)} nodes on average`}`,
    ];
    const sizes = Object.entries(size);
    const greatest = Math.max(...sizes.map(([, share]) => share.value));
    const rows = sizes.slice(0, Math.max(0, height - head.length)).map(([many, share], index) => {
      const name = index === 0 || isSpoken(theme) ? counted(Number(many), 'node') : many;
      const room = Math.max(4, width - 20);
      return `  ${name.padEnd(8)} ${percent(share.value, share.standardError).padStart(6)} ${theme.line(barOf(share.value / greatest, room, theme))}`;
    });
    return [...head, ...rows];
  },
};
