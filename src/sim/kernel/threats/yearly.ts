/**
 * Events of the threats with a yearly chance, on the timeline of an address block: years lie end to end over its trials.
 *
 * At pace 1 the event of a year comes with chance p at a uniform time. After the part u of the year its hazard is p / (1 - p u), which
 * in operational time s = ln(1 - p u) / ln(1 - p) is the constant -ln(1 - p). So the timeline's positions are arrivals in s, and
 * the pace of the hour thins them, in layers as those of a rate; the first that remains in a year is its event. A constant
 * pace a makes 1 - (1 - p)^a of p.
 *
 * What is certain has an infinite hazard at the end of the year: its candidates, the arrivals in -ln(1 - u), are made one after another
 * until one remains.
 *
 * @see Lewis & Shedler (1979), Simulation of nonhomogeneous Poisson processes by thinning, Naval Research Logistics 26, 403-413.
 */
import type { Draws } from '../../random/draws.ts';
import { unitFromWord } from '../../random/draws.ts';
import { expm1, log1p } from '../../random/elementary.ts';
import { exponentialWord } from '../../random/normal.ts';
import type { Calendar } from '../ground/calendar.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { LAYER_INDEX, PURPOSE, YEAR_INDEX } from '../ground/purposes.ts';
import { ADDRESS_BLOCK } from '../ground/room.ts';

/** Hours of a year. */
const YEAR = 8760;

/** Takes an event of a trial of the block, which remains if nothing deters it; of several of a year the first counts. */
type Put = (threat: number, trial: number, hour: number, year: number) => void;

/**
 * Goes on with the events of a threat in a layer of its pace, from trial `from` of the block to before trial `to`.
 *
 * @param reached Of timeline i: position of the arrival after the last stretch. Written.
 * @param drawn Of timeline i: gaps drawn up to it, 0 before the first stretch. Written.
 */
export type Yearly = (
  threat: number,
  layer: number,
  world: number,
  block: number,
  from: number,
  to: number,
  reached: Float64Array,
  drawn: Int32Array,
  i: number,
) => void;

export function makeYearly(
  model: CompiledModel,
  slots: Float64Array,
  draws: Draws,
  calendar: Calendar,
  put: Put,
): Yearly {
  const { rateSlot, threatStream, paceFactor, paceProfile, horizonHours } = model;
  const words = draws.word;
  const years = Math.ceil(horizonHours / YEAR - 1e-9);

  /** Hour of the part u of a year of the trial; what is certain comes at the last moment where it has not come before. */
  function hourOf(year: number, u: number): number {
    const end = (year + 1) * YEAR;
    const hour = (year + u) * YEAR;
    return hour < end ? hour : end - end * Number.EPSILON;
  }

  /** Whether an arrival within the horizon remains; a draw is made where the layer is the last. */
  function remains(threat: number, layer: number, hour: number, world: number, trial: number, index: number): boolean {
    const pace = paceFactor[threat]! * calendar.factor(paceProfile[threat]!, hour);
    if (pace >= layer + 1) return true;
    if (pace <= layer) return false;
    draws.at(threatStream[threat]!, world, trial, index, PURPOSE.thin);
    return layer + unitFromWord(words[0]!) < pace;
  }

  function uncertain(
    threat: number,
    layer: number,
    world: number,
    block: number,
    to: number,
    p: number,
    reached: Float64Array,
    drawn: Int32Array,
    i: number,
  ): void {
    const perYear = log1p(-p);
    const scale = -1 / perYear;
    const stop = to * years;
    const stream = threatStream[threat]!;
    const first = layer * LAYER_INDEX;
    let x = reached[i]!;
    let k = drawn[i]!;
    /** Whether the arrival at x is still to be taken: it ended the stretch before. */
    let waits = k > 0;
    /** The year of the last arrival, counted over the block; of how many arrivals it was; whether one has remained. */
    let here = -1;
    let ordinal = 0;
    let done = false;
    /** Of which draw the words are. */
    let held = -1;
    for (;;) {
      if (!waits) {
        // Thinning draws too.
        if (held !== k >> 2) draws.at(stream, world, block, first + (k >> 2), PURPOSE.gap);
        held = k >> 2;
        x += exponentialWord(words[k & 3]!) * scale;
        k++;
      }
      waits = false;
      if (x >= stop) break;
      const ofBlock = Math.floor(x);
      if (ofBlock !== here) {
        here = ofBlock;
        ordinal = 0;
        done = false;
      }
      const j = ordinal++;
      if (done) continue;
      const trial = Math.floor(ofBlock / years);
      const year = ofBlock - trial * years;
      const hour = hourOf(year, -expm1((x - ofBlock) * perYear) / p);
      if (hour >= horizonHours) continue;
      held = -1;
      const index = first + year * YEAR_INDEX + j;
      if (!remains(threat, layer, hour, world, block * ADDRESS_BLOCK + trial, index)) continue;
      done = true;
      put(threat, trial, hour, year);
    }
    reached[i] = x;
    drawn[i] = k;
  }

  /** The event of one year of what is certain. */
  function certain(threat: number, layer: number, world: number, block: number, local: number, year: number): void {
    const trial = block * ADDRESS_BLOCK + local;
    const end = hourOf(year, 1);
    const first = layer * LAYER_INDEX + year * YEAR_INDEX;
    let s = 0;
    for (let k = 0; ; k++) {
      draws.at(threatStream[threat]!, world, trial, first + (k >> 2), PURPOSE.yearly);
      s += exponentialWord(words[k & 3]!);
      const hour = hourOf(year, -expm1(-s));
      if (hour >= horizonHours) return;
      if (hour === end) {
        if (paceFactor[threat]! * calendar.factor(paceProfile[threat]!, hour) > layer) put(threat, local, hour, year);
        return;
      }
      if (!remains(threat, layer, hour, world, trial, first + k)) continue;
      put(threat, local, hour, year);
      return;
    }
  }

  return (threat, layer, world, block, from, to, reached, drawn, i) => {
    const p = slots[rateSlot[threat]!]!;
    if (!(p > 0)) return;
    if (p < 1) {
      uncertain(threat, layer, world, block, to, p, reached, drawn, i);
      return;
    }
    for (let local = from; local < to; local++) {
      for (let year = 0; year < years; year++) certain(threat, layer, world, block, local, year);
    }
  };
}
