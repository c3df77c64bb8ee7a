/**
 * Nodes that wait to be looked at, suppliers before dependants: by `nodeRank`, each at most once.
 *
 * One bit per rank, and one bit above for each non-empty word of 32: adding and taking cost a few operations, even with
 * 100,000 nodes. So in a network without loops each node is looked at once per instant, after everything it needs is
 * settled.
 */
import { fixedInts } from './fixed.ts';

export interface RankQueue {
  add(node: number): void;
  addRank(rank: number): void;
  /** Whether any node waits. */
  any(): boolean;
  /** The waiting node of the lowest rank, -1 when none waits. */
  first(): number;
  /** Removes and returns that node; -1 when none waits. */
  take(): number;
}

/** @param nodeRank Rank of each node: a permutation of 0 to nodes - 1. */
export function makeRankQueue(nodeRank: Int32Array): RankQueue {
  const nodeAt = fixedInts(nodeRank.length);
  nodeRank.forEach((rank, node) => {
    nodeAt[rank] = node;
  });
  const words = fixedInts((nodeRank.length >> 5) + 1);
  const above = fixedInts((words.length >> 5) + 1);
  /** [Number of waiting nodes]. */
  const count = fixedInts(1);
  /** [No word above before this one has a bit set]. */
  const low = fixedInts(1);

  function firstWord(): number {
    let a = low[0]!;
    while (above[a] === 0) a++;
    low[0] = a;
    const bits = above[a]!;
    return (a << 5) + 31 - Math.clz32(bits & -bits);
  }

  function addRank(rank: number): void {
    const w = rank >> 5;
    const bit = 1 << (rank & 31);
    const word = words[w]!;
    if ((word & bit) !== 0) return;
    words[w] = word | bit;
    const a = w >> 5;
    above[a]! |= 1 << (w & 31);
    if (a < low[0]!) low[0] = a;
    count[0]!++;
  }

  return {
    add: (node) => addRank(nodeRank[node]!),
    addRank,
    any: () => count[0] !== 0,
    first: () => {
      if (count[0] === 0) return -1;
      const w = firstWord();
      const word = words[w]!;
      return nodeAt[(w << 5) + 31 - Math.clz32(word & -word)]!;
    },
    take: () => {
      if (count[0] === 0) return -1;
      count[0]!--;
      const w = firstWord();
      const word = words[w]!;
      const bit = word & -word;
      words[w] = word ^ bit;
      if (word === bit) above[w >> 5]! ^= 1 << (w & 31);
      return nodeAt[(w << 5) + 31 - Math.clz32(bit)]!;
    },
  };
}
