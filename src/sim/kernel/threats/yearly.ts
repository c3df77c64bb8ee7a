/**
 * Events of the threats with a yearly chance, on the timeline of an address block: the years of its trials, end to end.
 *
 * At pace 1 the event of a year comes with chance p at a uniform time. After the fraction u of the year its hazard is p
 * / (1 - p u), which in operational time s = ln(1 - p u) / ln(1 - p) is the constant -ln(1 - p). So the timeline's
 * positions are arrivals in s, and the pace of the hour thins them, in layers as for a rate; the first that remains in
 * a year is its event. A constant pace a turns p into 1 - (1 - p)^a.
 *
 * A certain event has an infinite hazard at the end of the year: its candidates, the arrivals in -ln(1 - u), are made
 * one after another until one remains.
 *
 * @see Lewis & Shedler (1979), Simulation of nonhomogeneous Poisson processes by thinning, Naval Research Logistics 26,
 * 403-413.
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

/** exp(-s) is negligible beside 1 from about here on. */
const LAST_CANDIDATES = 37;

/** A timeline of arrivals over the block, or of candidates. */
export interface Line {
  readonly threat: number;
  /** Of the pace. */
  readonly layer: number;
  readonly stream: number;
  /** Address index of its first arrival. */
  readonly first: number;
  /**
   * Whether a rate factor decides which candidates of a yearly chance remain: then all are passed on, each with its own
   * index.
   */
  readonly all: boolean;
}

/**
 * Takes an event of a trial of the block, by its year, which remains if nothing deters it; of several in a year the
 * first counts.
 */
type Put = (threat: number, trial: number, hour: number, index: number) => void;

/**
 * Resumes the events of a line, from trial `from` of the block to before trial `to`.
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

/**
 * Hour at the fraction u of a year of the trial; a certain event comes at the last moment if it has not come before.
 */
export function hourOf(year: number, u: number): number {
  const end = (year + 1) * YEAR;
  const hour = (year + u) * YEAR;
  return hour < end ? hour : end - end * Number.EPSILON;
}

/**
 * Average number of arrivals per year of a layer of a yearly chance p; for a certain event, until they are too late to
 * be distinguished from the end.
 */
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

  /** Whether an arrival within the horizon remains; a draw is made only in the last layer. */
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
    /** Whether the arrival at x, which ended the previous stretch, is still to be taken. */
    let waits = k > 0;
    /** The year of the last arrival, counted over the block; its number of arrivals; whether one has remained. */
    let here = -1;
    let ordinal = 0;
    let done = false;
    /** Which draw the words belong to. */
    let held = -1;
    for (;;) {
      if (!waits) {
        // Thinning also draws.
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

  /** The event of one year of a certain chance. */
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
