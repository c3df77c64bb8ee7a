/** Quantiles of outage lengths from the histograms of a node. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Estimates } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import { HISTOGRAM_GROUPS, type OutageHours } from '../accumulate/outage-hours.ts';
import type { HoursBins } from '../accumulate/hours-bins.ts';
import { FEWEST_EFFECTIVE, FEWEST_EXCEEDANCES } from './errors/effective.ts';
import { studentQuantile } from './errors/student.ts';

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

/** What groups of worlds say of the share of a node's trials with an outage that lies in some of its coarse bins. */
interface ShareByGroups {
  /** Standard error. The groups differ in trials with an outage, so the share is a ratio. */
  readonly error: number;
  /** Effective worlds of the rarer side, by how much the groups differ in it. */
  readonly effective: number;
}

/** @param last The last coarse bin that counts; -1 for none. */
function shareByGroups(
  hours: OutageHours,
  at: { readonly node: number; readonly nodes: number; readonly last: number },
  groups: number,
  worlds: number,
): ShareByGroups {
  const { coarse, groupCounts } = hours;
  const below: number[] = [];
  const all: number[] = [];
  for (let group = 0; group < groups; group++) {
    const first = (group * at.nodes + at.node) * coarse;
    let sum = 0;
    for (let bin = 0; bin <= at.last; bin++) sum += groupCounts[first + bin]!;
    below.push(sum);
    for (let bin = at.last + 1; bin < coarse; bin++) sum += groupCounts[first + bin]!;
    all.push(sum);
  }
  const sumOf = (of: readonly number[]): number => of.reduce((sum, count) => sum + count, 0);
  const [total, inside] = [sumOf(all), sumOf(below)];
  const share = inside / total;
  const squares = sumOf(below.map((count, group) => (count - share * all[group]!) ** 2));
  const rarer = share <= 0.5 ? below : below.map((count, group) => all[group]! - count);
  const mean = sumOf(rarer) / groups;
  const variance = sumOf(rarer.map((count) => (count - mean) ** 2)) / (groups - 1);
  // Groups of m worlds vary by a share that is sqrt(m) times less than that of worlds
  const ofWorlds = mean > 0 ? (variance / (mean * mean)) * (worlds / groups) : 0;
  return { error: Math.sqrt((squares * groups) / (groups - 1)) / total, effective: worlds / (1 + ofWorlds) };
}

/** Groups of worlds that hold some of the `worlds` of a plan of `planned`. */
const groupsWith = (worlds: number, planned: number): number =>
  new Set(Array.from({ length: worlds }, (_, world) => Math.floor((world * HISTOGRAM_GROUPS) / planned))).size;

/**
 * Quantiles of a node's outage lengths over the trials that had one, hours. Empty when none had.
 *
 * The 95 % interval of a quantile is that of its chance, read off the lengths: where the level lies between two lumps, as of
 * outages that last ten hours or thirteen, it holds both. The error of the chance is the greater of those up to the lump below
 * and up to the one at the quantile. Binning moves a quantile by less than a bin, 0.8 % with up to 1,000 nodes.
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
  const { bins, coarse } = hours;
  const groups = measured.byWorld ? groupsWith(measured.worlds, measured.plannedWorlds) : 1;
  const reach = studentQuantile(groups > 1 ? groups : total);
  const entries = levels.map((level): [string, Estimate] => {
    const value = quantile(bins, upTo, level);
    const last = Math.floor((bins.bin(value) * coarse) / bins.count);
    const edges =
      groups > 1
        ? [last - 1, last].map((each) => shareByGroups(hours, { node, nodes, last: each }, groups, measured.worlds))
        : [];
    const plain = Math.sqrt((level * (1 - level)) / total);
    const spread = reach * Math.max(plain, ...edges.map(({ error }) => error));
    const at = (share: number): number => quantile(bins, upTo, Math.min(1, Math.max(0, share)));
    const interval = {
      low: level > spread ? at(level - spread) : 0,
      high: level + spread < 1 ? at(level + spread) : Infinity,
    };
    const isThin = edges.some(({ effective }) => effective < FEWEST_EFFECTIVE);
    const isUnreliable = total * Math.min(level, 1 - level) < FEWEST_EXCEEDANCES || isThin || total < 2;
    const error = total > 1 ? (Math.min(interval.high, at(1)) - interval.low) / (2 * reach) : Infinity;
    return [String(level), estimate(value, error, isUnreliable, interval)];
  });
  return Object.fromEntries(entries);
}
