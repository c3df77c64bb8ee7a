/** What an instant has to settle: the nodes and needs that its events touched. */
import type { CompiledModel } from './compiled-model.ts';
import { fixedBytes } from './fixed.ts';
import type { RankQueue } from './rank-queue.ts';
import { makeRankQueue } from './rank-queue.ts';

export interface Agenda {
  /** The own capacity of a node changed, or what holds it down. */
  pushNode(node: number): void;
  /** What counts, the stock, the fallback, the members in use or the boost of a group changed. */
  pushGroup(group: number): void;
  /** Whether anything waits to be settled. */
  pending(): boolean;
  /** Nodes to look at, suppliers first. */
  readonly nodes: RankQueue;
  /** 1 for groups that were themselves pushed, until they are looked at. */
  readonly isPushed: Uint8Array;
}

export function makeAgenda(model: CompiledModel): Agenda {
  const { groupNode, nodeRank } = model;
  const nodes = makeRankQueue(nodeRank);
  const isPushed = fixedBytes(groupNode.length);
  return {
    pushNode: nodes.add,
    pushGroup: (group) => {
      isPushed[group] = 1;
      nodes.add(groupNode[group]!);
    },
    pending: nodes.any,
    nodes,
    isPushed,
  };
}
