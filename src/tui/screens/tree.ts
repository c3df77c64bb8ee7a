/** Map, Tree: what hangs on what. */
import { counted } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { perSpan } from '../../results/format/time.ts';
import { treeCommands } from '../commands/map.ts';
import { sheetLines, type SheetPart } from '../draw/sheet.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { isSpoken } from '../draw/theme.ts';
import { treeLines, type TreeLine } from '../draw/tree.ts';
import type { NodeColumns } from '../host/node-columns.ts';
import { hasBelow, isRowOpen, mapSlot, nodeAtCursor, treeListRows, treeNow, treeRow } from '../state/map.ts';
import { shownRows } from '../state/navigation.ts';
import { pathTo, type NeedsTree } from '../state/needs-tree.ts';
import type { Panel, Tab, Words } from '../state/product.ts';
import { shownFigures, type State } from '../state/state.ts';
import { cardSlot, keyNow, levelShown, snowballSlot } from '../state/study.ts';
import { empty } from '../words/empty.ts';
import { figureOf, nodeParts } from './node-sheet.ts';

const places = new WeakMap<NodeColumns, ReadonlyMap<string, number>>();

function placeOf(columns: NodeColumns, id: string): number {
  const known = places.get(columns) ?? new Map(columns.ids.map((each, place) => [each, place]));
  places.set(columns, known);
  return known.get(id) ?? -1;
}

/** What stands at the right of a node: of a goal that it is one, of a control its level, else what it causes. */
function figureText(state: State, node: string): string {
  const { model } = state;
  if (model === null) return '';
  const view = model.nodes.find(({ id }) => id === node);
  if (view?.kind === 'control') return levelShown(state, node);
  if ((view?.goal ?? null) !== null) return 'goal';
  const columns = shownFigures(state)?.answer?.nodes ?? null;
  if (columns === null) return '';
  const caused = figureOf(columns, placeOf(columns, node), 'lossCaused');
  return caused === null ? '' : money(caused.value, model.currency, caused.error);
}

/** A row as it is drawn; while a filter is on, with the way to it. */
function lineOf(state: State, tree: NeedsTree, id: string, isFiltered: boolean): TreeLine {
  const row = treeRow(tree, id);
  if (row === null) return { depth: 0, mark: 'leaf', text: id, figure: '', isQuiet: false };
  const { direction } = mapSlot.of(state);
  if (isFiltered) {
    const path = pathTo(tree, row.node);
    const way = path.length === 0 ? '' : `  in ${path.slice(-3).toReversed().join(' in ')}`;
    return { depth: 0, mark: 'leaf', text: `${row.node}${way}`, figure: figureText(state, row.node), isQuiet: false };
  }
  if (row.kind === 'need') {
    const isShown = isRowOpen(state, tree, row);
    return { depth: row.depth, mark: isShown ? 'open' : 'closed', text: row.words, figure: '', isQuiet: true };
  }
  if (row.kind === 'again' || row.kind === 'loop') {
    const words = row.kind === 'loop' ? `${row.node}, a loop: it stands above` : row.node;
    return { depth: row.depth, mark: 'again', text: words, figure: '', isQuiet: true };
  }
  const mark = !hasBelow(tree, row) ? 'leaf' : isRowOpen(state, tree, row) ? 'open' : 'closed';
  const isRoot = direction === 'neededBy' && row.depth === 0;
  return {
    depth: row.depth,
    mark,
    text: isRoot && mark === 'leaf' ? `${row.node}: nothing needs it` : row.node,
    figure: figureText(state, row.node),
    isQuiet: false,
  };
}

/** The sheet of the node at the cursor; null where there is none. */
function sheetOf(state: State): readonly SheetPart[] | null {
  const { model } = state;
  const id = nodeAtCursor(state);
  const view = model?.nodes.find((node) => node.id === id);
  if (model === null || view === undefined) return null;
  const card = cardSlot.of(state);
  const snowball = snowballSlot.of(state);
  return nodeParts({
    view,
    currency: model.currency,
    horizonHours: model.periodHours,
    card: card?.value?.node === id ? card.value : null,
    columns: shownFigures(state)?.answer?.nodes ?? null,
    snowball: snowball?.key === keyNow(state) ? snowball.value : null,
  });
}

/** All of the sheet in words, for a terminal that has no room for it beside the tree. */
function sheetWords(state: State): Words | null {
  const parts = sheetOf(state);
  if (parts === null) return null;
  const paragraphs = parts.flatMap((part): readonly string[] => {
    switch (part.kind) {
      case 'rule':
        return ['', `${part.title}:`];
      case 'words':
        return [part.text];
      case 'row':
        return [`${part.name}: ${part.text}`];
    }
  });
  return { title: `All of ${nodeAtCursor(state) ?? ''}`, paragraphs };
}

const treePanel: Panel = {
  id: 'tree',
  title: (state) => {
    const { direction, root } = mapSlot.of(state);
    return direction === 'needs' ? 'What needs what' : `What needs ${root ?? ''}`;
  },
  note: () => 'loss caused',
  rows: treeListRows,
  why: sheetWords,
  draw: (state, { width, height, theme, isFocused }) => {
    const tree = treeNow(state);
    if (tree === null) return [];
    if (tree.rows.length === 0) return empty('noNodes', width, theme);
    const { rows, cursor, filter } = shownRows(state, treeTab, treePanel);
    if (rows.length === 0) return nothingMatches(state, treeTab, treePanel, width, theme);
    const isFiltered = filter.trim() !== '';
    const line = (row: number): TreeLine => lineOf(state, tree, rows[row]?.id ?? '', isFiltered);
    return treeLines({ count: rows.length, line, cursor, isFocused }, width, height, theme);
  },
};

const cardPanel: Panel = {
  id: 'card',
  title: (state) => nodeAtCursor(state) ?? 'Nothing is chosen',
  draw: (state, { width, theme }) => sheetLines(sheetOf(state) ?? [], width, theme),
};

export const treeTab: Tab = {
  id: 'map.tree',
  name: 'Tree',
  purpose:
    'What hangs on what: below a node stands what it needs, or what needs it. Let one fail and watch what follows.',
  panels: [treePanel, cardPanel],
  arrangement: (_, columns) => ({
    kind: 'beside',
    of: [
      { kind: 'stack', of: [{ kind: 'panel', panel: 'tree' }] },
      { kind: 'stack', of: [{ kind: 'panel', panel: 'card' }], columns: Math.floor(columns / 2) - 1 },
    ],
  }),
  aside: (state) => {
    const { direction } = mapSlot.of(state);
    const words = direction === 'needs' ? 'what needs it' : 'all of the model';
    return isSpoken(state) ? `v shows ${words}` : `v ${words}`;
  },
  commands: treeCommands,
  next: (state) => (nodeAtCursor(state) === null ? null : { command: 'map.fail', words: 'fail it' }),
  status: (state, _width, theme) => {
    const { model } = state;
    if (model === null) return null;
    const goals = model.nodes.filter(({ goal }) => goal !== null).length;
    const nodes = model.nodes.filter(({ kind }) => kind !== 'control').length;
    const words = ` ${counted(nodes, 'node')} · ${counted(goals, 'goal')} · figures are losses caused ${perSpan(model.periodHours)}`;
    return theme.quiet(theme.words(words));
  },
};
