/** The dependency graph of a model: who needs whom, and the loops in it. Edges run from supplier to dependant. */
import { DirectedGraph } from 'graphology';
import type { Model, NeedGroup } from './model.ts';

/** What an edge carries: the groups of the dependant in which the supplier is a member. */
interface NeedEdge {
  readonly needs: string[];
}

/** The graph of needs: one edge for each pair of supplier and dependant. */
export function dependencyGraph(model: Model): DirectedGraph<{ kind: string }, NeedEdge> {
  const graph = new DirectedGraph<{ kind: string }, NeedEdge>();
  for (const node of model.nodes) graph.addNode(node.id, { kind: node.kind });
  for (const node of model.nodes) {
    for (const group of node.needs) {
      for (const member of group.members) {
        if (graph.hasEdge(member, node.id)) graph.getEdgeAttributes(member, node.id).needs.push(group.id);
        else graph.addEdge(member, node.id, { needs: [group.id] });
      }
    }
  }
  return graph;
}

/**
 * Strongly connected components of two or more nodes, each sorted, in order of their first node.
 *
 * @see Tarjan (1972), Depth-first search and linear graph algorithms, SIAM J. Computing 1, 146-160; iterative.
 */
export function loopsOf(graph: DirectedGraph): string[][] {
  /** What is known of a node that was met: when it was met, and the earliest node that it reaches on the stack. */
  interface Met {
    readonly node: string;
    readonly index: number;
    readonly next: string[];
    low: number;
    onStack: boolean;
  }
  const met = new Map<string, Met>();
  const stack: Met[] = [];
  const work: Met[] = [];
  const loops: string[][] = [];
  const enter = (node: string): void => {
    const own: Met = { node, index: met.size, next: graph.outNeighbors(node), low: met.size, onStack: true };
    met.set(node, own);
    stack.push(own);
    work.push(own);
  };
  for (const root of graph.nodes()) {
    if (!met.has(root)) enter(root);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const next = top.next.pop();
      if (next !== undefined) {
        const other = met.get(next);
        if (other === undefined) enter(next);
        else if (other.onStack) top.low = Math.min(top.low, other.index);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) parent.low = Math.min(parent.low, top.low);
      if (top.low !== top.index) continue;
      const members = stack.splice(stack.indexOf(top));
      for (const member of members) member.onStack = false;
      if (members.length > 1) loops.push(members.map((member) => member.node).toSorted());
    }
  }
  return loops.toSorted((x, y) => compareIds(x.join(), y.join()));
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Supply of a group when the members in a set give nothing and all others give 1. */
function supplyWithout(group: NeedGroup, lost: ReadonlySet<string>): number {
  const left = group.members.filter((member) => !lost.has(member));
  switch (group.kind) {
    case 'all':
      return left.length === group.members.length ? 1 : 0;
    case 'any':
      return left.length > 0 ? 1 : 0;
    case 'atLeast':
      return left.length >= group.k ? 1 : 0;
    case 'share':
      return Math.min(
        1,
        group.members.reduce((sum, member, i) => sum + (lost.has(member) ? 0 : (group.weights[i] ?? 0)), 0),
      );
    default:
      return group.kind satisfies never;
  }
}

/** Parts of a set of nodes that hold one another down when all else works. */
function lockedParts(needsOf: (id: string) => readonly NeedGroup[], ids: readonly string[]): string[][] {
  const inside = new Set(ids);
  // Only needs that the rest of the world cannot meet tie the nodes together.
  const tied = new DirectedGraph();
  for (const id of ids) tied.addNode(id);
  for (const id of ids) {
    for (const group of needsOf(id)) {
      if (supplyWithout(group, inside) >= 1 - 1e-9) continue;
      for (const member of group.members) if (inside.has(member)) tied.mergeEdge(member, id);
    }
  }
  // What is not in a part works, which may lift the part.
  return loopsOf(tied).flatMap((part) => (part.length === ids.length ? [part] : lockedParts(needsOf, part)));
}

/** Loops that stay down once they have fallen: nothing outside them can lift them, and no node of theirs has a black start. */
export function loopsThatCanLock(model: Model): string[][] {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const needsOf = (id: string): readonly NeedGroup[] => nodes.get(id)?.needs ?? [];
  return loopsOf(dependencyGraph(model))
    .flatMap((loop) => lockedParts(needsOf, loop))
    .filter((part) => part.every((id) => nodes.get(id)?.blackStart === undefined));
}

/** A need whose shares from inside its own loop reach nine tenths, with nothing to delay a fall. */
export interface ShareLoop {
  readonly node: string;
  readonly need: string;
  readonly weight: number;
}

const MOST_WEIGHT_INSIDE = 0.9;

/** Needs of shares that feed on themselves without delay: the fixed point of such a loop is reached only slowly, or never. */
export function loopsOfShares(model: Model): ShareLoop[] {
  const isShare = (group: NeedGroup): boolean => group.kind === 'share' && group.buffer === undefined;
  if (!model.nodes.some(({ needs }) => needs.some(isShare))) return [];
  const loops = loopsOf(dependencyGraph(model));
  const loopOf = new Map(loops.flatMap((loop, i) => loop.map((id) => [id, i])));
  return model.nodes.flatMap((node) =>
    node.needs.flatMap((group): ShareLoop[] => {
      const own = loopOf.get(node.id);
      if (group.kind !== 'share' || own === undefined || group.buffer !== undefined) return [];
      const weight = group.members.reduce(
        (sum, member, i) => sum + (loopOf.get(member) === own ? (group.weights[i] ?? 0) : 0),
        0,
      );
      return weight >= MOST_WEIGHT_INSIDE ? [{ node: node.id, need: group.id, weight }] : [];
    }),
  );
}
