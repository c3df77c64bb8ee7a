/**
 * Arrivals of the threats with a rate or a yearly chance, generated per address block of 1,024 trials of one world.
 *
 * Each threat has one Poisson timeline over the whole block: gaps are exponential, position x is in trial floor(x). So
 * the cost is proportional to events, not threats, and a single trial is reached by generating its block up to it.
 * Yearly chances: `makeYearly`.
 *
 * As much as fits is generated at once: the whole block, or in a world with more arrivals a stretch of its trials,
 * after which every threat resumes where it stopped. So the arrays never grow, and where a stretch ends changes no bit.
 */
import type { Calendar } from '../ground/calendar.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { OCCURS } from '../ground/compiled-model.ts';
import type { Draws } from '../../random/draws.ts';
import { exponentialWord } from '../../random/normal.ts';
import { fixedDoubles, fixedInts } from '../ground/fixed.ts';
import { SimulationFault } from '../ground/kernel.ts';
import { LAYER_INDEX, PURPOSE } from '../ground/purposes.ts';
import { ADDRESS_BLOCK, MOST_ARRIVALS, NoRoom, type Room } from '../ground/room.ts';
import type { Rates } from './rates.ts';
import { candidatesOfYear, makeYearly, type Line } from './yearly.ts';

export interface Timeline {
  /** Makes the arrivals of a trial the current ones. */
  load(world: number, trial: number): void;
  /**
   * Hint: no trial from here on will be asked for (per world), and whether a few trials of many worlds will be asked for
   * again and again: saves work, changes nothing.
   */
  expect(trialsPerWorld: number, again?: boolean): void;
  /** Hour of the arrival at the cursor; Infinity past the last. */
  nextTime(): number;
  nextThreat(): number;
  /** Address index of the arrival at the cursor. */
  nextIndex(): number;
  advance(): void;
  /** Arrivals of the trial that the cursor has passed. */
  passed(): number;
  /** Puts the cursor past this many arrivals. */
  pass(arrivals: number): void;
  /** Forgets the block, after the parameters change. */
  forget(): void;
}

/** Maximum number of cells of a trial's time into which arrivals are sorted. */
const MOST_CELLS = 4096;

/** Hours of a year. */
const YEAR = 8760;

/** Arrivals that are kept for when their trials are asked for again, at most: 16 bytes each. */
const MOST_KEPT = 2 ** 20;

/** Dependencies of the factory. */
interface TimelineOf {
  readonly model: CompiledModel;
  readonly slots: Float64Array;
  readonly draws: Draws;
  readonly calendar: Calendar;
  readonly room: Room;
  readonly rates: Rates;
}

export function makeTimeline({ model, slots, draws, calendar, room, rates }: TimelineOf): Timeline {
  const { occurs, rateSlot, layers, threatStream, horizonHours } = model;
  const threats = occurs.length;
  const words = draws.word;
  const exponential = exponentialWord;
  const layerIndex = LAYER_INDEX;
  const { gap } = PURPOSE;
  const { block: most } = room;
  /** Number of arrivals, on average, for which there is sure to be room. */
  const spare = most - 6 * Math.sqrt(most);
  // Arrivals of the stretch as generated, by threat: hour and number of their trials, threats, address indices
  const hours = fixedDoubles(most);
  const trials = fixedInts(most);
  const threatOf = fixedInts(most);
  const indices = fixedInts(most);
  // By trial and part of it; the last arrival of each trial is followed by one at Infinity
  const sortedHours = fixedDoubles(most + ADDRESS_BLOCK);
  const sortedThreats = fixedInts(most + ADDRESS_BLOCK);
  const sortedIndices = fixedInts(most + ADDRESS_BLOCK);
  /** Where the arrivals of each cell are; see `sort`. */
  const places = fixedInts(2 * most + ADDRESS_BLOCK + 1);
  /** First arrival of each trial of the stretch, and 1 once they are in order. */
  const trialStart = fixedInts(ADDRESS_BLOCK + 1);
  const inOrder = fixedInts(ADDRESS_BLOCK);
  let total = 0;
  let isFull = false;
  let blockWorld = -1;
  let block = -1;
  let extent = 0;
  let expected = Infinity;
  /** The generated stretch: its first trial of the block, and the one after its last. */
  let from = 0;
  let to = 0;
  /** Trials of the current world for which there is sure to be room. */
  let likely = ADDRESS_BLOCK;
  /** Index of the current trial's next arrival, and of its first. */
  const cursor = fixedInts(2);
  // The timelines, by threat and layer. For each: the position of the
  // arrival after the last stretch, and the number of gaps drawn up to it
  let lines: readonly Line[] = [];
  let reached = fixedDoubles(0);
  let drawn = fixedInts(0);
  // As at the beginning of the stretch
  let reachedBefore = fixedDoubles(0);
  let drawnBefore = fixedInts(0);
  /** Where the arrivals of kept trials begin, by trial of a world: as in `sortedHours`, each with its end at Infinity. */
  const kept = new Map<number, number>();
  let keptHours: Float64Array | undefined;
  let keptThreats = fixedInts(0);
  let keptIndices = fixedInts(0);
  let keptEnd = 0;
  let isAgain = false;

  function tooMany(t: number): SimulationFault {
    return new SimulationFault(
      `too many events: threat ${model.threatIds[t]} brings more than ${MOST_ARRIVALS} arrivals to ${extent} trials; state a lower frequency`,
    );
  }

  function put(t: number, trial: number, hour: number, address: number): void {
    if (trial < from) return;
    if (total >= most) {
      isFull = true;
      return;
    }
    hours[total] = hour;
    trials[total] = trial - from;
    threatOf[total] = t;
    indices[total] = address;
    total++;
  }

  const yearly = makeYearly({ model, slots, draws, calendar, put });

  /** Resumes a timeline up to the end of the stretch. */
  function poisson(timeline: number, world: number): void {
    const { threat: t, layer, stream, first: address } = lines[timeline]!;
    const perTrial = slots[rateSlot[t]!]! * horizonHours;
    if (!(perTrial > 0)) return;
    const scale = 1 / perTrial;
    const first = layer * layerIndex;
    const limit = to;
    let x = reached[timeline]!;
    let k = drawn[timeline]!;
    let trial = -1;
    let ordinal = 0;
    // The arrival at x ended the previous stretch; there is none where nothing is drawn yet.
    if (k > 0) {
      if (x >= limit) return;
      trial = x | 0;
      put(t, trial, (x - trial) * horizonHours, address);
      ordinal = 1;
      if ((k & 3) !== 0) draws.at(stream, world, block, first + (k >> 2), gap);
    }
    for (; ; k++) {
      if ((k & 3) === 0) draws.at(stream, world, block, first + (k >> 2), gap);
      x += exponential(words[k & 3]!) * scale;
      if (x >= limit) break;
      const here = x | 0;
      if (here !== trial) {
        trial = here;
        ordinal = 0;
      }
      put(t, trial, (x - trial) * horizonHours, address + ordinal);
      if (isFull) return;
      ordinal++;
    }
    reached[timeline] = x;
    drawn[timeline] = k + 1;
  }

  // Steps on one arrival, or cell, at a time: see `sort`
  function cellOf(i: number, cells: number, perHour: number): number {
    const part = (hours[i]! * perHour) | 0;
    return trials[i]! * cells + (part < cells - 1 ? part : cells - 1);
  }

  function count(i: number, cells: number, perHour: number): void {
    places[cellOf(i, cells, perHour) + 1]!++;
  }

  function addUp(cell: number): void {
    places[cell]! += places[cell - 1]!;
  }

  function place(i: number, cells: number, perHour: number): void {
    const at = places[cellOf(i, cells, perHour)]!++ + trials[i]!;
    sortedHours[at] = hours[i]!;
    sortedThreats[at] = threatOf[i]!;
    sortedIndices[at] = indices[i]!;
  }

  function close(trial: number, cells: number): void {
    const start = places[trial * cells]! + trial;
    trialStart[trial] = start;
    inOrder[trial] = 0;
    if (start > 0) sortedHours[start - 1] = Infinity;
  }

  /**
   * Counting sort into cells of trial and time: what is left unsorted is within one cell.
   *
   * It runs once per stretch, in code that is compiled while it loops: such code treats captured variables as constants
   * in the functions it calls, but not in itself.
   */
  function sort(): void {
    const arrivals = total;
    const stretch = to - from;
    let cells = 1;
    while (cells < MOST_CELLS && cells * stretch < arrivals) cells *= 2;
    const all = stretch * cells;
    const perHour = cells / horizonHours;
    places.fill(0, 0, all + 1);
    for (let i = 0; i < arrivals; i++) count(i, cells, perHour);
    for (let cell = 1; cell <= all; cell++) addUp(cell);
    for (let trial = 0; trial <= stretch; trial++) close(trial, cells);
    for (let i = 0; i < arrivals; i++) place(i, cells, perHour);
  }

  /**
   * Puts the arrivals of a trial in order. Equal times keep the order of generation: by threat, then layer, then
   * ordinal.
   */
  function arrange(trial: number): void {
    if (inOrder[trial] === 1) return;
    inOrder[trial] = 1;
    const start = trialStart[trial]!;
    const stop = trialStart[trial + 1]! - 1;
    for (let i = start + 1; i < stop; i++) {
      const hour = sortedHours[i]!;
      if (!(sortedHours[i - 1]! > hour)) continue;
      const threat = sortedThreats[i]!;
      const index = sortedIndices[i]!;
      let j = i;
      for (; j > start && sortedHours[j - 1]! > hour; j--) {
        sortedHours[j] = sortedHours[j - 1]!;
        sortedThreats[j] = sortedThreats[j - 1]!;
        sortedIndices[j] = sortedIndices[j - 1]!;
      }
      sortedHours[j] = hour;
      sortedThreats[j] = threat;
      sortedIndices[j] = index;
    }
  }

  /** Restarts the block at its first trial. */
  function begin(world: number, wanted: number, trials: number): void {
    blockWorld = world;
    block = wanted;
    extent = trials;
    from = 0;
    to = 0;
    reached.fill(0);
    drawn.fill(0);
    let perTrial = 0;
    for (const { threat, all } of lines) {
      const rate = slots[rateSlot[threat]!]!;
      const mean =
        occurs[threat] === OCCURS.poisson
          ? rate * horizonHours
          : Math.ceil(horizonHours / YEAR) * (all ? candidatesOfYear(rate) : rate);
      // So far over the limit that chance cannot bring it under.
      if (mean * trials > 2 * MOST_ARRIVALS) throw tooMany(threat);
      perTrial += mean;
    }
    likely = perTrial * trials > spare ? Math.max(1, Math.floor(spare / perTrial)) : trials;
  }

  /** Resumes all timelines up to the end of the stretch. @returns Whether there was room. */
  function fill(): boolean {
    total = 0;
    isFull = false;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!;
      if (occurs[line.threat] === OCCURS.poisson) poisson(i, blockWorld);
      else yearly(line, blockWorld, block, from, to, reached, drawn, i);
      if (isFull) return false;
    }
    return true;
  }

  /**
   * Generates a stretch that begins with a trial at or after the end of the last one; trials in between are skipped.
   */
  function generate(trial: number): void {
    from = trial;
    reachedBefore.set(reached);
    drawnBefore.set(drawn);
    for (let wanted = likely; ; wanted = Math.ceil(wanted / 4)) {
      to = Math.min(extent, from + wanted);
      if (fill()) break;
      if (to - from === 1) {
        blockWorld = -1;
        throw most < MOST_ARRIVALS ? new NoRoom('block') : tooMany(threatOf[total - 1]!);
      }
      reached.set(reachedBefore);
      drawn.set(drawnBefore);
    }
    sort();
  }

  const keyOf = (world: number, trial: number): number => world * 2 ** 31 + trial;

  /** Keeps the arrivals of the trial at the cursor, if there is room. */
  function keep(key: number): void {
    const start = cursor[0]!;
    let end = start;
    while (sortedHours[end]! < Infinity) end++;
    end++;
    if (kept.has(key) || keptEnd + end - start > MOST_KEPT) return;
    if (keptHours === undefined) {
      keptHours = fixedDoubles(MOST_KEPT);
      keptThreats = fixedInts(MOST_KEPT);
      keptIndices = fixedInts(MOST_KEPT);
    }
    keptHours.set(sortedHours.subarray(start, end), keptEnd);
    keptThreats.set(sortedThreats.subarray(start, end), keptEnd);
    keptIndices.set(sortedIndices.subarray(start, end), keptEnd);
    kept.set(key, keptEnd);
    keptEnd += end - start;
  }

  /** Puts the cursor on a kept trial, at the end of the arrays, behind the stretch. @returns Whether it is kept, and there is room. */
  function recall(key: number): boolean {
    const start = kept.get(key);
    if (start === undefined || keptHours === undefined) return false;
    let end = start;
    while (keptHours[end]! < Infinity) end++;
    end++;
    const place = sortedHours.length - (end - start);
    if (place < total + (to - from)) return false;
    sortedHours.set(keptHours.subarray(start, end), place);
    sortedThreats.set(keptThreats.subarray(start, end), place);
    sortedIndices.set(keptIndices.subarray(start, end), place);
    cursor.fill(place);
    return true;
  }

  /** Finds the timelines again, after the parameters change. */
  function forget(): void {
    blockWorld = -1;
    kept.clear();
    keptEnd = 0;
    const found: Line[] = [];
    for (let t = 0; t < threats; t++) {
      if (occurs[t] !== OCCURS.poisson && occurs[t] !== OCCURS.yearly) continue;
      const all = occurs[t] === OCCURS.yearly && rates.moves(t);
      const own = { threat: t, stream: threatStream[t]!, all };
      for (let layer = 0; layer < layers[t]!; layer++) found.push({ ...own, layer, first: layer * layerIndex });
    }
    lines = found;
    reached = fixedDoubles(found.length);
    drawn = fixedInts(found.length);
    reachedBefore = fixedDoubles(found.length);
    drawnBefore = fixedInts(found.length);
  }

  return {
    load: (world, trial) => {
      if (isAgain && recall(keyOf(world, trial))) return;
      const wanted = Math.floor(trial / ADDRESS_BLOCK);
      const local = trial - wanted * ADDRESS_BLOCK;
      if (world !== blockWorld || wanted !== block || local >= extent) {
        const hint = Math.min(ADDRESS_BLOCK, expected - wanted * ADDRESS_BLOCK);
        begin(world, wanted, Math.max(local + 1, Math.min(hint, ADDRESS_BLOCK)));
      }
      if (local < from) begin(world, wanted, extent);
      if (local < from || local >= to) generate(local);
      arrange(local - from);
      cursor[0] = trialStart[local - from]!;
      cursor[1] = cursor[0]!;
      if (isAgain) keep(keyOf(world, trial));
    },
    expect: (trialsPerWorld, again = false) => {
      expected = trialsPerWorld;
      isAgain = again;
    },
    nextTime: () => sortedHours[cursor[0]!]!,
    nextThreat: () => sortedThreats[cursor[0]!]!,
    nextIndex: () => sortedIndices[cursor[0]!]!,
    advance: () => {
      cursor[0]!++;
    },
    passed: () => cursor[0]! - cursor[1]!,
    pass: (arrivals) => {
      cursor[0] = cursor[1]! + arrivals;
    },
    forget,
  };
}
