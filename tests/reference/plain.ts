/** The compiled model as plain objects, and draws by their addresses: what the reference simulator reads. */
import type { CompiledModel } from '../../src/sim/kernel/compiled-model.ts';
import { makeWorld } from '../../src/sim/kernel/world.ts';
import { makeDraws, unitFromWord } from '../../src/sim/random/draws.ts';
import { streamKeys } from '../../src/sim/random/key.ts';

/** A change smaller than this is none. */
export const SMALL = 1e-9;

export interface Member {
  readonly node: number;
  readonly weight: number;
  /** Lies in the same loop as the node that needs it. */
  readonly inLoop: boolean;
}

export interface Group {
  readonly number: number;
  readonly node: number;
  readonly kind: 'all' | 'any' | 'atLeast' | 'share';
  readonly k: number;
  readonly stream: number;
  readonly members: readonly Member[];
  /** Runs on k members, and takes over to others: with a switchover, or where a member lies in the node's loop. */
  readonly tracked: boolean;
  // Sampler rows; -1 for none
  readonly switchover: number;
  readonly buffer: number;
  readonly refill: number;
  readonly after: number;
  /** World slot of the fallback; -1 for none. */
  readonly fallback: number;
}

export interface Plain {
  readonly model: CompiledModel;
  readonly groups: readonly Group[];
  readonly groupsOf: readonly (readonly Group[])[];
  readonly nodes: readonly number[];
  /** Loops, and nodes in none each by itself: members before those who need them. */
  readonly components: readonly (readonly number[])[];
}

/** The whole numbers from `from` up to, not including, `to`. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

export function plainOf(model: CompiledModel): Plain {
  const kinds = ['all', 'any', 'atLeast', 'share'] as const;
  const groups = range(0, model.groupNode.length).map((g): Group => {
    const kind = kinds[model.groupKind[g]!]!;
    const members = range(model.edgeStart[g]!, model.edgeStart[g + 1]!).map((e) => ({
      node: model.edgeNode[e]!,
      weight: model.edgeWeight[e]!,
      inLoop: model.edgeInLoop[e] === 1,
    }));
    const choice = kind === 'any' || kind === 'atLeast';
    const switchover = choice ? model.groupSwitchoverSampler[g]! : -1;
    return {
      number: g,
      node: model.groupNode[g]!,
      kind,
      k: kind === 'any' ? 1 : model.groupK[g]!,
      stream: model.groupStream[g]!,
      members,
      tracked: choice && (switchover >= 0 || members.some((member) => member.inLoop)),
      switchover,
      buffer: model.groupBufferSampler[g]!,
      refill: model.groupRefillSampler[g]!,
      after: model.groupAfterSampler[g]!,
      fallback: model.groupFallbackSlot[g]!,
    };
  });
  const nodes = range(0, model.nodeIds.length);
  const groupsOf = nodes.map((n) => groups.filter((group) => group.node === n));
  return { model, groups, groupsOf, nodes, components: componentsOf(model, groupsOf, nodes) };
}

export interface Chance {
  readonly slots: Float64Array;
  enter(world: number): void;
  /** The draw at an address. */
  at(stream: number, world: number, trial: number, index: number, purpose: number): Uint32Array;
  value(row: number, word: number): number;
}

export function chanceOf(model: CompiledModel, seed: string): Chance {
  const keys = streamKeys(seed, model.streamLabels);
  const draws = makeDraws(keys);
  const world = makeWorld(model, keys);
  return {
    slots: world.slots,
    enter: (number) => {
      world.enter(number);
    },
    at: (stream, number, trial, index, purpose) => {
      draws.at(stream, number, trial, index, purpose);
      return draws.word.slice();
    },
    value: (row, word) => world.sampler.sample(row, word),
  };
}

export { unitFromWord };

function componentsOf(
  model: CompiledModel,
  groupsOf: readonly (readonly Group[])[],
  nodes: readonly number[],
): number[][] {
  const found: number[][] = [];
  const done = new Set<number>();
  const together = (node: number): number[] => {
    const loop = model.nodeLoop[node]!;
    return loop < 0 ? [node] : nodes.filter((other) => model.nodeLoop[other] === loop);
  };
  const visit = (node: number): void => {
    if (done.has(node)) return;
    const component = together(node);
    for (const one of component) done.add(one);
    for (const group of component.flatMap((one) => groupsOf[one]!)) {
      for (const member of group.members) visit(member.node);
    }
    found.push(component);
  };
  for (const node of nodes) visit(node);
  return found;
}
