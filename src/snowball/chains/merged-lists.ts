/** From many lists of steps to the few that a person can read: steps 2 to 4 of merging. */
import { commonSteps } from './common-steps.ts';

/** A list of steps by name, and what is lost along it. */
export interface WeighedList {
  readonly steps: readonly string[];
  readonly loss: number;
  /** The lists that were given, by number, of which it is made. */
  readonly of: readonly number[];
}

export interface Merged {
  /** At most `MOST_CHAINS`, the heaviest first. */
  readonly chains: readonly WeighedList[];
  /** What lies in none of them, by number. */
  readonly others: readonly number[];
}

const MOST_CHAINS = 5;
/** Share of the tail below which a list is no chain of its own. */
const LEAST_SHARE = 0.02;
/** A list joins one with which it shares all but so many steps. */
const MISSING = 2;
/** Steps that lists must share to be one. */
const LEAST_STEPS = 2;
/** Lists that are looked at, the heaviest. */
const MOST_LISTS = 200;

const inOrder = (a: WeighedList, b: WeighedList): number =>
  b.loss - a.loss || (a.steps.join('\n') < b.steps.join('\n') ? -1 : 1);

/** Equal lists added up, the heaviest first. */
function addedUp(lists: readonly WeighedList[]): WeighedList[] {
  const sums = new Map<string, WeighedList>();
  for (const list of lists) {
    const key = JSON.stringify(list.steps);
    const before = sums.get(key);
    sums.set(key, before === undefined ? list : together(before, list, list.steps));
  }
  return [...sums.values()].toSorted(inOrder);
}

const together = (a: WeighedList, b: WeighedList, steps: readonly string[]): WeighedList => ({
  steps,
  loss: a.loss + b.loss,
  of: [...a.of, ...b.of].toSorted((x, y) => x - y),
});

/** The list that a small one joins: of those that lack at most two of its steps the one that shares most, then the heaviest. */
function hostOf(small: WeighedList, large: readonly WeighedList[]): number {
  let [found, most] = [-1, LEAST_STEPS - 1];
  for (const [place, { steps }] of large.entries()) {
    const shared = commonSteps(small.steps, steps).length;
    if (shared >= small.steps.length - MISSING && shared > most) [found, most] = [place, shared];
  }
  return found;
}

/** What two lists share, worked out once for each pair. */
function makeShared(): (a: WeighedList, b: WeighedList) => readonly string[] {
  const known = new Map<WeighedList, Map<WeighedList, readonly string[]>>();
  return (a, b) => {
    const ofA = known.get(a) ?? new Map<WeighedList, readonly string[]>();
    known.set(a, ofA);
    const steps = ofA.get(b) ?? commonSteps(a.steps, b.steps);
    ofA.set(b, steps);
    return steps;
  };
}

/** Merges pairs to what their lists share, that which loses least (steps lost x loss) first, as long as `goesOn`. */
function mergedPairs(
  lists: readonly WeighedList[],
  least: number,
  goesOn: (lists: readonly WeighedList[]) => boolean,
): WeighedList[] {
  const left = [...lists];
  const shared = makeShared();
  while (goesOn(left)) {
    let best: { a: number; b: number; lost: number; steps: readonly string[] } | null = null;
    for (const [a, first] of left.entries()) {
      for (const [after, second] of left.slice(a + 1).entries()) {
        const steps = shared(first, second);
        if (steps.length < least) continue;
        const lost =
          first.steps.length * first.loss +
          second.steps.length * second.loss -
          steps.length * (first.loss + second.loss);
        if (best === null || lost < best.lost) best = { a, b: a + 1 + after, lost, steps };
      }
    }
    if (best === null) break;
    const { a, b, steps } = best;
    const [first, second] = [left[a], left[b]];
    if (first === undefined || second === undefined) break;
    left.splice(b, 1);
    left.splice(a, 1);
    left.push(together(first, second, steps));
    left.sort(inOrder);
  }
  return left;
}

/**
 * Merges lists into chains.
 *
 * @param lists Losses [money] of at least 0.
 */
export function mergedLists(lists: readonly WeighedList[]): Merged {
  const tail = lists.reduce((sum, { loss }) => sum + loss, 0);
  const all = addedUp(lists.filter(({ loss }) => loss > 0));
  const heavy = all.slice(0, MOST_LISTS);
  const isLarge = ({ loss }: WeighedList): boolean => loss >= LEAST_SHARE * tail;
  const large = heavy.filter(isLarge);
  const hosts = [...large];
  const small: WeighedList[] = [];
  for (const list of heavy.filter((one) => !isLarge(one))) {
    const host = hostOf(list, large);
    const before = hosts[host];
    if (before === undefined) small.push(list);
    else hosts[host] = together(before, list, before.steps);
  }
  const pooled = mergedPairs(small, LEAST_STEPS, () => true).filter(isLarge);
  const many = addedUp([...hosts, ...pooled]);
  const chains = mergedPairs(many, 1, (left) => left.length > MOST_CHAINS).slice(0, MOST_CHAINS);
  const inChains = new Set(chains.flatMap(({ of }) => of));
  return { chains, others: lists.flatMap(({ of }) => of.filter((list) => !inChains.has(list))) };
}
