/** What many places make together that none of them makes alone. */
import type { FuturesOptions } from '../../sim/session/futures.ts';
import { changedTail, type Tail, type TailMean } from '../tail.ts';
import { madeAt, type Made } from './made-here.ts';
import { nameOfSet, type Place, type Search } from './places.ts';

/** Share of T that all must save beyond the best alone. */
const MORE = 0.1;
/** Share of what all save that must stay when one is made as it is again. */
const STAYS = 0.98;

/**
 * The fewest nodes, in order of id, that save nearly as much as all do when they are plain; null where one alone does.
 *
 * @param best What the best node saves alone [money].
 */
export async function madeTogether(
  tail: Tail,
  search: Search,
  best: number,
  options: FuturesOptions = {},
): Promise<Made | null> {
  const { network, facts } = search;
  const { compiled, depth } = network;
  const plainTail = (nodes: readonly number[]): Promise<TailMean> =>
    changedTail(tail, { changes: [{ plain: nodes.map((node) => compiled.nodeIds[node]!) }] }, options);
  const saves = async (nodes: readonly number[]): Promise<number> => tail.mean - (await plainTail(nodes)).mean;

  const waiting = compiled.nodeIds
    .map((_, node) => node)
    .filter((node) => network.hasClock(node) || network.isAgainst(node));
  if (waiting.length < 2) return null;
  const whole = await saves(waiting);
  if (!(whole - best > MORE * tail.mean)) return null;
  // Who is never down in the tail does not matter, as a rule.
  const down = waiting.filter((node) => facts.nodes[node]!.periods > 0);
  const all = (await saves(down)) >= STAYS * whole ? down : waiting;
  let left = all;
  for (const node of all) {
    const others = left.filter((other) => other !== node);
    if ((await saves(others)) >= STAYS * whole) left = others;
  }
  if (left.length < 2) return null;
  const ids = left.map((node) => compiled.nodeIds[node]!);
  const inTail = left.map((node) => facts.nodes[node]!).reduce((most, one) => (one.share > most.share ? one : most));
  const place: Place = {
    kind: 'together',
    id: nameOfSet(ids),
    members: left,
    ways: [{ changes: [{ plain: ids }] }],
    unfelt: { unfelt: ids },
    hard: { hard: ids },
    node: null,
    depth: Math.min(...left.map((node) => depth[node]!)),
    inTail,
  };
  return madeAt(tail, place, options);
}
