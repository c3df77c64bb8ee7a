/** What a scenario does to each node. */
import { per, type Estimate } from '../../results/estimate.ts';
import type { Estimates, NodeResult } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import { OF_NODE, sampleItems } from '../accumulate/sample-items.ts';
import type { Columns } from '../kernel/columns.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';
import type { ColumnEstimates } from './column-estimates.ts';
import { outageQuantiles } from './outage-quantiles.ts';

/** Watches of limits carry the id of the limit after this; the others are named after the tolerance. */
const LIMIT_WATCH = 'limits.';

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
  const result = (node: number): NodeResult => {
    const probabilityOfBreach: Record<string, Estimate> = {};
    const watches: Record<string, Estimate> = {};
    for (let watch = compiled.watchStart[node]!; watch < compiled.watchStart[node + 1]!; watch++) {
      const name = compiled.watchNames[watch]!;
      const breached = of.chance(columns.watch + watch, compiled.periods);
      if (name.startsWith(LIMIT_WATCH)) watches[name.slice(LIMIT_WATCH.length)] = breached;
      else probabilityOfBreach[name] = breached;
    }
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
    };
  };
  return Object.fromEntries(compiled.nodeIds.map((id, node) => [id, result(node)]));
}
