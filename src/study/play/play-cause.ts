/** What is played: something fails or happens and all else is well, or a future of a run as it is. */
import type { Model } from '../../model/model.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { expectedEvents } from '../../sim/compile/expected-events.ts';
import { makeLawValues } from '../../sim/measure/law-values.ts';

/** A cause of a cascade. `at`: a date within the horizon; at its first hour when absent. */
export type PlayCause =
  /** A node is out; `outage` as in a model file: `11 h`, `8..72 h`, `forever`. */
  | { readonly kind: 'node'; readonly node: string; readonly outage: string; readonly at?: string | undefined }
  /** Several nodes are out at once, each for so long. */
  | {
      readonly kind: 'nodes';
      readonly nodes: readonly string[];
      readonly outage: string;
      readonly at?: string | undefined;
    }
  /** A threat happens: nothing prevents it. */
  | { readonly kind: 'threat'; readonly threat: string; readonly at?: string | undefined }
  /** A trial of a run, with all that happens in it. */
  | { readonly kind: 'trial'; readonly world: number; readonly trial: number };

/** The events to be given to a selection; none for a trial. */
export function givenBy(cause: PlayCause): readonly string[] {
  if (cause.kind === 'trial') return [];
  const behind = cause.at === undefined ? '' : `@${cause.at}`;
  switch (cause.kind) {
    case 'node':
      return [`node=${cause.node}:${cause.outage}${behind}`];
    case 'nodes':
      return cause.nodes.map((node) => `node=${node}:${cause.outage}${behind}`);
    case 'threat':
      return [`threat=${cause.threat}${behind}`];
  }
}

/** How long a node is out when nobody says how long. */
export interface UsualOutage {
  /** Infinity: for ever. */
  readonly hours: number;
  /** The threat whose effect it is; null where none strikes the node. */
  readonly threat: string | null;
}

/** Hours of an outage of which the model says nothing. */
const UNKNOWN_HOURS = 24;

/**
 * The middle outage of a node: of what the threat does to it that comes most often; ties by id.
 *
 * @throws RangeError for an unknown node.
 */
export function usualOutage({ threats }: Model, compiled: CompiledModel, seed: string, node: string): UsualOutage {
  if (!compiled.nodeIds.includes(node)) throw new RangeError(`there is no node ${JSON.stringify(node)}`);
  const events = expectedEvents(compiled, seed);
  const isStruck = new Map(threats.map(({ id, affects }) => [id, affects.some((effect) => effect.node === node)]));
  const { threatIds, effectThreat, effectNode, nodeIds, effectOutageSampler } = compiled;
  let most = -1;
  threatIds.forEach((id, threat) => {
    if (isStruck.get(id) === true && (most < 0 || events[threat]! > events[most]!)) most = threat;
  });
  const effect = effectThreat.findIndex((threat, at) => threat === most && nodeIds[effectNode[at]!] === node);
  if (most < 0 || effect < 0) return { hours: UNKNOWN_HOURS, threat: null };
  const row = effectOutageSampler[effect]!;
  const hours = row < 0 ? Infinity : makeLawValues(compiled, seed).ofRow(row, 0.5);
  return { hours, threat: threatIds[most]! };
}
