/** Settling an instant: DESIGN 1.2, 5.2, 5.6 and 5.7. */
import type { Group, Plain, PlainNode } from './plain.ts';
import { SMALL } from './plain.ts';
import type { State } from './state.ts';
import type { Supply } from './supply.ts';

/** An instant that does not settle in so many passes is a fault. */
export const MOST_PASSES = 10_000;

/** Changes between these are too close to the least that counts to be called. */
const CLOSE_FROM = 1e-12;
const CLOSE_TO = 1e-7;

export interface Settling {
  /** Finds all capacities from what holds at this instant. */
  settle(): void;
}

export function makeSettling(plain: Plain, state: State, supply: Supply): Settling {
  const { nodes, groups } = state;

  /**
   * Lets what a component supplies, counts and has rise, or fall, once; true when anything did.
   *
   * What counts falls at once. It rises at once where the node has no restart, and else to what it was before the instant, or when a
   * restart ended: a fall that does not last to the end of the instant is none.
   */
  function pass(component: readonly PlainNode[], up: boolean): boolean {
    let changed = false;
    const moves = (from: number, to: number): boolean => {
      const change = Math.abs(to - from);
      if (change > CLOSE_FROM && change < CLOSE_TO) state.close = true;
      return up ? to > from + SMALL : to < from - SMALL;
    };
    for (const node of component) {
      for (const group of node.groups) {
        const its = groups[group.number]!;
        const supplied = supply.supplyOf(group, nodes[node.number]!.boosted);
        if (moves(its.supply, supplied)) {
          its.supply = supplied;
          changed = true;
        }
        const counts = supply.countable(group);
        const value = node.restart === undefined ? counts : Math.min(counts, its.countedMost);
        if (!moves(its.counted, value)) continue;
        its.counted = value;
        changed = true;
      }
    }
    for (const node of component) {
      const its = nodes[node.number]!;
      const cap = Math.min(its.own, supply.needsGive(node));
      if (!moves(its.cap, cap)) continue;
      its.cap = cap;
      changed = true;
    }
    return changed;
  }

  function all(component: readonly PlainNode[], up: boolean): void {
    let passes = 0;
    while (pass(component, up)) if (++passes > MOST_PASSES) throw new Error('an instant does not settle');
  }

  /**
   * The needs without a switchover that are better off with another member take over to it, but for those that run on another of them
   * (all of them: the first alone). False when there is none.
   */
  function takeOvers(component: readonly PlainNode[], among: (group: Group) => boolean): boolean {
    const wanting = component
      .flatMap((node) => node.groups)
      .filter((group) => {
        // What a black start counts as met needs no other member.
        const met = nodes[group.node]!.boosted && supply.supplyOf(group, true) > 1 - SMALL;
        return group.tracked && group.switchover === undefined && !met && among(group) && supply.bestIdle(group) >= 0;
      })
      .toSorted((a, b) => a.number - b.number);
    const runsOnAnother = (group: Group): boolean =>
      wanting.some((other) => other.node !== group.node && supply.runsOn(group.node, other.node));
    const free = wanting.filter((group) => !runsOnAnother(group));
    for (const group of free.length > 0 ? free : wanting.slice(0, 1)) {
      const to = supply.bestIdle(group);
      if (to >= 0) supply.takeOver(group, to);
    }
    return wanting.length > 0;
  }

  function settleComponent(component: readonly PlainNode[]): void {
    const its = component.flatMap((node) => node.groups);
    all(component, true);
    const risen = its.map((group) => ({ ...groups[group.number]! }));
    const caps = component.map((node) => nodes[node.number]!.cap);
    const falls = (group: Group): boolean => groups[group.number]!.supply < risen[its.indexOf(group)]!.supply - SMALL;
    all(component, false);
    while (takeOvers(component, falls)) {
      // As if it had run on that member before anything fell.
      for (const [i, { supply: supplied, counted }] of risen.entries())
        Object.assign(groups[its[i]!.number]!, { supply: supplied, counted });
      for (const [i, node] of component.entries()) nodes[node.number]!.cap = caps[i]!;
      all(component, false);
    }
    while (takeOvers(component, () => true)) all(component, true);
    all(component, true);
  }

  /** A black start ends where the loop is up by itself, or something outside it is missing; true when one did. */
  function blackStartEnds(): boolean {
    for (const node of plain.nodes) {
      const its = nodes[node.number]!;
      if (!its.boosted || (couldRun(supply, node) && !needsAreMet(supply, node))) continue;
      its.boosted = false;
      return true;
    }
    return false;
  }

  return {
    settle: () => {
      for (const node of plain.nodes) {
        const its = nodes[node.number]!;
        const effects = state.effects.filter((effect) => effect.node === node.number);
        const lowest = (some: typeof effects): number => Math.min(its.base, ...some.map(({ leaves }) => leaves));
        its.own = lowest(effects);
        its.unheld = lowest(effects.filter(({ isCeiling }) => !isCeiling));
      }
      do for (const component of plain.components) settleComponent(component);
      while (blackStartEnds());
    },
  };
}

const isMet = (supply: Supply, group: Group, loopCounts: boolean): boolean =>
  supply.bridges(group) || supply.supplyOf(group, loopCounts) > 1 - SMALL;

/** Whether its needs would give 1 if its loop did. */
export function couldRun(supply: Supply, node: PlainNode): boolean {
  return node.groups.every((group) => isMet(supply, group, true));
}

export function needsAreMet(supply: Supply, node: PlainNode): boolean {
  return node.groups.every((group) => isMet(supply, group, false));
}
