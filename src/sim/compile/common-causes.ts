/** Common causes: an effect on a member may strike the others too. */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import type { PlacedEffect } from './effects.ts';
import { byCodeUnits, positionOf, sortedById } from './order.ts';

type CommonCauseArrays = Pick<
  CompiledModel,
  'effectCommonStart' | 'commonBetaSlot' | 'commonStream' | 'spawnStart' | 'spawnNode' | 'spawnStream'
>;

interface Group {
  readonly label: string;
  readonly betaSlot: number;
  readonly members: readonly { readonly node: number; readonly drawId: string }[];
}

/** The common causes that each node is a member of. */
function groupsByNode(context: Context): ReadonlyMap<number, readonly Group[]> {
  const { model, nodePosition, quantities } = context;
  const groups = new Map<number, Group[]>();
  for (const cause of sortedById(model.commonCauses)) {
    const label = `common causes.${cause.id}`;
    const group: Group = {
      label,
      betaSlot: quantities.slot(cause.beta, `${label}.beta`),
      members: cause.members
        .toSorted(byCodeUnits)
        .map((id) => ({ node: positionOf(nodePosition, id), drawId: context.drawId(id) })),
    };
    for (const { node } of group.members) {
      const known = groups.get(node);
      if (known === undefined) groups.set(node, [group]);
      else known.push(group);
    }
  }
  return groups;
}

export function compileCommonCauses(context: Context, effects: readonly PlacedEffect[]): CommonCauseArrays {
  const { streams } = context;
  const groups = groupsByNode(context);
  const commonLengths: number[] = [];
  const beta: number[] = [];
  const stream: number[] = [];
  const spawnLengths: number[] = [];
  const spawnNode: number[] = [];
  const spawnStream: number[] = [];
  for (const struck of effects) {
    const met = groups.get(struck.node) ?? [];
    commonLengths.push(met.length);
    for (const { label, betaSlot, members } of met) {
      const path = `${label}/${struck.label}`;
      const others = members.filter(({ node }) => node !== struck.node);
      beta.push(betaSlot);
      stream.push(streams.of(path));
      spawnLengths.push(others.length);
      for (const { node, drawId } of others) {
        spawnNode.push(node);
        spawnStream.push(streams.of(`${path}/${drawId}`));
      }
    }
  }
  return {
    effectCommonStart: offsets(commonLengths),
    commonBetaSlot: new Int32Array(beta),
    commonStream: new Int32Array(stream),
    spawnStart: offsets(spawnLengths),
    spawnNode: new Int32Array(spawnNode),
    spawnStream: new Int32Array(spawnStream),
  };
}
