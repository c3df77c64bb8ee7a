/** What an instant has to settle: the nodes and needs that its events touched. */
import type { CompiledModel } from './compiled-model.ts';
import { fixedInts } from './fixed.ts';
import type { RankQueue } from './rank-queue.ts';
import { makeRankQueue } from './rank-queue.ts';

/** Ways in which something changed. */
export const RISE = 1;
export const FALL = 2;

export interface Agenda {
  /** The own capacity of a node changed, or what holds it down: `way` says whether it can only rise (RISE), fall (FALL), or both. */
  pushNode(node: number, way: number): void;
  /** What counts, the stock, the fallback, the members in use or the boost of a group changed. */
  pushGroup(group: number, way: number): void;
  /** Whether anything waits to be settled. */
  pending(): boolean;
  /** Nodes to look at, suppliers first. */
  readonly nodes: RankQueue;
  /** 1 for groups that were pushed themselves, until somebody looks at them. */
  readonly isPushed: Uint8Array;
  /** Ways of all that was pushed, joined, and forgets them. */
  takeWays(): number;
}

export function makeAgenda(model: CompiledModel): Agenda {
  const { groupNode, nodeRank } = model;
  const nodes = makeRankQueue(nodeRank);
  const isPushed = new Uint8Array(groupNode.length);
  const ways = fixedInts(1);

  return {
    pushNode: (node, way) => {
      ways[0]! |= way;
      nodes.add(node);
    },
    pushGroup: (group, way) => {
      ways[0]! |= way;
      isPushed[group] = 1;
      nodes.add(groupNode[group]!);
    },
    pending: () => nodes.first() >= 0,
    nodes,
    isPushed,
    takeWays: () => {
      const all = ways[0]!;
      ways[0] = 0;
      return all;
    },
  };
}
