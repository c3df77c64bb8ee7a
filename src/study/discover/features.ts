/** What is known of a period before anything compounds: what state the world was in, what struck, where, and for how long. */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { driversOf } from '../../sim/drivers/tables.ts';
import type { DiscoverFeature } from '../../results/discover-document.ts';
import type { Measure } from './round-bounds.ts';

export interface Feature {
  readonly kind: DiscoverFeature;
  /** Of the driver, threat or node. */
  readonly id: string;
  /** Of the driver. */
  readonly state?: string | undefined;
}

/** In what each kind is counted. */
const MEASURES: Readonly<Record<DiscoverFeature, Measure>> = {
  state: 'hours',
  atLeast: 'hours',
  index: 'factor',
  threat: 'count',
  struck: 'hours',
  down: 'hours',
};

export const measureOf = ({ kind }: Feature): Measure => MEASURES[kind];

/** Where each kind begins among the numbers of features. */
export interface FeatureNumbers {
  readonly state: number;
  readonly atLeast: number;
  readonly index: number;
  readonly threat: number;
  readonly struck: number;
  readonly down: number;
  readonly count: number;
}

/** Drivers stand first, then threats, then nodes: of two that say the same the first is the reason. */
export function featureNumbers(model: CompiledModel): FeatureNumbers {
  const drivers = driversOf(model);
  const states = drivers?.stateIds.length ?? 0;
  const indices = drivers?.indexIds.length ?? 0;
  const threat = 2 * states + indices;
  const struck = threat + model.threatIds.length;
  const down = struck + model.nodeIds.length;
  return { state: 0, atLeast: states, index: 2 * states, threat, struck, down, count: down + model.nodeIds.length };
}

export function featureAt(model: CompiledModel, number: number): Feature {
  const first = featureNumbers(model);
  if (number >= first.down) return { kind: 'down', id: model.nodeIds[number - first.down]! };
  if (number >= first.struck) return { kind: 'struck', id: model.nodeIds[number - first.struck]! };
  if (number >= first.threat) return { kind: 'threat', id: model.threatIds[number - first.threat]! };
  const { driverIds, stateIds, stateDriver, indexIds } = driversOf(model)!;
  if (number >= first.index) return { kind: 'index', id: indexIds[number - first.index]! };
  const kind = number >= first.atLeast ? 'atLeast' : 'state';
  const state = number - first[kind];
  const id = driverIds[stateDriver[state]!]!;
  // States are named by their driver and themselves
  return { kind, id, state: stateIds[state]!.slice(id.length + 1) };
}
