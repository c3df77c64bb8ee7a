/**
 * Arrivals of the threats with a rate or a yearly chance, generated per address block of 1,024 trials of one world.
 *
 * Each threat has one Poisson timeline over the whole block: gaps are exponential, position x lies in trial floor(x).
 * So the cost follows events, not threats, and a trial alone is found by generating its block up to it. Yearly chances: `makeYearly`.
 */
import type { Calendar } from './calendar.ts';
import type { CompiledModel } from './compiled-model.ts';
import { OCCURS } from './compiled-model.ts';
import type { Draws } from '../random/draws.ts';
import { exponentialWord } from '../random/normal.ts';
import { fixedDoubles, fixedInts } from './fixed.ts';
import { SimulationFault } from './kernel.ts';
import { LAYER_INDEX, PURPOSE } from './purposes.ts';
import { ADDRESS_BLOCK, MOST_ARRIVALS, NoRoom, type Room } from './room.ts';
import { makeYearly } from './yearly.ts';

export interface Timeline {
  /** Makes the arrivals of a trial the current ones. */
  load(world: number, trial: number): void;
  /** Hint: no trial from here on will be asked for (per world); saves work, changes nothing. */
  expect(trialsPerWorld: number): void;
  /** Hour of the arrival at the cursor; Infinity past the last. */
  nextTime(): number;
  nextThreat(): number;
  /** Address index of the arrival at the cursor. */
  nextIndex(): number;
  advance(): void;
  cursor(): number;
  moveTo(place: number): void;
  /** Forgets the block, after the parameters changed. */
  forget(): void;
}

export function makeTimeline(
  model: CompiledModel,
  slots: Float64Array,
  draws: Draws,
  calendar: Calendar,
  room: Room,
): Timeline {
  const { occurs, rateSlot, layers, threatStream, horizonHours } = model;
  const threats = occurs.length;
  const words = draws.word;
  const exponential = exponentialWord;
  const layerIndex = LAYER_INDEX;
  const { gap } = PURPOSE;
  const { block: ofBlock, arrivals: ofTrial } = room;
  // Arrivals of the block as generated, by threat: hour and number of their trials, threats, address indices
  const hours = fixedDoubles(ofBlock);
  const trials = fixedInts(ofBlock);
  const threatOf = fixedInts(ofBlock);
  const indices = fixedInts(ofBlock);
  // By trial and part of it
  const sortedHours = fixedDoubles(ofBlock);
  const sortedThreats = fixedInts(ofBlock);
  const sortedIndices = fixedInts(ofBlock);
  /** Where the arrivals of each cell stand; see `sort`. */
  const places = fixedInts(2 * ofBlock + ADDRESS_BLOCK + 1);
  const trialStart = fixedInts(ADDRESS_BLOCK + 1);
  let total = 0;
  let blockWorld = -1;
  let block = -1;
  let extent = 0;
  let expected = Infinity;
  // Of the trial at hand; Infinity stands past the last arrival
  const ownTime = fixedDoubles(ofTrial);
  const ownThreat = fixedInts(ofTrial);
  const ownIndex = fixedInts(ofTrial);
  const cursor = fixedInts(1);
  const polled: number[] = [];
  for (let t = 0; t < threats; t++) {
    if (occurs[t] === OCCURS.poisson || occurs[t] === OCCURS.yearly) polled.push(t);
  }

  /** The block has no room for one more arrival of the threat. */
  function full(t: number): Error {
    return ofBlock < MOST_ARRIVALS ? new NoRoom('block') : tooMany(t);
  }

  function tooMany(t: number): SimulationFault {
    return new SimulationFault(
      `too many events: threat ${model.threatIds[t]} brings more than ${MOST_ARRIVALS} arrivals to ${extent} trials; state a lower frequency`,
    );
  }

  function put(t: number, trial: number, hour: number, address: number): void {
    if (total >= ofBlock) throw full(t);
    hours[total] = hour;
    trials[total] = trial;
    threatOf[total] = t;
    indices[total] = address;
    total++;
  }

  const yearly = makeYearly(model, slots, draws, calendar, put);

  function poisson(t: number, layer: number, world: number): void {
    const perTrial = slots[rateSlot[t]!]! * horizonHours;
    if (!(perTrial > 0)) return;
    // Far beyond what chance could make fewer of.
    if (perTrial * extent > 2 * MOST_ARRIVALS) throw tooMany(t);
    const scale = 1 / perTrial;
    const stream = threatStream[t]!;
    const first = layer * layerIndex;
    const limit = extent;
    let x = 0;
    let trial = 0;
    let ordinal = 0;
    for (let k = 0; ; k++) {
      if ((k & 3) === 0) draws.at(stream, world, block, first + (k >> 2), gap);
      x += exponential(words[k & 3]!) * scale;
      if (x >= limit) break;
      const here = x | 0;
      if (here !== trial) {
        trial = here;
        ordinal = 0;
      }
      put(t, trial, (x - trial) * horizonHours, first + ordinal);
      ordinal++;
    }
  }

  // What is done with one arrival, or cell, at a time: see `sort`
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
    const at = places[cellOf(i, cells, perHour)]!++;
    sortedHours[at] = hours[i]!;
    sortedThreats[at] = threatOf[i]!;
    sortedIndices[at] = indices[i]!;
  }

  /**
   * Counting sort into cells of trial and time: what is left unsorted lies within a cell.
   *
   * It runs once a block, in code that is compiled while it loops: such code knows the constants of a function that it calls, not
   * its own.
   */
  function sort(): void {
    const arrivals = total;
    let cells = 1;
    while (cells < 4096 && cells * extent < arrivals) cells *= 2;
    const all = extent * cells;
    const perHour = cells / horizonHours;
    places.fill(0, 0, all + 1);
    for (let i = 0; i < arrivals; i++) count(i, cells, perHour);
    for (let cell = 1; cell <= all; cell++) addUp(cell);
    for (let trial = 0; trial <= extent; trial++) trialStart[trial] = places[trial * cells]!;
    for (let i = 0; i < arrivals; i++) place(i, cells, perHour);
  }

  /** Puts the arrivals of a trial in order. Equal times keep theirs: by threat, then layer, then ordinal, as generated. */
  function arrange(start: number, stop: number): void {
    const count = stop - start;
    if (count >= ofTrial) throw new NoRoom('arrivals');
    for (let i = 0; i < count; i++) {
      const hour = sortedHours[start + i]!;
      let j = i;
      for (; j > 0 && ownTime[j - 1]! > hour; j--) {
        ownTime[j] = ownTime[j - 1]!;
        ownThreat[j] = ownThreat[j - 1]!;
        ownIndex[j] = ownIndex[j - 1]!;
      }
      ownTime[j] = hour;
      ownThreat[j] = sortedThreats[start + i]!;
      ownIndex[j] = sortedIndices[start + i]!;
    }
    ownTime[count] = Infinity;
  }

  function generate(world: number, wanted: number, trials: number): void {
    blockWorld = world;
    block = wanted;
    extent = trials;
    total = 0;
    for (let i = 0; i < polled.length; i++) {
      const t = polled[i]!;
      for (let layer = 0; layer < layers[t]!; layer++) {
        if (occurs[t] === OCCURS.poisson) poisson(t, layer, world);
        else yearly(t, layer, world, block, extent);
      }
    }
    sort();
  }

  return {
    load: (world, trial) => {
      const wanted = Math.floor(trial / ADDRESS_BLOCK);
      const local = trial - wanted * ADDRESS_BLOCK;
      if (world !== blockWorld || wanted !== block || local >= extent) {
        const hint = Math.min(ADDRESS_BLOCK, expected - wanted * ADDRESS_BLOCK);
        generate(world, wanted, Math.max(local + 1, Math.min(hint, ADDRESS_BLOCK)));
      }
      arrange(trialStart[local]!, trialStart[local + 1]!);
      cursor[0] = 0;
    },
    expect: (trialsPerWorld) => {
      expected = trialsPerWorld;
    },
    nextTime: () => ownTime[cursor[0]!]!,
    nextThreat: () => ownThreat[cursor[0]!]!,
    nextIndex: () => ownIndex[cursor[0]!]!,
    advance: () => {
      cursor[0]!++;
    },
    cursor: () => cursor[0]!,
    moveTo: (place) => {
      cursor[0] = place;
    },
    forget: () => {
      blockWorld = -1;
    },
  };
}
