/** Histograms of outage lengths by node, over all trials so far. */
import type { HistogramCells } from './block.ts';
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
  add(cells: HistogramCells, run: number): void;
  /** Counts the world whose shares were added last among the whole ones. */
  endWorld(group: number): void;
}

/** @param worlds Of the whole run. */
export function makeOutageHours(nodes: number, bins: HoursBins, worlds: number): OutageHoursAdder {
  const step = Math.max(1, bins.perOctave / COARSE_PER_OCTAVE);
  const coarse = bins.count / step;
  const counts = new Int32Array(nodes * bins.count);
  const groupCounts = new Int32Array(HISTOGRAM_GROUPS * nodes * coarse);
  /** Cells of the world that is not whole yet; in long worlds, and in the only one, what they come to instead. */
  let unfinished: Int32Array[] = [];
  let waiting = 0;
  let sums: Int32Array | undefined;

  const addTo = (target: Int32Array, cells: Int32Array): void => {
    for (let k = 0; k < cells.length; k++) target[cells[k]!]!++;
  };

  const add = (from: HistogramCells, run: number): void => {
    const cells = from.cell.subarray(from.start[run]!, from.start[run + 1]!);
    waiting += cells.length;
    if (worlds > 1 && waiting <= counts.length) {
      // A copy: the memory is lent.
      unfinished.push(cells.slice());
      return;
    }
    sums ??= new Int32Array(counts.length);
    for (const share of unfinished) addTo(sums, share);
    addTo(sums, cells);
    unfinished = [];
    waiting = 0;
  };

  const endWorld = (group: number): void => {
    const base = group * nodes * coarse;
    const count = (cell: number, trials: number): void => {
      counts[cell]! += trials;
      groupCounts[base + Math.floor(cell / step)]! += trials;
    };
    for (const cells of unfinished) for (let k = 0; k < cells.length; k++) count(cells[k]!, 1);
    const whole = sums;
    if (whole !== undefined) {
      for (let cell = 0; cell < whole.length; cell++) if (whole[cell]! > 0) count(cell, whole[cell]!);
    }
    unfinished = [];
    waiting = 0;
    sums = undefined;
  };

  const unfinishedCounts = (): Int32Array => {
    const all = sums?.slice() ?? new Int32Array(counts.length);
    for (const cells of unfinished) addTo(all, cells);
    return all;
  };

  return { bins, counts, coarse, groupCounts, add, endWorld, unfinishedCounts };
}
