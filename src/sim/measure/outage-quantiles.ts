/** Quantiles of outage lengths from the histograms of a node. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Estimates } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import { HISTOGRAM_GROUPS, type OutageHours } from '../accumulate/outage-hours.ts';
import type { HoursBins } from '../accumulate/hours-bins.ts';
import { FEWEST_EXCEEDANCES } from './errors/effective.ts';

/** Trials with an outage of a node in bins up to each. */
function upToEachBin(hours: OutageHours, node: number): Int32Array {
  const { bins, counts } = hours;
  const upTo = counts.slice(node * bins.count, (node + 1) * bins.count);
  for (let bin = 1; bin < upTo.length; bin++) upTo[bin]! += upTo[bin - 1]!;
  return upTo;
}

/** Hours below which the share `level` of a node's trials with an outage lies; the place inside a bin is interpolated. */
function quantile(bins: HoursBins, upTo: Int32Array, level: number): number {
  const wanted = Math.min(Math.max(level, 0), 1) * upTo.at(-1)!;
  // The first bin that holds a trial and reaches what is wanted, by bisection.
  const reached = wanted > 0 ? wanted : 1;
  let bin = 0;
  for (let last = upTo.length - 1; bin < last;) {
    const middle = (bin + last) >> 1;
    if (upTo[middle]! >= reached) last = middle;
    else bin = middle + 1;
  }
  const below = bin === 0 ? 0 : upTo[bin - 1]!;
  const [low, high] = [bins.edge(bin), bins.edge(bin + 1)];
  return low + ((high - low) * Math.max(0, wanted - below)) / (upTo[bin]! - below);
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
  const upTo = upToEachBin(hours, node);
  const total = upTo.at(-1)!;
  if (total === 0) return {};
  const groups = measured.byWorld ? groupsWith(measured.worlds, measured.plannedWorlds) : 1;
  const entries = levels.map((level): [string, Estimate] => {
    const value = quantile(hours.bins, upTo, level);
    const plain = Math.sqrt((level * (1 - level)) / total);
    const spread = groups > 1 ? Math.max(plain, errorOfShare(hours, node, nodes, value, groups)) : plain;
    const above = quantile(hours.bins, upTo, level + spread);
    const below = quantile(hours.bins, upTo, level - spread);
    return [
      String(level),
      estimate(value, (above - below) / 2, total * Math.min(level, 1 - level) < FEWEST_EXCEEDANCES),
    ];
  });
  return Object.fromEntries(entries);
}
