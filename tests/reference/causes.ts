/**
 * Causes at an instant: DESIGN 7.1 and 7.2, and for loops two passes, in rounds: first all who cannot keep their cause lose it,
 * then they take the earliest of their deepest things. Where a loop has pulled itself down, one of it takes the cause of its deepest
 * known member, or where there is none the earliest that one of them had.
 */
import type { Group, Plain } from './plain.ts';
import { SMALL } from './plain.ts';
import type { Effect, GroupState, NodeState } from './state.ts';

export function findCauses(
  plain: Plain,
  nodes: readonly NodeState[],
  groups: readonly GroupState[],
  effects: readonly Effect[],
  gives: (group: Group) => number,
): void {
  /** In `any` and `at least` without members in use: whose fall lowered the supply last, or who fell before it. */
  function lastFall(group: Group): number {
    const state = groups[group.number]!;
    const down = group.members
      .map((member, i) => ({ cause: nodes[member.node]!.cause, fell: state.fell[i]! }))
      .filter(({ cause }) => cause >= 0);
    const before = down.filter(({ fell }) => fell <= state.lowered);
    if (before.length > 0) {
      return before.toSorted((a, b) => b.fell - a.fell || a.cause - b.cause)[0]!.cause;
    }
    return down.toSorted((a, b) => a.fell - b.fell || a.cause - b.cause)[0]?.cause ?? -1;
  }

  /** The cause of the deepest members; the one kept where it is among them, else the earliest. */
  function ofMembers(group: Group, kept: number): number {
    if ((group.kind === 'any' || group.kind === 'atLeast') && !group.tracked) return lastFall(group);
    const state = groups[group.number]!;
    const { boosted } = nodes[group.node]!;
    const down = group.members
      .filter((member, i) => !(group.tracked && !state.inUse[i]!) && !(boosted && member.inLoop))
      .map((member) => {
        const missing = 1 - nodes[member.node]!.cap;
        const depth = group.kind === 'share' ? member.weight * missing : missing;
        return { depth, cause: nodes[member.node]!.cause };
      })
      .filter(({ depth }) => depth > SMALL);
    const deepest = Math.max(0, ...down.map(({ depth }) => depth));
    const known = down.filter(({ depth, cause }) => depth >= deepest - SMALL && cause >= 0).map(({ cause }) => cause);
    if (known.includes(kept)) return kept;
    return known.length > 0 ? Math.min(...known) : -1;
  }

  function heldBy(group: Group): number {
    const state = groups[group.number]!;
    if (state.counted > 1 - SMALL) return -1;
    const bridged = state.stock === 'full' || state.stock === 'part';
    const value = bridged ? 1 : state.supply;
    const waits = value > state.counted + SMALL;
    const fallen = state.supply < state.supplyBefore - SMALL || state.counted < state.countedBefore - SMALL;
    // A restart keeps the cause of the fall; one broken off by a new fall is gone.
    if (waits && !fallen && state.heldBefore >= 0) return state.heldBefore;
    const found = ofMembers(group, state.heldBefore);
    return found < 0 && waits && !fallen ? state.heldBefore : found;
  }

  /** The causes of the deepest things that hold a node down. */
  function deepestThings(node: number): number[] {
    const state = nodes[node]!;
    const limit = state.cap + SMALL;
    const found: number[] = [];
    if (state.own <= limit) {
      if (state.base <= limit) found.push(state.baseCause);
      for (const effect of effects) if (effect.node === node && effect.leaves <= limit) found.push(effect.cause);
    }
    for (const group of plain.groupsOf[node]!) if (gives(group) <= limit) found.push(groups[group.number]!.held);
    return found.filter((cause) => cause >= 0);
  }

  // Members before those who need them: what lies in no loop is known as soon as its members are.
  for (const component of plain.components) findIn(component);

  function findIn(component: readonly number[]): void {
    const own = component.flatMap((node) => plain.groupsOf[node]!);
    function lookAtGroups(): void {
      for (const group of own) groups[group.number]!.held = heldBy(group);
    }

    // First pass
    const sought = new Map<number, number>();
    for (let changed = true; changed;) {
      changed = false;
      lookAtGroups();
      for (const node of component) {
        const state = nodes[node]!;
        if (sought.has(node)) continue;
        if (state.cap > 1 - SMALL) {
          if (state.cause >= 0) changed = true;
          state.cause = -1;
          continue;
        }
        if (state.cause >= 0 && deepestThings(node).includes(state.cause)) continue;
        sought.set(node, state.cause);
        state.cause = -1;
        changed = true;
      }
    }

    // Second pass
    function seek(): void {
      for (let changed = true; changed;) {
        changed = false;
        lookAtGroups();
        for (const node of component) {
          const state = nodes[node]!;
          // What it kept may be gone by now.
          if (sought.has(node) || state.cause < 0 || deepestThings(node).includes(state.cause)) continue;
          sought.set(node, state.cause);
          state.cause = -1;
          changed = true;
        }
        for (const node of sought.keys()) {
          const state = nodes[node]!;
          const found = deepestThings(node);
          if (found.length === 0) continue;
          const earliest = Math.min(...found);
          if (state.cause >= 0 && state.cause <= earliest) continue;
          state.cause = earliest;
          changed = true;
        }
      }
    }
    seek();

    // Loops that pulled themselves down
    for (;;) {
      const choices = [...sought]
        .filter(([node]) => nodes[node]!.cause < 0)
        .map(([node, kept]) => {
          const members = plain.groupsOf[node]!.filter((group) => gives(group) <= 1 - SMALL)
            .flatMap((group) => group.members)
            .map((member) => ({ depth: 1 - nodes[member.node]!.cap, cause: nodes[member.node]!.cause }))
            .filter(({ depth, cause }) => depth > SMALL && cause >= 0);
          const deepest = Math.max(0, ...members.map(({ depth }) => depth));
          const began = members.filter(({ depth }) => depth >= deepest - SMALL).map(({ cause }) => cause);
          return { node, known: began.length > 0, cause: began.length > 0 ? Math.min(...began) : kept };
        })
        .filter(({ cause }) => cause >= 0)
        .toSorted((a, b) => Number(b.known) - Number(a.known) || a.cause - b.cause || a.node - b.node);
      if (choices.length === 0) break;
      nodes[choices[0]!.node]!.cause = choices[0]!.cause;
      seek();
    }
  }
}
