/** Loops of needs that stay down once they have fallen. */
import type { Model } from '../../model/model.ts';

/** Node ids that each node needs, directly. */
function suppliersOf(model: Model): ReadonlyMap<string, readonly string[]> {
  return new Map(model.nodes.map((node) => [node.id, [...new Set(node.needs.flatMap((group) => group.members))]]));
}

/** All that can be reached from a node by following its needs, itself only through a loop. */
function reachable(from: string, suppliers: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(suppliers.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(suppliers.get(id) ?? []));
  }
  return seen;
}

/** Loops of two nodes or more in which no node has a `blackStart`, each sorted, in order of their first node. */
export function lockingLoops(model: Model): readonly (readonly string[])[] {
  const suppliers = suppliersOf(model);
  const reach = new Map(model.nodes.map(({ id }) => [id, reachable(id, suppliers)]));
  const lifted = new Set(model.nodes.filter(({ blackStart }) => blackStart !== undefined).map(({ id }) => id));
  const loops = new Map<string, readonly string[]>();
  for (const { id } of model.nodes) {
    if (reach.get(id)?.has(id) !== true) continue;
    const members = model.nodes
      .map((node) => node.id)
      .filter((other) => other === id || (reach.get(id)?.has(other) === true && reach.get(other)?.has(id) === true))
      .sort();
    if (members.length > 1 && !members.some((member) => lifted.has(member))) loops.set(members.join(' '), members);
  }
  return [...loops.values()];
}
