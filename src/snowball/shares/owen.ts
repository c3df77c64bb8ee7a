/** Fair shares of a game whose players stand in blocks: Owen values, which add up to the Shapley values of the blocks. */
import { makeDraws, unitFromWord, type Draws } from '../../sim/random/draws.ts';
import { streamKeys } from '../../sim/random/key.ts';

/** Players up to which shares are worked out exactly. */
export const MOST_EXACT = 12;

/** Orders that are drawn where there are more; each is taken backwards too. */
const ORDERS = 2000;

/** What must be known of a set of players, and how much of its worth goes to whom. */
export interface WeighedSet {
  /** Ascending. */
  readonly members: readonly number[];
  /** Shape [players]. The weights of a player over all sets add up to 0. */
  readonly weights: Float64Array;
}

/** How shares follow from the worth of sets: share of i = sum over sets of weights[i] x worth. */
export interface SharePlan {
  readonly players: number;
  readonly sets: readonly WeighedSet[];
  /** Orders that were drawn, with their reverses; null where the plan is exact. */
  readonly orders: readonly (readonly number[])[] | null;
}

function factorials(most: number): number[] {
  const found = [1];
  for (let n = 1; n <= most; n++) found.push(found[n - 1]! * n);
  return found;
}

/** Share of the orders of n in which just those of a given set of s stand before a given one of the rest: s! (n - s - 1)! / n!. */
function chances(n: number): number[] {
  const f = factorials(n);
  return Array.from({ length: n }, (_, s) => (f[s]! * f[n - s - 1]!) / f[n]!);
}

const setKey = (members: readonly number[]): string => members.join(' ');

/** Collects what sets are worth to whom. */
function collector(players: number) {
  const sets = new Map<string, WeighedSet>();
  return {
    sets,
    add: (members: readonly number[], player: number, weight: number): void => {
      const key = setKey(members);
      let known = sets.get(key);
      if (known === undefined) sets.set(key, (known = { members, weights: new Float64Array(players) }));
      known.weights[player]! += weight;
    },
  };
}

const ascending = (members: readonly number[]): number[] => members.toSorted((a, b) => a - b);

const chosen = <T>(of: readonly T[], mask: number): T[] => of.filter((_, at) => (mask >>> at) & 1);

function exactPlan(blocks: readonly (readonly number[])[], players: number): SharePlan {
  const { sets, add } = collector(players);
  const amongBlocks = chances(blocks.length);
  blocks.forEach((block, at) => {
    const others = blocks.filter((_, other) => other !== at);
    const within = chances(block.length);
    for (let before = 0; before < 1 << others.length; before++) {
      const whole = chosen(others, before);
      const first = amongBlocks[whole.length]!;
      const standing = whole.flat();
      for (let mask = 0; mask < 1 << block.length; mask++) {
        const part = chosen(block, mask);
        const members = ascending([...standing, ...part]);
        block.forEach((player, place) => {
          const isIn = ((mask >>> place) & 1) === 1;
          add(members, player, first * (isIn ? within[part.length - 1]! : -within[part.length]!));
        });
      }
    }
  });
  return { players, sets: [...sets.values()], orders: null };
}

/** A random order of a list: Fisher and Yates' shuffle. */
function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const found = [...list];
  for (let last = found.length - 1; last > 0; last--) {
    const at = Math.floor(next() * (last + 1));
    [found[last], found[at]] = [found[at]!, found[last]!];
  }
  return found;
}

/** Units one after another, of one order. */
function unitsOf(draws: Draws, order: number): () => number {
  let index = 0;
  return () => {
    if ((index & 3) === 0) draws.at(0, 0, order, index >>> 2, 0);
    return unitFromWord(draws.word[index++ & 3]!);
  };
}

function drawnPlan(
  blocks: readonly (readonly number[])[],
  players: number,
  { seed, orders }: { readonly seed: string; readonly orders: number },
): SharePlan {
  const { sets, add } = collector(players);
  const draws = makeDraws(streamKeys(seed, ['snowball.shares']));
  const taken: number[][] = [];
  for (let order = 0; order < orders; order++) {
    const next = unitsOf(draws, order);
    const drawn = shuffled(blocks, next).flatMap((block) => shuffled(block, next));
    taken.push(drawn, drawn.toReversed());
  }
  for (const order of taken) {
    order.forEach((player, place) => {
      add(ascending(order.slice(0, place)), player, -1 / taken.length);
      add(ascending(order.slice(0, place + 1)), player, 1 / taken.length);
    });
  }
  return { players, sets: [...sets.values()], orders: taken };
}

/**
 * How the Owen value of each player follows from the worth of sets: his mean contribution over all orders in which blocks are not
 * mixed. The sum over a block is the Shapley value of the block in the game of blocks. Exact to 12 players; then the mean over 2,000 orders with
 * their reverses, whose sum is exact all the same.
 *
 * @param blocks Players from 0, each in one block; blocks and players in an order that means something by itself (by id).
 * @see Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317.
 * @see Owen (1977), Values of games with a priori unions, Lecture Notes in Economics and Mathematical Systems 141, 76-88.
 * @see Castro, Gomez & Tejada (2009), Polynomial calculation of the Shapley value based on sampling, Computers & OR 36, 1726-1730.
 */
export function owenPlan(
  blocks: readonly (readonly number[])[],
  {
    seed,
    orders = ORDERS,
    exact = MOST_EXACT,
  }: { readonly seed: string; readonly orders?: number; readonly exact?: number },
): SharePlan {
  const players = blocks.flat().length;
  return players <= exact ? exactPlan(blocks, players) : drawnPlan(blocks, players, { seed, orders });
}

/** Shares of a game. @param worthOf Of the sets of the plan. */
export function sharesBy(plan: SharePlan, worthOf: (members: readonly number[]) => number): Float64Array {
  const shares = new Float64Array(plan.players);
  for (const { members, weights } of plan.sets) {
    const worth = worthOf(members);
    for (let player = 0; player < plan.players; player++) shares[player]! += weights[player]! * worth;
  }
  return shares;
}

/**
 * Standard error that the choice of orders leaves in each share, by pairs of an order and its reverse; 0 where the plan is exact.
 *
 * @param worthOf Of the sets of the plan: asked again.
 */
export function errorsOfOrders(plan: SharePlan, worthOf: (members: readonly number[]) => number): Float64Array {
  const errors = new Float64Array(plan.players);
  if (plan.orders === null) return errors;
  const pairs = plan.orders.length / 2;
  const [sum, squares] = [new Float64Array(plan.players), new Float64Array(plan.players)];
  const own = new Float64Array(plan.players);
  for (let pair = 0; pair < pairs; pair++) {
    own.fill(0);
    for (const order of [plan.orders[2 * pair]!, plan.orders[2 * pair + 1]!]) {
      let before = worthOf([]);
      order.forEach((player, place) => {
        const after = worthOf(ascending(order.slice(0, place + 1)));
        own[player]! += (after - before) / 2;
        before = after;
      });
    }
    own.forEach((each, player) => {
      sum[player]! += each;
      squares[player]! += each * each;
    });
  }
  return errors.map((_, player) => {
    const mean = sum[player]! / pairs;
    return pairs < 2 ? Infinity : Math.sqrt(Math.max(0, squares[player]! / pairs - mean * mean) / (pairs - 1));
  });
}
