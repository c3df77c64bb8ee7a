/** Layers of a stream of arrivals: DESIGN 2.5, 2.6, and drivers D9. */
import { LAYER_INDEX, MORE_INDEX, PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { exponentialWord } from '../../../src/sim/random/normal.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { PlainThreat } from './plain.ts';

/** A factor this little over a whole number needs no further layer: it comes from rounding. */
const SLACK = 1e-9;

/** Arrivals of year j of a yearly chance have addresses from j times this in their layer. */
const YEAR_INDEX = 4096;

/** The stream of a layer, and its addresses: those of what a factor over 1 adds lie closer together. */
export interface Layer {
  readonly number: number;
  readonly label: string;
  /** First address. */
  readonly first: number;
  /** What an event's index is above its address. */
  readonly base: number;
  /** Distance of the addresses of a year. */
  readonly ofYear: number;
  readonly isMore: boolean;
}

/** Number of the spell of a state that runs at the start. */
export const START_INDEX = 0x7f800000;

/** What a spell brings has indices from this. */
export const BROUGHT_INDEX = 0x7f000000;

export const MORE_LAYER = 0x100000;
const MORE_YEAR = 256;

export function ownLayer(label: string, number: number): Layer {
  return { number, label, first: number * LAYER_INDEX, base: 0, ofYear: YEAR_INDEX, isMore: false };
}

/** A layer that brings f - 1 times the pace. */
export function moreLayer(label: string, number: number): Layer {
  return {
    number,
    label: `${label}.occurs.more`,
    first: number * MORE_LAYER,
    base: MORE_INDEX,
    ofYear: MORE_YEAR,
    isMore: true,
  };
}

/** What of a factor thins the arrivals of a layer. */
export function partOf({ isMore }: Pick<Layer, 'isMore'>, factor: number): number {
  return isMore ? factor - 1 : Math.min(1, factor);
}

/** Positions below `end` of a layer's own stream, over all trials of the address block, in units of the mean gap. */
export function positions(chance: Chance, { label, first }: Layer, end: number): number[] {
  const found: number[] = [];
  for (let k = 0, x = 0; ; k++) {
    x += exponentialWord(chance.at(label, 0, first + Math.floor(k / 4), PURPOSE.gap)[k % 4]!);
    if (x >= end) return found;
    found.push(x);
  }
}

/** Arrivals of a trial in a layer that is drawn cell by cell: hours, and places in the layer. */
export function inCells(
  chance: Chance,
  { label, first }: Layer,
  trial: number,
  rate: number,
  horizonHours: number,
): { readonly hour: number; readonly place: number }[] {
  const cells = Math.ceil(horizonHours / CELL);
  const span = MORE_LAYER / 2 ** Math.ceil(Math.log2(cells));
  const found: { hour: number; place: number }[] = [];
  for (let c = 0; c < cells; c++) {
    const end = Math.min((c + 1) * CELL, horizonHours);
    let hour = c * CELL + gap(chance.at(label, trial, first + Math.floor(c / 4), PURPOSE.cell)[c % 4]!);
    for (let j = 0; hour < end; j++) {
      found.push({ hour, place: c * span + j });
      hour += gap(chance.at(label, trial, first + c * span + Math.floor(j / 4), PURPOSE.gap)[j % 4]!);
    }
  }
  return found;

  function gap(word: number): number {
    return exponentialWord(word) / rate;
  }
}

/** Hours of a cell. */
const CELL = 730;

/** How many layers a pace needs. */
export function layersFor(pace: number): number {
  return Math.max(0, Math.ceil(pace - SLACK));
}

/** The greatest pace of a threat, by calendar and overrides. */
export function greatestPace(calendar: Calendar, { factor, during }: Pick<PlainThreat, 'factor' | 'during'>): number {
  return factor * calendar.greatest(during);
}
