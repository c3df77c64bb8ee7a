/** The graph of needs as a tree: every node opens in one place, and stands as a reference wherever else it is met. */
import type { ModelView, NodeView } from '../host/model-view.ts';

/** `needs`: what hangs below a node is what it needs. `neededBy`: what needs it. */
export type Direction = 'needs' | 'neededBy';

export interface TreeRow {
  /** Unique: ids on the way from the root, joined by blanks. */
  readonly id: string;
  readonly depth: number;
  /** `again`: it opens elsewhere; `loop`: it lies above itself. */
  readonly kind: 'node' | 'need' | 'again' | 'loop';
  /** The node; of a need the one that has it. */
  readonly node: string;
  /** Of a need: `power: one of 2`. */
  readonly words: string;
  /** Place of the row after the last one below it. */
  readonly end: number;
}

/** The whole tree, opened everywhere, from the top. */
export interface NeedsTree {
  readonly rows: readonly TreeRow[];
  /** Where each node opens, by id. */
  readonly placeOf: ReadonlyMap<string, number>;
}

type Nodes = Pick<ModelView, 'nodes'>;

/** Nodes that the organisation is there for; else those that nothing needs; then what is not reached from there. */
function rootsOf({ nodes }: Nodes, dependants: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const free = nodes.filter(({ id }) => !dependants.has(id));
  const withGoal = nodes.filter(({ goal }) => goal !== null);
  const first = withGoal.length > 0 ? withGoal : nodes.filter(({ matters }) => matters);
  return [...first, ...free, ...nodes].map(({ id }) => id);
}

function dependantsOf({ nodes }: Nodes): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, needs } of nodes) {
    for (const member of new Set(needs.flatMap(({ members }) => members))) {
      const known = found.get(member);
      if (known === undefined) found.set(member, [id]);
      else known.push(id);
    }
  }
  return found;
}

/** A row to come, or the end of one whose rows below are all there. */
type Work =
  | {
      readonly do: 'enter';
      readonly id: string;
      readonly depth: number;
      readonly kind: 'node' | 'need';
      readonly node: string;
      readonly words: string;
      readonly need: NodeView['needs'][number] | null;
    }
  | { readonly do: 'leave'; readonly place: number; readonly node: string | null };

/**
 * The tree of a model.
 *
 * @param root Of `neededBy` the node that it is asked of; of `needs` null for all of the model.
 */
export function needsTree(model: Nodes, direction: Direction, root: string | null): NeedsTree {
  const views = new Map(model.nodes.map((node) => [node.id, node]));
  const dependants = dependantsOf(model);
  const rows: { -readonly [K in keyof TreeRow]: TreeRow[K] }[] = [];
  const placeOf = new Map<string, number>();
  const above = new Set<string>();
  const node = (id: string, parent: string, depth: number): Work => ({
    do: 'enter',
    id: parent === '' ? id : `${parent} ${id}`,
    depth,
    kind: 'node',
    node: id,
    words: '',
    need: null,
  });

  /** What stands below a row, in order. */
  const below = (work: Work & { readonly do: 'enter' }): Work[] => {
    const { id, depth, kind, node: of, need } = work;
    if (kind === 'need') return (need?.members ?? []).map((member) => node(member, id, depth + 1));
    if (direction === 'neededBy') return (dependants.get(of) ?? []).map((one) => node(one, id, depth + 1));
    return (views.get(of)?.needs ?? []).flatMap((group): Work[] => {
      const [only] = group.members;
      // A group is a row of its own; a plain need is the node itself
      if (group.members.length === 1 && only !== undefined) return [node(only, id, depth + 1)];
      const name = group.id === '' ? '' : `${group.id}: `;
      return [
        {
          do: 'enter',
          id: `${id} ${group.id}:`,
          depth: depth + 1,
          kind: 'need',
          node: of,
          words: `${name}${group.words}`,
          need: group,
        },
      ];
    });
  };

  const roots = root === null ? rootsOf(model, dependants) : [root];
  for (const first of roots) {
    if (placeOf.has(first) || !views.has(first)) continue;
    const open: Work[] = [node(first, '', 0)];
    for (let work = open.pop(); work !== undefined; work = open.pop()) {
      if (work.do === 'leave') {
        const ended = rows[work.place];
        if (ended !== undefined) ended.end = rows.length;
        if (work.node !== null) above.delete(work.node);
        continue;
      }
      const { id, depth, words } = work;
      const place = rows.length;
      const isKnown = work.kind === 'node' && placeOf.has(work.node);
      const again = above.has(work.node) ? 'loop' : 'again';
      rows.push({ id, depth, kind: isKnown ? again : work.kind, node: work.node, words, end: place + 1 });
      if (isKnown) continue;
      if (work.kind === 'node') {
        placeOf.set(work.node, place);
        above.add(work.node);
      }
      open.push({ do: 'leave', place, node: work.kind === 'node' ? work.node : null }, ...below(work).toReversed());
    }
  }
  return { rows, placeOf };
}

/** Trees with as many rows stand open at first. */
const MOST_OPEN = 60;

/** Which rows are open: those that are so at first, but for those that somebody has turned. */
export interface Openness {
  readonly turned: ReadonlySet<string>;
}

const isOpenAtFirst = ({ rows }: NeedsTree, { depth }: TreeRow): boolean => rows.length <= MOST_OPEN || depth === 0;

export const isOpen = (tree: NeedsTree, row: TreeRow, { turned }: Openness): boolean =>
  isOpenAtFirst(tree, row) !== turned.has(row.id);

/** Rows in sight: none below a closed one, but for what leads to the chosen node. */
export function openRows(tree: NeedsTree, openness: Openness, chosen: string | null): readonly TreeRow[] {
  const { rows, placeOf } = tree;
  const wanted = chosen === null ? -1 : (placeOf.get(chosen) ?? -1);
  const found: TreeRow[] = [];
  for (let place = 0; place < rows.length;) {
    const row = rows[place];
    if (row === undefined) break;
    found.push(row);
    const leads = wanted > place && wanted < row.end;
    place = leads || isOpen(tree, row, openness) ? place + 1 : row.end;
  }
  return found;
}

/** Nodes on the way from the root to where a node opens, without it. */
export function pathTo(tree: NeedsTree, node: string): readonly string[] {
  const place = tree.placeOf.get(node) ?? -1;
  const path: string[] = [];
  // Rows above lie before it and end behind it
  let depth = tree.rows[place]?.depth ?? 0;
  for (let at = place - 1; at >= 0 && depth > 0; at--) {
    const row = tree.rows[at];
    if (row === undefined || row.depth >= depth) continue;
    depth = row.depth;
    if (row.kind === 'node') path.push(row.node);
  }
  return path.toReversed();
}
