/** Groups of needs and their edges, by node, then id; members of `any` in order of preference. */
import type { NeedGroup } from '../../model/model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { GROUP } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import { loopsOf } from './loops.ts';
import { byCodeUnits, positionOf, sortedById } from './order.ts';

type NeedArrays = Pick<
  CompiledModel,
  | 'nodeLoop'
  | 'nodeRank'
  | 'groupStart'
  | 'outStart'
  | 'outEdge'
  | 'groupNode'
  | 'groupKind'
  | 'groupK'
  | 'groupStream'
  | 'groupSwitchoverSampler'
  | 'groupBufferSampler'
  | 'groupRefillSampler'
  | 'groupFallbackSlot'
  | 'groupAfterSampler'
  | 'edgeStart'
  | 'edgeNode'
  | 'edgeGroup'
  | 'edgeWeight'
  | 'edgeInLoop'
>;

interface Member {
  readonly id: string;
  readonly weight: number;
}

function membersOf(group: NeedGroup): readonly Member[] {
  const members = group.members.map((id, i) => ({ id, weight: group.weights[i] ?? 1 }));
  return group.kind === 'any' ? members : members.toSorted((a, b) => byCodeUnits(a.id, b.id));
}

/** Edges by their member. */
function outEdges(nodes: number, edgeNode: Int32Array): { outStart: Int32Array; outEdge: Int32Array } {
  const counts = Array.from({ length: nodes }, () => 0);
  for (const node of edgeNode) counts[node]!++;
  const outStart = offsets(counts);
  const next = outStart.slice();
  const outEdge = new Int32Array(edgeNode.length);
  edgeNode.forEach((node, edge) => {
    outEdge[next[node]!++] = edge;
  });
  return { outStart, outEdge };
}

export function compileNeeds(context: Context): NeedArrays {
  const { nodes, nodePosition, streams, quantities } = context;
  const groupNode: number[] = [];
  const groupKind: number[] = [];
  const groupK: number[] = [];
  const groupStream: number[] = [];
  const switchover: number[] = [];
  const buffer: number[] = [];
  const refill: number[] = [];
  const fallback: number[] = [];
  const after: number[] = [];
  const groupLengths: number[] = [];
  const edgeLengths: number[] = [];
  const edgeNode: number[] = [];
  const edgeGroup: number[] = [];
  const edgeWeight: number[] = [];

  nodes.forEach((node, position) => {
    groupLengths.push(node.needs.length);
    for (const group of sortedById(node.needs)) {
      const path = `${node.drawLabel}.needs.${context.drawId(group.id)}`;
      const number = groupNode.push(position) - 1;
      groupKind.push(GROUP[group.kind]);
      groupK.push(group.k);
      groupStream.push(streams.of(path));
      switchover.push(quantities.samplerUnlessZero(group.switchover, `${path}.switchover`));
      buffer.push(quantities.samplerUnlessZero(group.buffer, `${path}.buffer`));
      refill.push(quantities.samplerUnlessZero(group.refill, `${path}.refill`));
      fallback.push(quantities.optionalSlot(group.fallback, `${path}.fallback`));
      after.push(quantities.samplerUnlessZero(group.fallbackAfter, `${path}.after`));
      const members = membersOf(group);
      edgeLengths.push(members.length);
      for (const member of members) {
        edgeNode.push(positionOf(nodePosition, member.id));
        edgeGroup.push(number);
        edgeWeight.push(group.kind === 'share' ? member.weight : 1);
      }
    }
  });

  const groupStart = offsets(groupLengths);
  const edgeStart = offsets(edgeLengths);
  const targets = new Int32Array(edgeNode);
  const { loop: nodeLoop, rank: nodeRank } = loopsOf(
    groupStart.map((group) => edgeStart[group]!),
    targets,
  );
  const edgeInLoop = new Uint8Array(edgeNode.length);
  targets.forEach((member, edge) => {
    const loop = nodeLoop[member]!;
    edgeInLoop[edge] = loop >= 0 && loop === nodeLoop[groupNode[edgeGroup[edge]!]!] ? 1 : 0;
  });
  return {
    nodeLoop,
    nodeRank,
    groupStart,
    ...outEdges(nodes.length, targets),
    groupNode: new Int32Array(groupNode),
    groupKind: new Uint8Array(groupKind),
    groupK: new Int32Array(groupK),
    groupStream: new Int32Array(groupStream),
    groupSwitchoverSampler: new Int32Array(switchover),
    groupBufferSampler: new Int32Array(buffer),
    groupRefillSampler: new Int32Array(refill),
    groupFallbackSlot: new Int32Array(fallback),
    groupAfterSampler: new Int32Array(after),
    edgeStart,
    edgeNode: targets,
    edgeGroup: new Int32Array(edgeGroup),
    edgeWeight: new Float64Array(edgeWeight),
    edgeInLoop,
  };
}
