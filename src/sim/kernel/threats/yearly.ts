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

/** exp(-s) is lost beside 1 from about here on. */
const LAST_CANDIDATES = 37;

/** A timeline of arrivals over the block, or of what may be some. */
export interface Line {
  readonly threat: number;
  /** Of the pace. */
  readonly layer: number;
  readonly stream: number;
  /** Address index of its first arrival. */
  readonly first: number;
  /** Whether a rate factor decides which candidates of a yearly chance remain: then all are handed out, with indices of their own. */
  readonly all: boolean;
}

/** Takes an event of a trial of the block, by its year, which remains if nothing deters it; of several of a year the first counts. */
type Put = (threat: number, trial: number, hour: number, index: number) => void;

/**
 * Goes on with the events of a line, from trial `from` of the block to before trial `to`.
 *
 * @param reached Of timeline i: position of the arrival after the last stretch. Written.
 * @param drawn Of timeline i: gaps drawn up to it, 0 before the first stretch. Written.
 */
export type Yearly = (
  line: Line,
  world: number,
  block: number,
  from: number,
  to: number,
  reached: Float64Array,
  drawn: Int32Array,
  i: number,
) => void;

/** Hour of the part u of a year of the trial; what is certain comes at the last moment where it has not come before. */
export function hourOf(year: number, u: number): number {
  const end = (year + 1) * YEAR;
  const hour = (year + u) * YEAR;
  return hour < end ? hour : end - end * Number.EPSILON;
}

/** How many arrivals a layer of a yearly chance p has in a year, on average; of what is certain, until they come too late to be told from the end. */
export function candidatesOfYear(p: number): number {
  return p < 1 ? -log1p(-p) : LAST_CANDIDATES;
}

/** Dependencies of the factory. */
interface YearlyOf {
  readonly model: CompiledModel;
  readonly slots: Float64Array;
  readonly draws: Draws;
  readonly calendar: Calendar;
  readonly put: Put;
}

export function makeYearly({ model, slots, draws, calendar, put }: YearlyOf): Yearly {
  const { rateSlot, paceFactor, paceProfile, horizonHours } = model;
  const words = draws.word;
  const years = Math.ceil(horizonHours / YEAR - 1e-9);

  /** Whether an arrival within the horizon remains; a draw is made where the layer is the last. */
  function remains(line: Line, hour: number, world: number, trial: number, index: number): boolean {
    const { threat, layer, stream } = line;
    const pace = paceFactor[threat]! * calendar.factor(paceProfile[threat]!, hour);
    if (pace >= layer + 1) return true;
    if (pace <= layer) return false;
    draws.at(stream, world, trial, index, PURPOSE.thin);
    return layer + unitFromWord(words[0]!) < pace;
  }

  function uncertain(
    line: Line,
    world: number,
    block: number,
    to: number,
    p: number,
    reached: Float64Array,
    drawn: Int32Array,
    i: number,
  ): void {
    const { threat, layer, stream, all } = line;
    const perYear = log1p(-p);
    const scale = -1 / perYear;
    const stop = to * years;
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
      const ofYear = year * YEAR_INDEX + j;
      if (all) {
        put(threat, trial, hour, line.first + ofYear);
        continue;
      }
      held = -1;
      if (!remains(line, hour, world, block * ADDRESS_BLOCK + trial, first + ofYear)) continue;
      done = true;
      put(threat, trial, hour, year);
    }
    reached[i] = x;
    drawn[i] = k;
  }

  /** The event of one year of what is certain. */
  function certain(line: Line, world: number, block: number, local: number, year: number): void {
    const { threat, layer, stream, all } = line;
    const trial = block * ADDRESS_BLOCK + local;
    const end = hourOf(year, 1);
    const ofYear = year * YEAR_INDEX;
    const first = layer * LAYER_INDEX + ofYear;
    let s = 0;
    for (let k = 0; ; k++) {
      draws.at(stream, world, trial, first + (k >> 2), PURPOSE.yearly);
      s += exponentialWord(words[k & 3]!);
      const hour = hourOf(year, -expm1(-s));
      if (hour >= horizonHours) return;
      if (all) {
        put(threat, local, hour, line.first + ofYear + k);
        if (hour === end) return;
        // Thinning draws nothing here.
        continue;
      }
      if (hour === end) {
        if (paceFactor[threat]! * calendar.factor(paceProfile[threat]!, hour) > layer) put(threat, local, hour, year);
        return;
      }
      if (!remains(line, hour, world, trial, first + k)) continue;
      put(threat, local, hour, year);
      return;
    }
  }

  return (line, world, block, from, to, reached, drawn, i) => {
    const p = slots[rateSlot[line.threat]!]!;
    if (!(p > 0)) return;
    if (p < 1) {
      uncertain(line, world, block, to, p, reached, drawn, i);
      return;
    }
    for (let local = from; local < to; local++) {
      for (let year = 0; year < years; year++) certain(line, world, block, local, year);
    }
  };
}
