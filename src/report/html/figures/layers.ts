/** Where the nodes of a map stand: suppliers left of those that need them. */
import type { ReportEdge } from '../../../results/report-model.ts';

export interface Placed {
  readonly id: string;
  readonly layer: number;
  /** Position in the layer, from 0. */
  readonly row: number;
}

type Links = ReadonlyMap<string, readonly string[]>;

function linksOf(
  ids: readonly string[],
  edges: readonly ReportEdge[],
  key: 'from' | 'to',
  other: 'from' | 'to',
): Links {
  const links = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const edge of edges) links.get(edge[key])?.push(edge[other]);
  return links;
}

/**
 * The layer of each node: one more than the deepest of its suppliers (Kahn 1962). In a loop the first by id is taken as if the need
 * that leads back to it were not there.
 */
function layersOf(ids: readonly string[], suppliers: Links, dependants: Links): Map<string, number> {
  const open = new Map(ids.map((id) => [id, suppliers.get(id)?.length ?? 0]));
  const layers = new Map<string, number>();
  let ready = ids.filter((id) => open.get(id) === 0);
  while (layers.size < ids.length) {
    if (ready.length === 0) ready = [ids.find((id) => !layers.has(id)) ?? ''];
    const next: string[] = [];
    for (const id of ready) {
      if (layers.has(id)) continue;
      const behind = (suppliers.get(id) ?? []).map((supplier) => layers.get(supplier) ?? -1);
      layers.set(id, 1 + Math.max(-1, ...behind));
      for (const dependant of dependants.get(id) ?? []) {
        const left = (open.get(dependant) ?? 1) - 1;
        open.set(dependant, left);
        if (left === 0) next.push(dependant);
      }
    }
    ready = next;
  }
  return layers;
}

/** Passes in which a layer is put in the order of its neighbours' middles, to have fewer edges cross (Sugiyama et al. 1981). */
const PASSES = 4;

/** @param ids Sorted. @param edges Between these, each once. */
export function placed(ids: readonly string[], edges: readonly ReportEdge[]): readonly Placed[] {
  const suppliers = linksOf(ids, edges, 'to', 'from');
  const dependants = linksOf(ids, edges, 'from', 'to');
  const layers = layersOf(ids, suppliers, dependants);
  const columns: string[][] = [];
  for (const id of ids) (columns[layers.get(id) ?? 0] ??= []).push(id);
  const rows = new Map<string, number>();
  const number = (): void => {
    for (const column of columns) for (const [row, id] of column.entries()) rows.set(id, row - column.length / 2);
  };
  number();
  for (let pass = 0; pass < PASSES; pass++) {
    const neighbours = pass % 2 === 0 ? suppliers : dependants;
    for (const column of columns) {
      const middle = (id: string): number => {
        const near = neighbours.get(id) ?? [];
        if (near.length === 0) return rows.get(id) ?? 0;
        return near.reduce((sum, other) => sum + (rows.get(other) ?? 0), 0) / near.length;
      };
      const middles = new Map(column.map((id) => [id, middle(id)]));
      column.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || (a < b ? -1 : 1));
    }
    number();
  }
  return columns.flatMap((column, layer) => column.map((id, row) => ({ id, layer, row })));
}
