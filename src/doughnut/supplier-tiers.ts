/** How far along the supply chain a node lies. */
import { goalNodes } from '../model/goal-nodes.ts';
import type { Model } from '../model/model.ts';

/**
 * Tier of each node that a goal rests on: suppliers (`kind: supplier`) on the way of needs from a goal to it that has the fewest, itself
 * counted. 0 is the organisation's own; what a supplier runs on lies as far as the supplier. Nodes that no goal rests on
 * have none.
 */
export function supplierTiers(model: Pick<Model, 'nodes'>): ReadonlyMap<string, number> {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const step = (id: string): number => (nodes.get(id)?.kind === 'supplier' ? 1 : 0);
  const tiers = new Map<string, number>();
  let here = goalNodes(model).map(({ id }) => id);
  let next: string[] = [];
  for (let tier = 0; here.length > 0 || next.length > 0; tier++) {
    for (let id = here.pop(); id !== undefined; id = here.pop()) {
      // A goal may be a supplier
      if (tiers.has(id)) continue;
      if (tier === 0 && step(id) === 1) next.push(id);
      else {
        tiers.set(id, tier);
        for (const member of nodes.get(id)?.needs.flatMap(({ members }) => members) ?? []) {
          (step(member) === 1 ? next : here).push(member);
        }
      }
    }
    [here, next] = [next, []];
  }
  return tiers;
}
