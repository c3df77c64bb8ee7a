/**
 * Arrivals of the threats with a constant rate, generated per address block of 1,024 trials of one world.
 *
 * Each threat has one Poisson timeline over the whole block: gaps are exponential, position x lies in trial floor(x).
 * So the cost follows events, not threats, and a trial alone is found by generating its block up to it. A yearly chance p
 * is the Poisson process of rate -ln(1 - p) a year, of which a year counts once, however many arrivals fall into it.
 */
import type { CompiledModel } from './compiled-model.ts';
import { OCCURS } from './compiled-model.ts';
import type { Draws } from '../random/draws.ts';
import { log1p } from '../random/elementary.ts';
import { exponentialWord } from '../random/normal.ts';
import { unitFromWord } from '../random/draws.ts';
import { SimulationFault } from './kernel.ts';
import { LAYER_INDEX, PURPOSE } from './purposes.ts';

/** Trials of one address block. */
const ADDRESS_BLOCK = 1024;

/** Hours of a year. */
const YEAR = 8760;

/** More arrivals than this in one block are a fault of the model. */
const MOST_ARRIVALS = 1e8;

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
  moveTo(cursor: number): void;
  /** Forgets the block, after the parameters changed. */
  forget(): void;
}

export function makeTimeline(model: CompiledModel, slots: Float64Array, draws: Draws): Timeline {
  const { occurs, rateSlot, layers, threatStream, horizonHours } = model;
  const threats = occurs.length;
  const words = draws.word;
  let capacity = 4096;
  // As generated, by threat
  let rawTime = new Float64Array(capacity);
  let rawTrial = new Int32Array(capacity);
  let rawThreat = new Int32Array(capacity);
  let rawIndex = new Int32Array(capacity);
  // Sorted by trial, then time, then threat
  let time = new Float64Array(capacity);
  let threat = new Int32Array(capacity);
  let index = new Int32Array(capacity);
  let bins = new Int32Array(1);
  const trialStart = new Int32Array(ADDRESS_BLOCK + 1);
  let total = 0;
  let blockWorld = -1;
  let block = -1;
  let extent = 0;
  let expected = Infinity;
  let at = 0;
  let end = 0;
  const polled: number[] = [];
  for (let t = 0; t < threats; t++) {
    if (occurs[t] === OCCURS.poisson || occurs[t] === OCCURS.yearly) polled.push(t);
  }

  function grow(): void {
    capacity *= 2;
    const widen = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(capacity);
      next.set(old);
      return next;
    };
    const widenInts = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(capacity);
      next.set(old);
      return next;
    };
    rawTime = widen(rawTime);
    rawTrial = widenInts(rawTrial);
    rawThreat = widenInts(rawThreat);
    rawIndex = widenInts(rawIndex);
  }

  function put(t: number, trial: number, hour: number, address: number): void {
    if (total >= capacity) {
      if (total >= MOST_ARRIVALS) {
        throw new SimulationFault(
          `too many events: threat ${model.threatIds[t]} brings more than ${MOST_ARRIVALS} arrivals to ${extent} trials; state a lower frequency`,
        );
      }
      grow();
    }
    rawTime[total] = hour;
    rawTrial[total] = trial;
    rawThreat[total] = t;
    rawIndex[total] = address;
    total++;
  }

  function poisson(t: number, layer: number, world: number): void {
    const perTrial = slots[rateSlot[t]!]! * horizonHours;
    if (!(perTrial > 0)) return;
    const scale = 1 / perTrial;
    const stream = threatStream[t]!;
    const first = layer * LAYER_INDEX;
    let x = 0;
    let trial = 0;
    let ordinal = 0;
    for (let k = 0; ; k++) {
      if ((k & 3) === 0) draws.at(stream, world, block, first + (k >> 2), PURPOSE.gap);
      x += exponentialWord(words[k & 3]!) * scale;
      if (x >= extent) return;
      const here = Math.floor(x);
      if (here !== trial) {
        trial = here;
        ordinal = 0;
      }
      put(t, trial, (x - trial) * horizonHours, first + ordinal);
      ordinal++;
    }
  }

  /** Years are laid end to end over the trials of the block; the last year of a trial may be a part. */
  function yearly(t: number, layer: number, world: number): void {
    const p = slots[rateSlot[t]!]!;
    if (!(p > 0)) return;
    const stream = threatStream[t]!;
    const years = Math.ceil(horizonHours / YEAR - 1e-9);
    const last = extent * years;
    const scale = p < 1 ? -1 / log1p(-p) : 0;
    const first = layer * LAYER_INDEX;
    let x = 0;
    let done = -1;
    for (let k = 0; ; k++) {
      let year: number;
      if (scale > 0) {
        if ((k & 3) === 0) draws.at(stream, world, block, first + (k >> 2), PURPOSE.gap);
        x += exponentialWord(words[k & 3]!) * scale;
        if (x >= last) return;
        year = Math.floor(x);
      } else {
        year = k;
        if (year >= last) return;
      }
      if (year === done) continue;
      done = year;
      const trial = Math.floor(year / years);
      const ofTrial = year - trial * years;
      const keep0 = words[0]!;
      const keep1 = words[1]!;
      const keep2 = words[2]!;
      const keep3 = words[3]!;
      draws.at(stream, world, block * ADDRESS_BLOCK + trial, ofTrial, PURPOSE.yearly);
      const hour = (ofTrial + unitFromWord(words[0]!)) * YEAR;
      words[0] = keep0;
      words[1] = keep1;
      words[2] = keep2;
      words[3] = keep3;
      if (hour < horizonHours) put(t, trial, hour, first + ofTrial);
    }
  }

  /** Counting sort into cells of trial and time, then insertion: nearly linear. */
  function sort(): void {
    if (time.length < capacity) {
      time = new Float64Array(capacity);
      threat = new Int32Array(capacity);
      index = new Int32Array(capacity);
    }
    let cells = 1;
    while (cells < 4096 && cells * extent < total) cells *= 2;
    const count = extent * cells + 1;
    if (bins.length < count) bins = new Int32Array(count);
    else bins.fill(0, 0, count);
    const perHour = cells / horizonHours;
    for (let i = 0; i < total; i++) {
      const cell = rawTrial[i]! * cells + Math.min(Math.floor(rawTime[i]! * perHour), cells - 1);
      bins[cell + 1]!++;
    }
    for (let c = 1; c < count; c++) bins[c]! += bins[c - 1]!;
    for (let trial = 0; trial <= extent; trial++) trialStart[trial] = bins[trial * cells]!;
    for (let i = 0; i < total; i++) {
      const hour = rawTime[i]!;
      const cell = rawTrial[i]! * cells + Math.min(Math.floor(hour * perHour), cells - 1);
      const place = bins[cell]!++;
      time[place] = hour;
      threat[place] = rawThreat[i]!;
      index[place] = rawIndex[i]!;
    }
    // Equal times keep their order: by threat, then layer, then ordinal, as generated.
    for (let trial = 0; trial < extent; trial++) {
      const start = trialStart[trial]!;
      const stop = trialStart[trial + 1]!;
      for (let i = start + 1; i < stop; i++) {
        const hour = time[i]!;
        if (hour >= time[i - 1]!) continue;
        const whose = threat[i]!;
        const which = index[i]!;
        let j = i - 1;
        while (j >= start && time[j]! > hour) {
          time[j + 1] = time[j]!;
          threat[j + 1] = threat[j]!;
          index[j + 1] = index[j]!;
          j--;
        }
        time[j + 1] = hour;
        threat[j + 1] = whose;
        index[j + 1] = which;
      }
    }
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
        else yearly(t, layer, world);
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
      at = trialStart[local]!;
      end = trialStart[local + 1]!;
    },
    expect: (trialsPerWorld) => {
      expected = trialsPerWorld;
    },
    nextTime: () => (at < end ? time[at]! : Infinity),
    nextThreat: () => threat[at]!,
    nextIndex: () => index[at]!,
    advance: () => {
      at++;
    },
    cursor: () => at,
    moveTo: (cursor) => {
      at = cursor;
    },
    forget: () => {
      blockWorld = -1;
    },
  };
}
