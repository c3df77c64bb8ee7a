/** What groups supply, what counts of it, and what needs give: DESIGN 5. */
import type { Chance } from './chance.ts';
import { figure } from './drivers/figures.ts';
import type { Moving } from './drivers/moving.ts';
import type { Group, Plain, PlainNode } from './plain.ts';
import { range, SMALL } from './plain.ts';
import type { State } from './state.ts';

export interface Supply {
  /** What the members supply; `loopCounts`: those in the node's loop counted as up. */
  supplyOf(group: Group, loopCounts: boolean): number;
  /** Whether the stock has something left. */
  bridges(group: Group): boolean;
  /** What would count without a restart: 1 while stock bridges, what the members supply otherwise. */
  countable(group: Group): number;
  /** What a fallback gives once it works, by drivers too; 0 without one. */
  fallbackOf(group: Group): number;
  /** What a need gives: what counts of it, the fallback at least. */
  gives(group: Group): number;
  /** What all needs of a node give: the lowest of them. */
  needsGive(node: PlainNode): number;
  /** What they would give without a restart. */
  needsWouldGive(node: PlainNode): number;
  /** Whether a node, followed through the members in use, runs on another. */
  runsOn(node: number, other: number): boolean;
  /** The idle member that is better than the worst in use, and best; -1 for none. */
  bestIdle(group: Group): number;
  /** Puts an idle member in the place of the worst in use. */
  takeOver(group: Group, to: number): void;
}

export function makeSupply(plain: Plain, state: State, chance: Chance, moving: Moving): Supply {
  const of = (group: Group): State['groups'][number] => state.groups[group.number]!;
  const capOf = (group: Group, i: number): number => state.nodes[group.members[i]!.node]!.cap;

  function supplyOf(group: Group, loopCounts: boolean): number {
    const { inUse } = of(group);
    const caps = group.members.map(({ inLoop }, i) => (loopCounts && inLoop ? 1 : capOf(group, i)));
    if (group.tracked) return Math.min(...caps.filter((_, i) => inUse[i]!));
    switch (group.kind) {
      case 'all':
        return Math.min(...caps);
      case 'any':
        return Math.max(...caps);
      case 'atLeast':
        return caps.toSorted((a, b) => b - a)[group.k - 1]!;
      case 'share': {
        const sum = caps.reduce((total, cap, i) => total + cap * group.members[i]!.weight, 0);
        return sum > 1 - SMALL ? 1 : sum;
      }
    }
  }

  function bridges(group: Group): boolean {
    const { stock } = of(group);
    return stock === 'full' || stock === 'part';
  }
  function countable(group: Group): number {
    return bridges(group) ? 1 : of(group).supply;
  }
  function fallbackOf(group: Group): number {
    if (group.fallback === undefined) return 0;
    const factor = moving(figure.ofNeed('fallback', plain.nodes[group.node]!.id, group.id));
    return Math.min(1, factor * chance.ofWorld(group.fallback));
  }
  function floorOf(group: Group): number {
    return group.after === undefined || of(group).fallbackOn ? fallbackOf(group) : 0;
  }
  function gives(group: Group): number {
    return Math.max(floorOf(group), of(group).counted);
  }

  function runsOn(node: number, other: number): boolean {
    const seen = new Set<number>();
    const follow = (at: number): boolean => {
      if (at === other) return true;
      if (seen.has(at)) return false;
      seen.add(at);
      return plain.nodes[at]!.groups.some((group) =>
        group.members.some((member, i) => of(group).inUse[i]! && follow(member.node)),
      );
    };
    return follow(node);
  }

  /** The member in use that a switchover would replace: the worst, of equals the least preferred. */
  function worstInUse(group: Group): number {
    const inUse = range(0, group.members.length).filter((i) => of(group).inUse[i]!);
    const worst = Math.min(...inUse.map((i) => capOf(group, i)));
    return inUse.findLast((i) => capOf(group, i) <= worst + SMALL)!;
  }

  return {
    supplyOf,
    bridges,
    countable,
    fallbackOf,
    gives,
    needsGive: (node) => Math.min(1, ...node.groups.map(gives)),
    needsWouldGive: (node) => Math.min(1, ...node.groups.map((group) => Math.max(floorOf(group), countable(group)))),
    runsOn,
    bestIdle: (group) => {
      const { inUse, begun } = of(group);
      const than = capOf(group, worstInUse(group)) + SMALL;
      const idle = range(0, group.members.length).filter(
        (i) => !inUse[i]! && capOf(group, i) > than && !runsOn(group.members[i]!.node, group.node),
      );
      const best = Math.max(...idle.map((i) => capOf(group, i)));
      const equals = idle.filter((i) => capOf(group, i) >= best - SMALL);
      return equals.includes(begun) ? begun : (equals[0] ?? -1);
    },
    takeOver: (group, to) => {
      const { inUse } = of(group);
      inUse[worstInUse(group)] = false;
      inUse[to] = true;
    },
  };
}
