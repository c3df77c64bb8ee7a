/** What the scenario does as written, and the given events. */
import type { GivenEvent, Shock } from '../../model/model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { positionOf, sortedById } from './order.ts';

type ShockArrays = Pick<
  CompiledModel,
  | 'scenario'
  | 'conditional'
  | 'shockIds'
  | 'shockTime'
  | 'shockNode'
  | 'shockSource'
  | 'shockOutageSampler'
  | 'shockLeaves'
  | 'shockStream'
  | 'givenNodeIds'
  | 'givenThreats'
  | 'givenTimes'
  | 'givenOrdinals'
>;

/** What is to be taken out when, and on whose account. */
interface Outing {
  readonly id: string;
  readonly atHours: number;
  readonly node: string;
  readonly outage: Shock['outage'];
  readonly leaves: number;
  readonly source: number;
  /** Label of its draws. */
  readonly label: string;
}

/** The same event, preceded by others of its subject, in order of time: `of` names the subject. */
function ordinals<E extends GivenEvent>(events: readonly E[], of: (event: E) => string): readonly number[] {
  return events.map((event, at) => events.slice(0, at).filter((before) => of(before) === of(event)).length);
}

export function compileShocks(context: Context): ShockArrays {
  const { model, nodePosition, threatPosition, threats, controls, streams, quantities } = context;
  const subject = (event: GivenEvent): string => (event.kind === 'threat' ? event.threat : event.node);
  const given = sortedById(model.given.map((event) => ({ id: subject(event), event })))
    .map(({ event }) => event)
    .toSorted((a, b) => a.atHours - b.atHours);
  const givenThreats = given.filter((event) => event.kind === 'threat');
  const givenNodes = given.filter((event) => event.kind === 'node');
  // Among the sources of loss: after threats, shocks, actions and controls.
  const first = threats.length + 2 + controls.length;
  const ofNodes = ordinals(givenNodes, ({ node }) => node);
  const outings: readonly Outing[] = [
    // A shock outside the horizon never comes.
    ...sortedById(model.shocks)
      .filter(({ atHours }) => atHours >= 0 && atHours < model.horizonHours)
      .map((shock) => ({
        ...shock,
        source: threats.length,
        label: `scenarios.${model.scenario}.shocks.${shock.id}`,
      })),
    // A second one at a node has its own draws; numbered per node rather than by time, so that changing one moves
    // nothing else.
    ...givenNodes.map((event, index) => ({
      ...event,
      leaves: 0,
      source: first + index,
      label: `given:${context.drawId(event.node)}${ofNodes[index] === 0 ? '' : ` ${ofNodes[index]! + 1}`}`,
    })),
  ];
  return {
    scenario: model.scenario,
    conditional: given.length > 0,
    shockIds: outings.map(({ id }) => id),
    shockTime: new Float64Array(outings.map(({ atHours }) => atHours)),
    shockNode: new Int32Array(outings.map(({ node }) => positionOf(nodePosition, node))),
    shockSource: new Int32Array(outings.map(({ source }) => source)),
    shockOutageSampler: new Int32Array(
      outings.map(({ outage, label }) => (outage === 'forever' ? -1 : quantities.sampler(outage, `${label}.outage`))),
    ),
    shockLeaves: new Float64Array(outings.map(({ leaves }) => leaves)),
    shockStream: new Int32Array(outings.map(({ label }) => streams.of(label))),
    givenNodeIds: givenNodes.map(({ id }) => id),
    givenThreats: new Int32Array(givenThreats.map(({ threat }) => positionOf(threatPosition, threat))),
    givenTimes: new Float64Array(givenThreats.map(({ atHours }) => atHours)),
    givenOrdinals: new Int32Array(ordinals(givenThreats, ({ threat }) => threat)),
  };
}
