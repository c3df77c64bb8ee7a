/** The screen Map: which way the tree stands, what is open in it, and the cascade that is played. */
import type { ModelView } from '../host/model-view.ts';
import { cursorOf, filtered, FIRST_LIST, matches, type Row } from './lists.ts';
import { isOpen, needsTree, openRows, type Direction, type NeedsTree, type TreeRow } from './needs-tree.ts';
import type { Playback } from './playback.ts';
import { slot, type Slot, type State } from './state.ts';

export interface MapState {
  readonly direction: Direction;
  /** Of `neededBy`: the node that it is asked of. */
  readonly root: string | null;
  /** Rows that stand otherwise than at first, by id. */
  readonly turned: readonly string[];
}

export const mapSlot: Slot<MapState> = slot<MapState>('map', { direction: 'needs', root: null, turned: [] });
export const playbackSlot: Slot<Playback | null> = slot<Playback | null>('cascade', null);

/** The list of the tree. */
const TREE_LIST = 'map.tree/tree';

const trees = new WeakMap<ModelView, Map<string, NeedsTree>>();

/** The tree that is shown; null without a model. */
export function treeNow(state: State): NeedsTree | null {
  const { model } = state;
  if (model === null) return null;
  const { direction, root } = mapSlot.of(state);
  const known = trees.get(model) ?? new Map<string, NeedsTree>();
  trees.set(model, known);
  const key = `${direction} ${root ?? ''}`;
  const tree = known.get(key) ?? needsTree(model, direction, root);
  known.set(key, tree);
  return tree;
}

const chosenNode = ({ chosen }: State): string | null =>
  chosen !== null && (chosen.kind === 'node' || chosen.kind === 'control') ? chosen.id : null;

const opennessOf = (state: State) => ({ turned: new Set(mapSlot.of(state).turned) });

const rowsBefore = new WeakMap<NeedsTree, { readonly key: string; readonly rows: readonly Row[] }>();

/** Rows of the tree for cursor and filter: those in sight; while a filter is on, every node once. */
export function treeListRows(state: State): readonly Row[] {
  const tree = treeNow(state);
  const { model } = state;
  if (tree === null || model === null) return [];
  const filter = state.lists[TREE_LIST]?.filter ?? '';
  const chosen = chosenNode(state);
  const key = JSON.stringify([filter, chosen, mapSlot.of(state).turned]);
  const before = rowsBefore.get(tree);
  if (before?.key === key) return before.rows;
  const views = new Map(model.nodes.map((node) => [node.id, node]));
  const rowOf = (row: TreeRow): Row => {
    const view = views.get(row.node);
    const columns =
      view === undefined || row.kind === 'need'
        ? {}
        : { kind: view.kind, owner: view.owner ?? '', discipline: view.discipline ?? '', goal: view.goal ?? '' };
    return {
      id: row.id,
      text: row.kind === 'need' ? row.words : `${row.node} ${view?.label ?? ''}`,
      columns,
      chosen: { kind: view?.kind === 'control' ? 'control' : 'node', id: row.node },
    };
  };
  const shown =
    filter.trim() === ''
      ? openRows(tree, opennessOf(state), chosen).map(rowOf)
      : tree.rows
          .filter(({ kind }) => kind === 'node')
          .map(rowOf)
          .filter((row) => matches(row, filter));
  rowsBefore.set(tree, { key, rows: shown });
  return shown;
}

const places = new WeakMap<NeedsTree, ReadonlyMap<string, number>>();

function placeOfRow(tree: NeedsTree, id: string): number {
  const known = places.get(tree) ?? new Map(tree.rows.map((row, place) => [row.id, place]));
  places.set(tree, known);
  return known.get(id) ?? -1;
}

/** A row of the tree by its id. */
export const treeRow = (tree: NeedsTree, id: string): TreeRow | null => tree.rows[placeOfRow(tree, id)] ?? null;

/** Whether anything hangs below a row. */
export const hasBelow = (tree: NeedsTree, row: TreeRow): boolean => row.end > placeOfRow(tree, row.id) + 1;

/** The row that a row hangs below. */
export function rowAbove(tree: NeedsTree, row: TreeRow): TreeRow | null {
  for (let place = placeOfRow(tree, row.id) - 1; place >= 0; place--) {
    const above = tree.rows[place];
    if (above !== undefined && above.depth < row.depth) return above;
  }
  return null;
}

/** Whether what hangs below a row is in sight. */
export function isRowOpen(state: State, tree: NeedsTree, row: TreeRow): boolean {
  const chosen = chosenNode(state);
  const wanted = chosen === null ? -1 : (tree.placeOf.get(chosen) ?? -1);
  const leads = wanted > placeOfRow(tree, row.id) && wanted < row.end;
  return leads || isOpen(tree, row, opennessOf(state));
}

/** Opens what is closed and closes what is open. */
export function turned(state: State, row: TreeRow): State {
  const map = mapSlot.of(state);
  const is = map.turned.includes(row.id);
  return mapSlot.with(state, {
    ...map,
    turned: is ? map.turned.filter((id) => id !== row.id) : [...map.turned, row.id],
  });
}

/** The row of the tree under the cursor; null in an empty tree. */
export function rowAtCursor(state: State): { readonly tree: NeedsTree; readonly row: TreeRow } | null {
  const tree = treeNow(state);
  if (tree === null) return null;
  const list = state.lists[TREE_LIST] ?? FIRST_LIST;
  const rows = filtered(treeListRows(state), list.filter);
  const row = treeRow(tree, rows[cursorOf(rows, list, state.chosen)]?.id ?? '');
  return row === null ? null : { tree, row };
}

/** The node under the cursor, of a need the one that has it. */
export const nodeAtCursor = (state: State): string | null => rowAtCursor(state)?.row.node ?? null;

/** All of the tree again. */
export const withoutFilter = (state: State): State => ({
  ...state,
  lists: { ...state.lists, [TREE_LIST]: { ...(state.lists[TREE_LIST] ?? FIRST_LIST), filter: '' } },
});

/** Puts the cursor of the tree on a row, which opens the way to it. */
export function standOnRow(state: State, { id, node }: Pick<TreeRow, 'id' | 'node'>): State {
  const list = state.lists[TREE_LIST] ?? FIRST_LIST;
  const kind = state.model?.nodes.find((view) => view.id === node)?.kind === 'control' ? 'control' : 'node';
  return {
    ...state,
    lists: { ...state.lists, [TREE_LIST]: { ...list, cursor: id } },
    chosen: { kind, id: node },
  };
}
