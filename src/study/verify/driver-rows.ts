/** Figures of results that rows of drivers read. */
import type { Estimate } from '../../results/estimate.ts';
import type { IndexResult, StateResult, TimesResult } from '../../results/driver-result.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { log } from '../../sim/random/elementary.ts';
import type { Answer, Found } from './row.ts';

export const YEAR = 8760;

/** Standard deviation of the logarithm of x0.5..x2. */
export const SIGMA: number = log(4) / (2 * 1.6448536269514722);

export type DriverRow = Answer & { readonly of: (result: ScenarioResult) => Found };

type Figure = (result: ScenarioResult) => Estimate;

export const down =
  (node: string): Figure =>
  ({ nodes }) =>
    nodes[node]!.unavailability;
export const mean: Figure = ({ loss }) => loss.mean;
export const byBearer =
  (bearer: string): Figure =>
  ({ loss }) =>
    loss.byBearer[bearer]!;
export const events =
  (threat: string): Figure =>
  ({ threats }) =>
    threats[threat]!.eventsPerHorizon;
export const through =
  (threat: string): Figure =>
  ({ threats }) =>
    threats[threat]!.gotThroughPerHorizon;

/** A figure of a state, as `energy.crisis`. */
export const state =
  (path: `${string}.${string}`, figure: keyof StateResult): Figure =>
  ({ drivers }) => {
    const [driver, id] = path.split('.') as [string, string];
    return drivers![driver]!.states![id]![figure]!;
  };

/** The same of the time in which no state of a driver is in force. */
export const inNormal =
  (driver: string, figure: keyof TimesResult): Figure =>
  ({ drivers }) =>
    drivers![driver]!.normal![figure]!;

export const index =
  (driver: string, figure: keyof IndexResult): Figure =>
  ({ drivers }) =>
    drivers![driver]!.index![figure];

export const row = (id: string, what: string, source: string, exact: number, of: Figure): DriverRow => ({
  id: `drivers-${id}`,
  what,
  source,
  exact,
  of,
});
