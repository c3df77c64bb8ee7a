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
  /** Groups that were pushed themselves, and how many there are: [count]. */
  readonly groups: Int32Array;
  readonly groupCount: Int32Array;
  /** Ways of all that was pushed, joined. */
  ways(): number;
  /** Forgets the groups and ways. */
  clear(): void;
}

export function makeAgenda(model: CompiledModel): Agenda {
  const { groupNode, nodeRank } = model;
  const nodes = makeRankQueue(nodeRank);
  const groups = new Int32Array(groupNode.length);
  const isPushed = new Uint8Array(groupNode.length);
  const groupCount = fixedInts(1);
  const joined = fixedInts(1);

  return {
    pushNode: (node, way) => {
      joined[0]! |= way;
      nodes.add(node);
    },
    pushGroup: (group, way) => {
      joined[0]! |= way;
      nodes.add(groupNode[group]!);
      if (isPushed[group] === 1) return;
      isPushed[group] = 1;
      groups[groupCount[0]!++] = group;
    },
    pending: () => nodes.first() >= 0,
    nodes,
    groups,
    groupCount,
    ways: () => joined[0]!,
    clear: () => {
      for (let i = 0; i < groupCount[0]!; i++) isPushed[groups[i]!] = 0;
      groupCount[0] = 0;
      joined[0] = 0;
    },
  };
}
