/** What the scenario does as written, and the threats that are given to happen at hour 0. */
import type { CompiledModel } from '../kernel/compiled-model.ts';
import type { Context } from './context.ts';
import { positionOf, sortedById } from './order.ts';

type ShockArrays = Pick<
  CompiledModel,
  | 'scenario'
  | 'shockIds'
  | 'shockTime'
  | 'shockNode'
  | 'shockOutageSampler'
  | 'shockLeaves'
  | 'shockStream'
  | 'givenThreats'
>;

export function compileShocks(context: Context): ShockArrays {
  const { model, nodePosition, threatPosition, streams, quantities } = context;
  // A shock outside the horizon never comes.
  const shocks = sortedById(model.shocks).filter(({ atHours }) => atHours >= 0 && atHours < model.horizonHours);
  const pathOf = (id: string): string => `scenarios.${model.scenario}.shocks.${id}`;
  return {
    scenario: model.scenario,
    shockIds: shocks.map(({ id }) => id),
    shockTime: new Float64Array(shocks.map(({ atHours }) => atHours)),
    shockNode: new Int32Array(shocks.map(({ node }) => positionOf(nodePosition, node))),
    shockOutageSampler: new Int32Array(
      shocks.map(({ id, outage }) => (outage === 'forever' ? -1 : quantities.sampler(outage, `${pathOf(id)}.outage`))),
    ),
    shockLeaves: new Float64Array(shocks.map(({ leaves }) => leaves)),
    shockStream: new Int32Array(shocks.map(({ id }) => streams.of(pathOf(id)))),
    givenThreats: new Int32Array(
      [...new Set(model.given)].map((id) => positionOf(threatPosition, id)).toSorted((a, b) => a - b),
    ),
  };
}
