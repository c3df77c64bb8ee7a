/** How much of the tail is made at each place, and which makes the most. */
import type { MadeHere } from '../../results/snowball-document.ts';
import type { FuturesOptions } from '../../sim/session/futures.ts';
import { normalCdf } from '../../sim/random/normal.ts';
import { changedTail, shareSaved, tailSaved, tailSum, type Tail, type TailMean } from '../tail.ts';
import type { Network } from './network.ts';
import type { Place } from './places.ts';

/** Shares of T within which two places make the same. */
const SAME = 1e-6;

/** A place, and what is made there. */
export interface Made extends Omit<MadeHere, 'kind' | 'id' | 'members'> {
  readonly place: Place;
  /** The tail of the futures in which nothing is made there: of those, the one with the largest. */
  readonly without: TailMean;
}

/** X of a place: T less the largest tail of its ways; exactly 0 where it has none. */
export async function madeAt(tail: Tail, place: Place, options: FuturesOptions = {}): Promise<Made> {
  let without: TailMean | null = null;
  for (const way of place.ways) {
    const found = await changedTail(tail, way, options);
    if (without === null || found.mean > without.mean) without = found;
  }
  const of = without ?? tail;
  return { place, without: of, madeHere: tailSaved(tail, of), share: shareSaved(tail, of) };
}

/** As a document has it. */
export function inDocument({ place: { kind, id, members }, madeHere, share }: Made, network: Network): MadeHere {
  return { id, kind, members: members.map((node) => network.compiled.nodeIds[node]!), madeHere, share };
}

const isSet = ({ kind }: Place): boolean => kind !== 'node' && kind !== 'control';

/** Among places that make the same: a single node before a set, then nearer to the start, then by id. */
function amongEquals({ place: a }: Made, { place: b }: Made): number {
  return Number(isSet(a)) - Number(isSet(b)) || a.depth - b.depth || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** By what is made there, the most first. */
export function ranked(made: readonly Made[], tail: Tail): readonly Made[] {
  const byMoney = made.toSorted((a, b) => b.madeHere.value - a.madeHere.value || amongEquals(a, b));
  const order: Made[] = [];
  for (let from = 0; from < byMoney.length;) {
    const most = byMoney[from]!.madeHere.value;
    const end = byMoney.findIndex(({ madeHere }, at) => at > from && most - madeHere.value > SAME * tail.mean);
    const equals = byMoney.slice(from, end < 0 ? byMoney.length : end);
    order.push(...equals.toSorted(amongEquals));
    from += equals.length;
  }
  return order;
}

/** How sure it is that one place makes more than another: Phi of the difference over its paired error. */
export function surerThan(tail: Tail, one: Made, other: Made): number {
  const { value, standardError } = tailSum(tail, [
    { of: other.without, factor: 1 },
    { of: one.without, factor: -1 },
  ]);
  if (Math.abs(value) <= SAME * tail.mean) return 0.5;
  if (!(standardError > 0)) return value > 0 ? 1 : 0;
  return normalCdf(value / standardError);
}
