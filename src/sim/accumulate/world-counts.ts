/**
 * Counts of numbers over whole worlds, with what their standard errors need: the same, coarsely, by groups of worlds.
 */
import { makeBlockPool } from './block-pool.ts';
import { BINS_PER_OCTAVE, type LogBins } from './log-bins.ts';
import { makeValueCounts, type ValueCounts } from './value-counts.ts';

/** Groups of worlds that are kept separate. */
export const GROUPS = 16;

/** Coarse bins per octave in the groups. */
const COARSE_PER_OCTAVE = 4;
const BINS_PER_COARSE = BINS_PER_OCTAVE / COARSE_PER_OCTAVE;

/** Numbers of one group of worlds: those in coarse bins below that of a value, those in it, and all. */
export interface GroupShare {
  readonly below: number;
  readonly at: number;
  readonly all: number;
}

/**
 * The counts of an item, piece by piece, ascending and without overlap: one number that occurred `count` times where
 * `low` equals `high`, otherwise `count` numbers from `low` to below `high`. A bin cut at an exact number has part of
 * its count on either side. Shapes [pieces].
 */
export interface Pieces {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly count: Float64Array;
}

export interface Distributions {
  pieces(item: number): Pieces;
  /** By group of worlds. */
  shares(item: number, value: number): readonly GroupShare[];
}

export interface WorldCounts {
  /** Counts numbers of the current world: see `ValueCounts.addAll`. */
  addAll: ValueCounts['addAll'];
  /** Counts the world whose numbers were added last as complete. */
  endWorld(group: number): void;
  /** Of complete worlds, or of the incomplete one. */
  distributions(whole: boolean): Distributions;
  /** Bytes kept. */
  bytes(): number;
}

/** Rows of three numbers: low, high, count. */
const columnsOf = (rows: readonly number[]): Pieces => {
  const column = (place: number): Float64Array => {
    const numbers = new Float64Array(rows.length / 3);
    for (let k = 0; k < numbers.length; k++) numbers[k] = rows[3 * k + place]!;
    return numbers;
  };
  return { low: column(0), high: column(1), count: column(2) };
};

function piecesOf(of: ValueCounts, item: number, bins: LogBins): Pieces {
  const exact: { readonly number: number; readonly times: number }[] = [];
  const rows: number[] = [];
  let next = 0;
  /**
   * Writes the exact numbers below `high`, and the bin up to each in proportion; returns where the rest of the bin
   * begins.
   */
  const upTo = (low: number, high: number, perUnit: number): number => {
    let from = low;
    for (let found = exact[next]; found !== undefined && found.number < high; found = exact[++next]) {
      if (found.number > from) rows.push(from, found.number, perUnit * (found.number - from));
      rows.push(found.number, found.number, found.times);
      from = Math.max(from, found.number);
    }
    return from;
  };
  of.forEach(item, (value, isBin, times) => {
    if (!isBin) {
      exact.push({ number: value, times });
      return;
    }
    if (rows.length === 0) exact.sort((a, b) => a.number - b.number);
    const high = bins.edge(bins.bin(value) + 1);
    const perUnit = times / (high - value);
    const from = next < exact.length ? upTo(value, high, perUnit) : value;
    rows.push(from, high, from === value ? times : perUnit * (high - from));
  });
  exact.sort((a, b) => a.number - b.number);
  upTo(Infinity, Infinity, 0);
  return columnsOf(rows);
}

/**
 * @param worlds Of the whole run.
 * @param inGroups False where worlds do not differ: groups are then not kept.
 */
export function makeWorldCounts(items: number, bins: LogBins, worlds: number, inGroups: boolean): WorldCounts {
  const current = makeValueCounts(items, bins);
  // The only world need not be kept apart from the complete ones.
  const whole = worlds === 1 ? current : makeValueCounts(items, bins);
  // For an item: a block with an offset for each octave, to a block of coarse bins, group by group
  const octaves = makeBlockPool((length) => new Int32Array(length));
  const coarse = makeBlockPool((length) => new Int32Array(length));
  const octavesOf = new Int32Array(inGroups ? items : 0);

  function countInGroup(item: number, group: number, value: number, times: number): void {
    const bin = bins.bin(value);
    if (octavesOf[item] === 0) octavesOf[item] = octaves.take(bins.octaves);
    const at = octavesOf[item]! + Math.floor(bin / BINS_PER_OCTAVE);
    let block = octaves.cells()[at]!;
    if (block === 0) {
      block = coarse.take(GROUPS * COARSE_PER_OCTAVE);
      octaves.cells()[at] = block;
    }
    const within = Math.floor((bin % BINS_PER_OCTAVE) / BINS_PER_COARSE);
    coarse.cells()[block + group * COARSE_PER_OCTAVE + within]! += times;
  }

  function shares(item: number, value: number): GroupShare[] {
    const below = new Float64Array(GROUPS);
    const at = new Float64Array(GROUPS);
    const all = new Float64Array(GROUPS);
    const last = Math.floor(bins.bin(value) / BINS_PER_COARSE);
    const first = octavesOf[item] ?? 0;
    for (let octave = 0; first > 0 && octave < bins.octaves; octave++) {
      const block = octaves.cells()[first + octave]!;
      if (block === 0) continue;
      for (let group = 0; group < GROUPS; group++) {
        for (let within = 0; within < COARSE_PER_OCTAVE; within++) {
          const count = coarse.cells()[block + group * COARSE_PER_OCTAVE + within]!;
          all[group]! += count;
          const bin = octave * COARSE_PER_OCTAVE + within;
          if (bin < last) below[group]! += count;
          else if (bin === last) at[group]! += count;
        }
      }
    }
    return Array.from(below, (count, group) => ({ below: count, at: at[group]!, all: all[group]! }));
  }

  const distributions = (of: ValueCounts): Distributions => ({ pieces: (item) => piecesOf(of, item, bins), shares });

  return {
    addAll: current.addAll,
    endWorld: (group) => {
      if (whole === current) return;
      current.forEachItem((item) => {
        current.forEach(item, (value, isBin, times) => {
          whole.addMany(item, value, isBin, times);
          if (inGroups) countInGroup(item, group, value, times);
        });
      });
      current.clear();
    },
    distributions: (isWhole) => distributions(isWhole ? whole : current),
    bytes: () =>
      current.bytes() +
      (whole === current ? 0 : whole.bytes()) +
      octaves.cells().byteLength +
      coarse.cells().byteLength,
  };
}
