/** What the graph alone says: which node by itself takes a goal down, and which of these nobody sees. */
import { goalNodes } from '../../model/goal-nodes.ts';
import type { Model, ModelNode, NeedGroup } from '../../model/model.ts';
import { downBelow } from '../../sim/compile/nodes.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import { makeSettled } from './settled.ts';

/** Worlds that are looked at where a fallback is uncertain: an odd number, so that there is a majority. */
const WORLDS = 101;

/** A node that is enough. */
export interface SinglePoint {
  readonly node: string;
  /** What is left of the goal without it: the mean over the worlds looked at, 0..1. */
  readonly left: number;
  /** Share of worlds in which the goal is down without it: above 1/2, and 1 where no fallback is uncertain. */
  readonly inWorlds: number;
}

/** What is enough to take a goal down. */
export interface GoalPoints {
  readonly goal: string;
  /** The goal is down although nothing has failed, since something is not bought: then no single point can be told. */
  readonly isDownUnhurt: boolean;
  /** In order of id. */
  readonly points: readonly SinglePoint[];
}

/** A group of alternatives that fall together. */
export interface SharedContract {
  /** Who holds it: the nodes with a need for these alternatives. */
  readonly holders: readonly string[];
  /** Name of the need at the first holder. */
  readonly need: string;
  readonly members: readonly string[];
  /** Those of the members that fall with the hidden node. */
  readonly falling: readonly string[];
  /** Steps from the first holder that the node lies up the chain: 2 is a supplier of a supplier. */
  readonly tier: number;
}

/** A node that is enough, above alternatives none of which is, and named by none of those who rely on them. */
export interface HiddenSupplier {
  readonly node: string;
  /** Goals that it takes down alone. */
  readonly goals: readonly string[];
  readonly contracts: readonly SharedContract[];
}

/** What the graph alone says of a model, at the levels in force. */
export interface Structure {
  readonly goals: readonly GoalPoints[];
  /** The nearest to a holder first, then by id. */
  readonly hidden: readonly HiddenSupplier[];
}

export interface StructureOptions {
  /** Ids of the nodes to keep up; those that the organisation is there for when absent (`goalNodes`). */
  readonly goals?: readonly string[] | undefined;
  /** Seed of the worlds from which uncertain fallbacks are taken. */
  readonly seed: string;
}

/** Worlds to look at: one where no fallback is uncertain. */
export function worldsOf({ stepOut, groupFallbackSlot }: CompiledModel): number {
  const drawn = new Set(stepOut);
  return groupFallbackSlot.some((slot) => drawn.has(slot)) ? WORLDS : 1;
}

/** What every loss of one node alone leaves of the others. */
interface Loss {
  readonly node: number;
  /** Mean capacity over worlds. Shape [nodes]. */
  readonly left: Float64Array;
  /** Share of worlds in which each goal is down. Shape [goals]. */
  readonly down: Float64Array;
}

function lossesOfOne(
  compiled: CompiledModel,
  seed: string,
  goals: readonly { readonly index: number; readonly below: number }[],
): { readonly unhurt: Loss; readonly losses: readonly Loss[] } {
  const settled = makeSettled(compiled, seed);
  const worlds = worldsOf(compiled);
  const lossOf = (node: number): Loss => {
    const left = new Float64Array(compiled.nodeIds.length);
    const down = new Float64Array(goals.length);
    for (let world = 0; world < worlds; world++) {
      const capacity = settled.without(world, node < 0 ? [] : [node]);
      capacity.forEach((value, index) => (left[index]! += value / worlds));
      goals.forEach(({ index, below }, goal) => {
        if (capacity[index]! < below - LEAST_CHANGE) down[goal]! += 1 / worlds;
      });
    }
    return { node, left, down };
  };
  return { unhurt: lossOf(-1), losses: compiled.nodeIds.map((_, node) => lossOf(node)) };
}

/** A majority of worlds, in spite of rounding. */
export const isMost = (share: number): boolean => share > 0.5;

/** Steps up the chain from a node to all that it rests on: 1 for its direct suppliers. */
function tiersAbove(nodes: ReadonlyMap<string, ModelNode>, from: string): ReadonlyMap<string, number> {
  const tiers = new Map<string, number>();
  let front = [from];
  for (let tier = 1; front.length > 0; tier++) {
    const next = new Set<string>();
    for (const id of front) {
      for (const { members } of nodes.get(id)?.needs ?? []) {
        for (const member of members) if (!tiers.has(member)) next.add(member);
      }
    }
    for (const id of next) tiers.set(id, tier);
    front = [...next];
  }
  return tiers;
}

interface Contract {
  readonly holders: readonly ModelNode[];
  readonly need: NeedGroup;
}

/** Groups of alternatives, each once with all who hold it: those that can lose a member and go on. */
function contractsOf(nodes: readonly ModelNode[]): readonly Contract[] {
  const contracts = new Map<string, { holders: ModelNode[]; need: NeedGroup }>();
  for (const node of nodes) {
    for (const need of node.needs) {
      if (need.kind === 'all' || need.members.length < 2) continue;
      const key = need.members.toSorted().join(' ');
      const known = contracts.get(key);
      if (known === undefined) contracts.set(key, { holders: [node], need });
      else if (!known.holders.includes(node)) known.holders.push(node);
    }
  }
  return [...contracts.values()];
}

const names = (node: ModelNode, id: string): boolean => node.needs.some(({ members }) => members.includes(id));

/**
 * Nodes that alone take a goal down when alternatives take over at once, and those of them that are hidden: above two or more members of
 * a group of alternatives of which none alone is enough, and named by no holder of that contract.
 *
 * No time: stocks have run out, fallbacks work, no switchover or restart is waited for. Where a fallback is uncertain a node is listed if it is
 * enough in most worlds.
 *
 * @throws RangeError for a goal that is no node.
 */
export function structureOf(model: Model, compiled: CompiledModel, options: StructureOptions): Structure {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const numberOf = new Map(compiled.nodeIds.map((id, index) => [id, index]));
  const goalIds = options.goals?.toSorted() ?? goalNodes(model).map(({ id }) => id);
  const goals = goalIds.map((id) => {
    const [node, index] = [nodes.get(id), numberOf.get(id)];
    if (node === undefined || index === undefined) throw new RangeError(`the goal ${JSON.stringify(id)} is no node`);
    return { id, index, below: downBelow(node) };
  });
  const { unhurt, losses } = lossesOfOne(compiled, options.seed, goals);

  const isDownUnhurt = goals.map((_, goal) => isMost(unhurt.down[goal]!));
  const enough = new Map<string, string[]>();
  const found = goals.map(({ id, index }, goal): GoalPoints => {
    const alone = isDownUnhurt[goal] ? [] : losses.filter(({ node, down }) => node !== index && isMost(down[goal]!));
    const points = alone.map(({ node, left, down }) => {
      const own = compiled.nodeIds[node]!;
      enough.set(own, [...(enough.get(own) ?? []), id]);
      return { node: own, left: left[index]!, inWorlds: down[goal]! };
    });
    return { goal: id, isDownUnhurt: isDownUnhurt[goal]!, points };
  });

  const falls = (loss: Loss, id: string): boolean => {
    const index = numberOf.get(id)!;
    return loss.left[index]! < unhurt.left[index]! - LEAST_CHANGE;
  };
  const contracts = contractsOf(model.nodes).filter(({ need }) => !need.members.some((id) => enough.has(id)));
  const tiers = contracts.map(({ holders }) => tiersAbove(nodes, holders[0]!.id));
  const hidden = losses.flatMap((loss): HiddenSupplier[] => {
    const id = compiled.nodeIds[loss.node]!;
    const takes = enough.get(id);
    if (takes === undefined) return [];
    const above = contracts.flatMap(({ holders, need }, at): SharedContract[] => {
      const tier = tiers[at]!.get(id);
      const falling = need.members.filter((member) => falls(loss, member)).toSorted();
      if (tier === undefined || falling.length < 2 || holders.some((holder) => names(holder, id))) return [];
      const ids = holders.map((holder) => holder.id);
      return [{ holders: ids, need: need.id, members: need.members.toSorted(), falling, tier }];
    });
    return above.length === 0 ? [] : [{ node: id, goals: takes, contracts: above }];
  });
  const nearest = ({ contracts: own }: HiddenSupplier): number => Math.min(...own.map(({ tier }) => tier));
  return {
    goals: found,
    hidden: hidden.toSorted((a, b) => nearest(a) - nearest(b) || (a.node < b.node ? -1 : 1)),
  };
}
