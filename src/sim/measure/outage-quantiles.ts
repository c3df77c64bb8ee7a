/** Quantiles of outage lengths from the histograms of a node. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Estimates } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import { HISTOGRAM_GROUPS, type OutageHours } from '../accumulate/outage-hours.ts';
import { FEWEST_EXCEEDANCES } from './quantiles.ts';

/** Hours below which the share `level` of a node's trials with an outage lies; the place inside a bin is interpolated. */
function quantile(hours: OutageHours, node: number, total: number, level: number): number {
  const { bins, counts } = hours;
  const wanted = Math.min(Math.max(level, 0), 1) * total;
  const first = node * bins.count;
  let below = 0;
  for (let bin = 0; bin < bins.count; bin++) {
    const here = counts[first + bin]!;
    if (here > 0 && below + here >= wanted) {
      const [low, high] = [bins.edge(bin), bins.edge(bin + 1)];
      return low + ((high - low) * Math.max(0, wanted - below)) / here;
    }
    below += here;
  }
  return 0;
}

/**
 * Standard error of the share of a node's trials with an outage that lies in coarse bins up to that of `value`, from
 * groups of worlds. The groups differ in trials with an outage, so the share is a ratio.
 */
function errorOfShare(hours: OutageHours, node: number, nodes: number, value: number, groups: number): number {
  const { bins, coarse, groupCounts } = hours;
  const last = Math.floor((bins.bin(value) * coarse) / bins.count);
  const below: number[] = [];
  const all: number[] = [];
  for (let group = 0; group < groups; group++) {
    const first = (group * nodes + node) * coarse;
    let sum = 0;
    for (let bin = 0; bin <= last; bin++) sum += groupCounts[first + bin]!;
    below.push(sum);
    for (let bin = last + 1; bin < coarse; bin++) sum += groupCounts[first + bin]!;
    all.push(sum);
  }
  const total = all.reduce((sum, count) => sum + count, 0);
  const share = below.reduce((sum, count) => sum + count, 0) / total;
  const squares = below.reduce(
    (sum, count, group) => sum + (count - share * all[group]!) * (count - share * all[group]!),
    0,
  );
  return Math.sqrt((squares * groups) / (groups - 1)) / total;
}

/** Groups of worlds that hold some of the `worlds` of a plan of `planned`. */
const groupsWith = (worlds: number, planned: number): number =>
  new Set(Array.from({ length: worlds }, (_, world) => Math.floor((world * HISTOGRAM_GROUPS) / planned))).size;

/**
 * Quantiles of a node's outage lengths over the trials that had one, hours. Empty when none had.
 *
 * Binning moves a quantile by less than a bin, 0.8 % with up to 1,000 nodes.
 */
export function outageQuantiles(
  hours: OutageHours,
  measured: Measured,
  node: number,
  nodes: number,
  levels: readonly number[],
): Estimates {
  const first = node * hours.bins.count;
  let total = 0;
  for (let bin = 0; bin < hours.bins.count; bin++) total += hours.counts[first + bin]!;
  if (total === 0) return {};
  const groups = measured.byWorld ? groupsWith(measured.worlds, measured.plannedWorlds) : 1;
  const entries = levels.map((level): [string, Estimate] => {
    const value = quantile(hours, node, total, level);
    const plain = Math.sqrt((level * (1 - level)) / total);
    const spread = groups > 1 ? Math.max(plain, errorOfShare(hours, node, nodes, value, groups)) : plain;
    const above = quantile(hours, node, total, level + spread);
    const below = quantile(hours, node, total, level - spread);
    return [
      String(level),
      estimate(value, (above - below) / 2, total * Math.min(level, 1 - level) < FEWEST_EXCEEDANCES),
    ];
  });
  return Object.fromEntries(entries);
}
