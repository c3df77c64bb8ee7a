/** What nodes cost that are enough to stop a goal. */
import type { SnowballResult } from '../../results/snowball-document.ts';
import type { StructurePrice } from '../../results/snowball/structure.ts';
import type { FuturesOptions } from '../../sim/session/futures.ts';
import type { Tail } from '../tail.ts';
import { besides } from './beside.ts';
import { madeAt } from './made-here.ts';
import { networkOf } from './network.ts';
import { placesOf, type Search } from './places.ts';
import { tailFacts } from './tail-facts.ts';

/** Nodes that are priced, the first by id, beside those that are points. */
const MOST = 12;

/** X, unfelt and lost of nodes that play in the tail, by id; those that are points have theirs already. */
export async function pricesOfNodes(
  tail: Tail,
  nodes: readonly string[],
  { points, least }: SnowballResult,
  options: FuturesOptions = {},
): Promise<Readonly<Record<string, StructurePrice>>> {
  const { model, compiled } = tail.futures.sample.variant;
  const prices: Record<string, StructurePrice> = {};
  const open = new Set(nodes);
  for (const { id, madeHere, tailSaved, lost } of points) {
    if (lost === null || !open.delete(id)) continue;
    prices[id] = { madeHere, tailSaved, lost };
  }
  if (open.size === 0) return prices;
  const facts = await tailFacts(tail, options);
  const search: Search = { model, network: networkOf(model, compiled), facts, least };
  const places = placesOf(search).filter(({ node }) => node !== null && open.has(compiled.nodeIds[node]!));
  for (const place of places.slice(0, MOST)) {
    const { id, madeHere, tailSaved, lost } = await besides(
      tail,
      search,
      await madeAt(tail, place, options),
      null,
      options,
    );
    if (lost !== null) prices[id] = { madeHere, tailSaved, lost };
  }
  return prices;
}
