/**
 * Causes at an instant, worked out anew from what holds: DESIGN 7.1 and 7.2.
 *
 * What a node has before an instant is kept while one of the deepest things that hold it down has it. In a loop that is not
 * enough, since its nodes hold each other down: a node that fell in this instant must have a cause that comes from somewhere, an
 * effect, a need from outside, or a node that did not fall.
 */
import type { Group, Plain, PlainNode } from './plain.ts';
import { range, SMALL } from './plain.ts';
import type { Cause, State } from './state.ts';
import type { Supply } from './supply.ts';

/** The earliest effect first; of effects of one instant the one with the lowest draw. */
function earliestFirst(a: Cause, b: Cause): number {
  return a.hour - b.hour || a.draw - b.draw || a.number - b.number;
}

export function makeCauses(plain: Plain, state: State, supply: Supply): { note(): void; find(): void } {
  const { nodes, groups, causes } = state;
  const capOf = (node: number): number => nodes[node]!.cap;
  const first = (some: readonly number[]): number =>
    some.length === 0 ? -1 : some.map((cause) => causes[cause]!).toSorted(earliestFirst)[0]!.number;
  const lowestDraw = (some: readonly number[]): number =>
    some.length === 0 ? -1 : some.toSorted((a, b) => causes[a]!.draw - causes[b]!.draw || a - b)[0]!;

  /** Members that count for what a group supplies: those in use, and in a black start those outside the loop. */
  function counting(group: Group): number[] {
    const { inUse } = groups[group.number]!;
    const { boosted } = nodes[group.node]!;
    return range(0, group.members.length).filter((i) => inUse[i]! && !(boosted && group.members[i]!.inLoop));
  }

  /** Notes which members fell, and which of these falls lowered the supply, if it fell: to it or below, from above. */
  function note(): void {
    for (const group of plain.groups) {
      const { supply: supplied, supplyBefore, fell, lowered } = groups[group.number]!;
      const isLower = supplied < supplyBefore - SMALL;
      const counts = counting(group);
      group.members.forEach(({ node }, i) => {
        const { cap, capBefore } = nodes[node]!;
        if (cap > 1 - SMALL) {
          fell[i] = 0;
          lowered[i] = 0;
        }
        if (!(cap < capBefore - SMALL)) return;
        fell[i] = state.instant;
        const to = cap <= supplied + SMALL && capBefore > supplied + SMALL;
        if (isLower && to && counts.includes(i)) lowered[i] = state.instant;
      });
    }
  }

  /**
   * In `any` and `at least`: of the members that hold the supply down the one whose fall lowered it last; of those of one instant the
   * one that has the cause kept.
   */
  function lastFall(group: Group): number {
    const { supply: supplied, fell, lowered, heldBefore } = groups[group.number]!;
    const down = counting(group).filter((i) => {
      const cap = capOf(group.members[i]!.node);
      return cap <= supplied + SMALL && cap <= 1 - SMALL;
    });
    // Where no fall of theirs lowered it (a supply rose to where they stood), the last that fell.
    const stamps = down.some((i) => lowered[i]! > 0) ? lowered : fell;
    const last = Math.max(...down.map((i) => stamps[i]!));
    const those = down.filter((i) => stamps[i] === last).map((i) => nodes[group.members[i]!.node]!.cause);
    const known = those.filter((cause) => cause >= 0);
    return known.includes(heldBefore) ? heldBefore : lowestDraw(known);
  }

  /** In `all` the deepest members, in `share` those of which most is missing; the cause kept where one of them has it. */
  function ofDeepest(group: Group): number {
    const down = counting(group)
      .map((i) => {
        const { node, weight } = group.members[i]!;
        return { depth: weight * (1 - capOf(node)), cause: nodes[node]!.cause };
      })
      .filter(({ depth }) => depth > SMALL);
    const deepest = Math.max(0, ...down.map(({ depth }) => depth));
    const known = down.filter(({ depth, cause }) => depth >= deepest - SMALL && cause >= 0).map(({ cause }) => cause);
    const { heldBefore } = groups[group.number]!;
    return known.includes(heldBefore) ? heldBefore : first(known);
  }

  /** The cause that holds a need down; -1 for none, or for one that is not known yet. */
  function heldBy(group: Group): number {
    const { counted, countedBefore, countedMost, heldBefore } = groups[group.number]!;
    if (counted > 1 - SMALL) return -1;
    const waitsForRestart = supply.countable(group) > counted + SMALL;
    const switches = group.switchover !== undefined && supply.bestIdle(group) >= 0;
    // A fall in the hour in which a restart ends took it there anew.
    const same = Math.abs(counted - countedBefore) <= SMALL && counted >= countedMost - SMALL;
    if (same && heldBefore >= 0 && (waitsForRestart || switches)) return heldBefore;
    const found = group.kind === 'any' || group.kind === 'atLeast' ? lastFall(group) : ofDeepest(group);
    // Its members may be back, and a restart alone hold it down.
    return found < 0 && waitsForRestart && counted >= countedBefore - SMALL ? heldBefore : found;
  }

  /** The causes of the deepest things that hold a node down, as far as they are known. */
  function deepestThings(node: PlainNode): number[] {
    const its = nodes[node.number]!;
    const limit = its.cap + SMALL;
    const own = state.effects.filter((effect) => effect.node === node.number && effect.leaves <= limit);
    const needs = node.groups.filter((group) => supply.gives(group) <= limit);
    return [
      ...(its.base <= limit ? [its.baseCause] : []),
      ...own.map(({ cause }) => cause),
      ...needs.map((group) => groups[group.number]!.held),
    ].filter((cause) => cause >= 0);
  }

  const fellNow = ({ number }: PlainNode): boolean => nodes[number]!.cap < nodes[number]!.capBefore - SMALL;

  function findIn(component: readonly PlainNode[]): void {
    const down = component.filter(({ number }) => capOf(number) <= 1 - SMALL);
    const lookAtNeeds = (): void => {
      for (const group of component.flatMap((node) => node.groups)) groups[group.number]!.held = heldBy(group);
    };
    for (const { number } of component) nodes[number]!.cause = -1;

    // What did not fall keeps its cause while one of the deepest things has it.
    const keeping = new Set(down.filter((node) => !fellNow(node)));
    for (const { number } of keeping) nodes[number]!.cause = nodes[number]!.causeBefore;
    for (let gone = true; gone;) {
      lookAtNeeds();
      const lost = [...keeping].filter((node) => !deepestThings(node).includes(nodes[node.number]!.cause));
      for (const node of lost) {
        keeping.delete(node);
        nodes[node.number]!.cause = -1;
      }
      gone = lost.length > 0;
    }

    // Causes spread from what has them, in rounds: all look at what held when the round began.
    // A node that was given one to begin with follows what holds it down once that is known.
    const begins = new Set<PlainNode>();
    const spread = (): void => {
      const most = 10 * component.length + 10;
      for (let round = 0, changed = true; changed && round < most; round++) {
        lookAtNeeds();
        const found = down.map((node) => {
          const { causeBefore, cause } = nodes[node.number]!;
          const known = deepestThings(node);
          if (known.length === 0 && begins.has(node)) return cause;
          return known.includes(causeBefore) ? causeBefore : first(known);
        });
        changed = false;
        down.forEach(({ number }, i) => {
          if (nodes[number]!.cause === found[i]!) return;
          nodes[number]!.cause = found[i]!;
          changed = true;
        });
      }
      lookAtNeeds();
    };
    spread();

    // A loop that holds itself down: one of it takes what is best known, and the others follow.
    for (;;) {
      const choice = ofLoop(down.filter(({ number }) => nodes[number]!.cause < 0));
      if (choice === null) return;
      nodes[choice.node.number]!.cause = choice.cause;
      begins.add(choice.node);
      spread();
    }
  }

  /**
   * For nodes of which every deepest thing is one of them: the earliest cause that one had that did not fall now; else that of the
   * deepest member with a cause that one of them needs; else the earliest that one had.
   */
  function ofLoop(unknown: readonly PlainNode[]): { readonly node: PlainNode; readonly cause: number } | null {
    const had = unknown.filter(({ number }) => nodes[number]!.causeBefore >= 0);
    const memory = (some: readonly PlainNode[]): { node: PlainNode; cause: number; depth: number }[] =>
      some.map((node) => ({ node, cause: nodes[node.number]!.causeBefore, depth: 0 }));
    const needed = unknown.flatMap((node) =>
      node.groups
        .filter((group) => supply.gives(group) <= 1 - SMALL)
        .flatMap((group) => counting(group).map((i) => nodes[group.members[i]!.node]!))
        .filter(({ cap, cause }) => cap <= 1 - SMALL && cause >= 0)
        .map(({ cap, cause }) => ({ node, cause, depth: 1 - cap })),
    );
    const some = [memory(had.filter((node) => !fellNow(node))), needed, memory(had)].find((list) => list.length > 0);
    if (some === undefined) return null;
    const deepest = Math.max(...some.map(({ depth }) => depth));
    const best = some.filter(({ depth }) => depth >= deepest - SMALL);
    const cause = first(best.map((one) => one.cause));
    return best.find((one) => one.cause === cause)!;
  }

  return {
    note,
    find: () => {
      // Members before those who need them: what lies in no loop is known as soon as its members are.
      for (const component of plain.components) findIn(component);
    },
  };
}
