/** What a scenario does to each node. */
import { estimate, per, type Estimate } from '../../results/estimate.ts';
import type { DepthResult, Estimates, HoursInAll, NodeResult } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import { OF_GAUGE, OF_NODE, sampleItems } from '../accumulate/sample-items.ts';
import { GAUGE, type Columns } from '../kernel/ground/columns.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { ColumnEstimates } from './column-estimates.ts';
import { LEAST_CHANGE } from '../kernel/ground/purposes.ts';
import { outageQuantiles, sampleQuantiles, trialQuantiles } from './outage-quantiles.ts';

/** Watches of limits carry the id of the limit after this; the others are named after the tolerance. */
const LIMIT_WATCH = 'limits.';

const LEVELS = [0.05, 0.5, 0.95];

/** From quantiles of 1 - capacity to those of capacity. */
function lowestOf(depths: Estimates): Estimates {
  const entries = Object.entries(depths).map(
    ([level, { value, standardError, unreliable, low = value, high = value }]) => {
      const interval = { low: Math.max(0, 1 - high), high: Math.min(1, 1 - low) };
      const capacity = estimate(capacityOf(value), standardError, unreliable === true, interval);
      return [String(Math.round(100 - 100 * Number(level)) / 100), capacity] as const;
    },
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => Number(a) - Number(b)));
}

/** Depths are kept in single precision. */
const capacityOf = (depth: number): number => Math.max(0, Math.round((1 - depth) * 1e6) / 1e6);

export function nodeResults(
  compiled: CompiledModel,
  columns: Columns,
  measured: Measured,
  of: ColumnEstimates,
): Readonly<Record<string, NodeResult>> {
  const items = sampleItems(compiled);
  const perHour = (column: number): Estimate => per(of.mean(column), compiled.horizonHours);
  const perPeriod = (column: number): Estimate => per(of.mean(column), compiled.periods);
  const quantilesOf = (node: number, ended: number, cut: number, levels: readonly number[]): Estimates =>
    outageQuantiles(measured, { ended: items.ofNode(node, ended), cut: items.ofNode(node, cut) }, levels);
  const depthOf = (gauge: number): DepthResult => {
    const first = columns.gauge + columns.perGauge * gauge;
    const hours = (column: number, item: number): HoursInAll => ({
      mean: of.mean(first + column),
      quantiles: trialQuantiles(measured, items.ofGauge(gauge, item), LEVELS),
    });
    const below = compiled.gaugeBelow[gauge]!;
    return {
      downBelow: below > 2 * LEAST_CHANGE ? below : 0,
      probabilityOfDown: of.chance(first + GAUGE.wasDown),
      hoursBelowFull: hours(GAUGE.belowFull, OF_GAUGE.belowFull),
      hoursDown: hours(GAUGE.down, OF_GAUGE.down),
      lowestCapacity: lowestOf(sampleQuantiles(measured, items.ofGauge(gauge, OF_GAUGE.depth), LEVELS)),
    };
  };
  const result = (node: number): NodeResult => {
    const probabilityOfBreach: Record<string, Estimate> = {};
    const watches: Record<string, Estimate> = {};
    for (let watch = compiled.watchStart[node]!; watch < compiled.watchStart[node + 1]!; watch++) {
      const name = compiled.watchNames[watch]!;
      const breached = of.chance(columns.watch + watch, compiled.periods);
      if (name.startsWith(LIMIT_WATCH)) watches[name.slice(LIMIT_WATCH.length)] = breached;
      else probabilityOfBreach[name] = breached;
    }
    const gauge = compiled.gaugeOf[node]!;
    return {
      unavailability: perHour(columns.nodeDownHours + columns.perNode * node),
      lostCapacity: perHour(columns.nodeLostHours + columns.perNode * node),
      outagesPerHorizon: of.mean(columns.nodeOutages + columns.perNode * node),
      probabilityOfOutage: of.chance(columns.nodeDown + columns.perNode * node),
      lossCaused: perPeriod(columns.nodeLossCaused + columns.perNode * node),
      lossBorne: perPeriod(columns.nodeLossBorne + columns.perNode * node),
      longestOutageHours: quantilesOf(node, OF_NODE.longest, OF_NODE.longestCut, [0.5, 0.95]),
      firstOutageHours: quantilesOf(node, OF_NODE.first, OF_NODE.firstCut, [0.05, 0.5, 0.95]),
      probabilityOfBreach,
      watches,
      ...(gauge < 0 ? {} : { depth: depthOf(gauge) }),
    };
  };
  return Object.fromEntries(compiled.nodeIds.map((id, node) => [id, result(node)]));
}
