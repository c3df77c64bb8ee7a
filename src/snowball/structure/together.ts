/** Minimal sets of nodes that together take a goal down: by wiring alone, when alternatives take over at once. */
import { goalNodes } from '../../model/goal-nodes.ts';
import type { Model, ModelNode } from '../../model/model.ts';
import { downBelow } from '../../sim/compile/nodes.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import { makeSettled } from './settled.ts';
import { isMost, worldsOf } from './structure.ts';

/** What takes one goal down. Sets are minimal: no part of one is enough. */
export interface EnoughTogether {
  readonly goal: string;
  /** By size, then by ids; each sorted. */
  readonly sets: readonly (readonly string[])[];
  /** Sets of as many nodes were all tried; larger ones were not. 0: the goal is down although nothing has failed. */
  readonly triedUpTo: number;
}

/** Largest sets that are tried. */
const LARGEST = 3;
/** Futures that are settled for one goal, at most: sets of a size that would take more are not tried. */
const MOST_SETTLED = 60_000;

/** Nodes that a goal needs, directly or through others, with it; controls too. */
function behind(nodes: ReadonlyMap<string, ModelNode>, goal: string): ReadonlySet<string> {
  const found = new Set([goal]);
  const open = [goal];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { members } of nodes.get(id)?.needs ?? []) {
      for (const member of members) {
        if (found.has(member)) continue;
        found.add(member);
        open.push(member);
      }
    }
  }
  return found;
}

/** All sets of a size of numbers from 0 to before `count`, in order. */
function* setsOf(size: number, count: number, from = 0): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - size; first++) {
    for (const rest of setsOf(size - 1, count, first + 1)) yield [first, ...rest];
  }
}

function choices(count: number, size: number): number {
  let product = 1;
  for (let k = 0; k < size; k++) product = (product * (count - k)) / (k + 1);
  return product;
}

/**
 * Minimal cut sets of up to three nodes, the goal itself left out: a set is lost for good, and what is left of the goal is settled by the
 * kernel, in most worlds where a fallback is uncertain. Every set of a size is tried, those that hold a smaller one left out.
 *
 * @param goals Ids; those that the organisation is there for when absent.
 */
export function enoughTogether(
  model: Model,
  compiled: CompiledModel,
  seed: string,
  goals: readonly string[] = goalNodes(model).map(({ id }) => id),
): readonly EnoughTogether[] {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const numberOf = new Map(compiled.nodeIds.map((id, number) => [id, number]));
  const settled = makeSettled(compiled, seed);
  const worlds = worldsOf(compiled);
  return goals.map((goal): EnoughTogether => {
    const number = numberOf.get(goal)!;
    const below = downBelow(nodes.get(goal)!) - LEAST_CHANGE;
    const isDown = (lost: readonly number[]): boolean => {
      let down = 0;
      for (let world = 0; world < worlds; world++) if (settled.without(world, lost)[number]! < below) down++;
      return isMost(down / worlds);
    };
    if (isDown([])) return { goal, sets: [], triedUpTo: 0 };
    const candidates = [...behind(nodes, goal)].filter((id) => id !== goal).toSorted();
    const numbers = candidates.map((id) => numberOf.get(id)!);
    const found: (readonly number[])[] = [];
    let [size, spent] = [0, 0];
    while (size < LARGEST && spent + choices(candidates.length, size + 1) * worlds <= MOST_SETTLED) {
      size++;
      spent += choices(candidates.length, size) * worlds;
      for (const set of setsOf(size, candidates.length)) {
        if (found.some((smaller) => smaller.every((one) => set.includes(one)))) continue;
        if (isDown(set.map((one) => numbers[one]!))) found.push(set);
      }
    }
    return { goal, sets: found.map((set) => set.map((one) => candidates[one]!)), triedUpTo: size };
  });
}
