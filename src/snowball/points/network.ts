/** What the network alone says of nodes: who needs them, what waits in them, which are alike. */
import type { Model } from '../../model/model.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { twinsOf } from '../chains/twins.ts';

export interface Network {
  readonly compiled: CompiledModel;
  /** 1 where an outage of the node can make a counted loss, its own or somebody else's. Shape [nodes]. */
  readonly reaches: Uint8Array;
  /** Nodes that need it and from which a counted loss can be reached, ascending. */
  dependants(node: number): readonly number[];
  /** Whether it is a control whose level does something against threats. */
  isAgainst(node: number): boolean;
  /** Whether it has a switchover, a restart or a delay of a fallback. */
  hasClock(node: number): boolean;
  /** The longest way to it from nodes without needs, a loop as one step. */
  readonly depth: Int32Array;
  /** Sets of two nodes or more that are alike (`twinsOf`), ascending. */
  readonly twins: readonly (readonly number[])[];
}

/** Controls that are against each threat: of the event, of its effects, and of their repair. */
function controlsAgainst(model: CompiledModel): readonly (readonly number[])[] {
  return model.threatIds.map((_, threat) => {
    const found = new Set<number>();
    const add = (controls: Int32Array, from: number, end: number): void => {
      for (const control of controls.subarray(from, end)) found.add(control);
    };
    add(model.deterControl, model.deterStart[threat]!, model.deterStart[threat + 1]!);
    add(model.eventControl, model.eventControlStart[threat]!, model.eventControlStart[threat + 1]!);
    const [first, end] = [model.effectStart[threat]!, model.effectStart[threat + 1]!];
    add(model.effectControl, model.effectControlStart[first]!, model.effectControlStart[end]!);
    add(model.repairControl, model.repairControlStart[first]!, model.repairControlStart[end]!);
    return [...found];
  });
}

/** Whether the level in force of a control does anything against threats. */
function doesSomething(model: CompiledModel, control: number): boolean {
  const level = model.controlLevel[control]!;
  const { levelDeterSlot, levelPreventSlot, levelContainSlot, levelRecoverSlot } = model;
  const slots = [levelDeterSlot, levelPreventSlot, levelContainSlot, levelRecoverSlot];
  return slots.some((slot) => slot[level]! >= 0);
}

/** Whether a counted loss can be reached from each node: by its own losses, its dependants', and what it is against. */
function reachesOf(model: CompiledModel, against: readonly (readonly number[])[]): Uint8Array {
  const { outStart, outEdge, edgeGroup, groupNode, lossStart, lossCounted, controlNode } = model;
  const reaches = new Uint8Array(model.nodeIds.length);
  const open: number[] = [];
  const mark = (node: number): void => {
    if (reaches[node] === 1) return;
    reaches[node] = 1;
    open.push(node);
  };
  const suppliers = model.nodeIds.map((): number[] => []);
  for (let node = 0; node < suppliers.length; node++) {
    for (let o = outStart[node]!; o < outStart[node + 1]!; o++) {
      suppliers[groupNode[edgeGroup[outEdge[o]!]!]!]!.push(node);
    }
  }
  // Whoever is against what strikes a node, or costs something by itself, stands before it like a supplier.
  const paysOf = (from: Int32Array, first: number, end: number): boolean =>
    model.costKind.subarray(from[first]!, from[end]!).some((kind) => model.kindCounted[kind] === 1);
  model.threatIds.forEach((_, threat) => {
    const [first, end] = [model.effectStart[threat]!, model.effectStart[threat + 1]!];
    const isCostly = paysOf(model.effectCostStart, first, end) || paysOf(model.threatCostStart, threat, threat + 1);
    for (const control of against[threat]!) {
      if (isCostly) mark(controlNode[control]!);
      for (const node of model.effectNode.subarray(first, end)) suppliers[node]!.push(controlNode[control]!);
    }
  });
  for (let node = 0; node < suppliers.length; node++) {
    if (lossCounted.subarray(lossStart[node]!, lossStart[node + 1]!).includes(1)) mark(node);
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) for (const other of suppliers[node]!) mark(other);
  return reaches;
}

function depthOf({ nodeRank, nodeLoop, groupStart, edgeStart, edgeNode, nodeIds }: CompiledModel): Int32Array {
  const depth = new Int32Array(nodeIds.length);
  const order = Int32Array.from(nodeRank.keys()).toSorted((a, b) => nodeRank[a]! - nodeRank[b]!);
  for (let from = 0; from < order.length;) {
    const loop = nodeLoop[order[from]!]!;
    let end = from + 1;
    while (loop >= 0 && end < order.length && nodeLoop[order[end]!] === loop) end++;
    const together = order.subarray(from, end);
    let deepest = 0;
    for (const node of together) {
      for (const member of edgeNode.subarray(edgeStart[groupStart[node]!]!, edgeStart[groupStart[node + 1]!]!)) {
        if (loop < 0 || nodeLoop[member] !== loop) deepest = Math.max(deepest, depth[member]! + 1);
      }
    }
    for (const node of together) depth[node] = deepest;
    from = end;
  }
  return depth;
}

/** Sets of nodes that are twins of each other, controls left out. */
function twinSets(model: Model, compiled: CompiledModel): readonly (readonly number[])[] {
  const twins = twinsOf(model);
  const sets = new Map<string, number[]>();
  compiled.nodeIds.forEach((id, node) => {
    if (compiled.nodeIsControl[node] === 1) return;
    const first = twins.node(id);
    sets.set(first, [...(sets.get(first) ?? []), node]);
  });
  return [...sets.values()].filter((set) => set.length > 1);
}

export function networkOf(model: Model, compiled: CompiledModel): Network {
  const { outStart, outEdge, edgeGroup, groupNode, groupStart, restartStart, controlNode } = compiled;
  const against = controlsAgainst(compiled);
  const reaches = reachesOf(compiled, against);
  const busy = new Set(against.flat().filter((control) => doesSomething(compiled, control)));
  return {
    compiled,
    reaches,
    dependants: (node) => {
      const edges = outEdge.subarray(outStart[node]!, outStart[node + 1]!);
      const nodes = new Set(Array.from(edges, (edge) => groupNode[edgeGroup[edge]!]!));
      return [...nodes].filter((dependant) => reaches[dependant] === 1).toSorted((a, b) => a - b);
    },
    isAgainst: (node) => busy.has(controlNode.indexOf(node)),
    hasClock: (node) => {
      if (restartStart[node]! < restartStart[node + 1]!) return true;
      const [first, end] = [groupStart[node]!, groupStart[node + 1]!];
      const { groupSwitchoverSampler, groupAfterSampler } = compiled;
      return [groupSwitchoverSampler, groupAfterSampler].some((row) => row.subarray(first, end).some((at) => at >= 0));
    },
    depth: depthOf(compiled),
    twins: twinSets(model, compiled),
  };
}
