/** Histograms of outage lengths by node, over all trials so far. */
import type { HistogramCounts } from './block.ts';
import type { HoursBins } from './hours-bins.ts';

/** Groups of worlds that are kept apart, for standard errors. */
export const HISTOGRAM_GROUPS = 16;

/** Coarse bins to an octave in the histograms of the groups, at most. */
const COARSE_PER_OCTAVE = 4;

export interface OutageHours {
  readonly bins: HoursBins;
  /** Trials of whole worlds by cell, node * bins + bin. Shape [nodes * bins.count]. */
  readonly counts: Int32Array;
  /** Coarse bins of a node; each is `bins.count / coarse` bins. */
  readonly coarse: number;
  /** Trials of whole worlds by group, node and coarse bin. Shape [groups * nodes * coarse]. */
  readonly groupCounts: Int32Array;
  /** Trials of the world that is not whole yet, by cell; not divided into groups. */
  unfinishedCounts(): Int32Array;
}

export interface OutageHoursAdder extends OutageHours {
  /** Adds one world's share of a block. */
  add(counts: HistogramCounts, run: number): void;
  /** Counts the world whose shares were added last among the whole ones. */
  endWorld(group: number): void;
}

/** @param worlds Of the whole run. */
export function makeOutageHours(nodes: number, bins: HoursBins, worlds: number): OutageHoursAdder {
  const step = Math.max(1, bins.perOctave / COARSE_PER_OCTAVE);
  const coarse = bins.count / step;
  const counts = new Int32Array(nodes * bins.count);
  const groupCounts = new Int32Array(HISTOGRAM_GROUPS * nodes * coarse);
  /** Shares of the world that is not whole yet; in long worlds, and in the only one, what they come to instead. */
  let unfinished: { readonly cell: Int32Array; readonly count: Int32Array }[] = [];
  let waiting = 0;
  let sums: Int32Array | undefined;

  const addTo = (target: Int32Array): void => {
    for (const { cell, count } of unfinished) {
      for (let k = 0; k < cell.length; k++) target[cell[k]!]! += count[k]!;
    }
  };

  const add = (from: HistogramCounts, run: number): void => {
    const [first, end] = [from.start[run]!, from.start[run + 1]!];
    waiting += end - first;
    const isLong = worlds === 1 || waiting > counts.length;
    const [cell, count] = [from.cell.subarray(first, end), from.count.subarray(first, end)];
    // Copies of what is kept: the memory is lent.
    unfinished.push(isLong ? { cell, count } : { cell: cell.slice(), count: count.slice() });
    if (!isLong) return;
    sums ??= new Int32Array(counts.length);
    addTo(sums);
    unfinished = [];
    waiting = 0;
  };

  const endWorld = (group: number): void => {
    const base = group * nodes * coarse;
    const count = (cell: number, trials: number): void => {
      counts[cell]! += trials;
      groupCounts[base + Math.floor(cell / step)]! += trials;
    };
    for (const share of unfinished) share.cell.forEach((cell, k) => count(cell, share.count[k]!));
    sums?.forEach((trials, cell) => {
      if (trials > 0) count(cell, trials);
    });
    unfinished = [];
    waiting = 0;
    sums = undefined;
  };

  const unfinishedCounts = (): Int32Array => {
    const all = sums?.slice() ?? new Int32Array(counts.length);
    addTo(all);
    return all;
  };

  return { bins, counts, coarse, groupCounts, add, endWorld, unfinishedCounts };
}
