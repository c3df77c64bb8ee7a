/**
 * Yearly chances: DESIGN 2.2.
 *
 * Without factors the event of a year comes with chance p at a uniform time, so its hazard after the part u of the year is
 * p / (1 - p u): that of a Poisson process of rate 1 in s = -ln(1 - p u), of which the first arrival counts. A pace of a
 * thins it: layers 1 to ceil(a) of such processes, the last by each arrival's own draw.
 */
import { PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { unitFromWord } from '../../../src/sim/random/draws.ts';
import { exponentialWord } from '../../../src/sim/random/normal.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import { figure } from './drivers/figures.ts';
import type { DriverPath } from './drivers/path.ts';
import type { Layer } from './layers.ts';
import { partOf, positions } from './layers.ts';
import type { PlainThreat } from './plain.ts';
import { range } from './plain.ts';

const YEAR = 8760;

/** Hours of the events that the factors on the pace leave, one a year at most. One path of drivers a trial. */
export function yearlyEvents(
  chance: Chance,
  calendar: Calendar,
  threat: PlainThreat,
  horizonHours: number,
  paths: readonly DriverPath[],
  layers: readonly Layer[],
): { readonly trial: number; readonly year: number; readonly hour: number }[] {
  const p = chance.ofWorld(threat.amount!);
  if (p <= 0) return [];
  const years = Math.ceil(horizonHours / YEAR - 1e-9);
  const count = paths.length;
  /** Integrated hazard of a year. */
  const total = -Math.log1p(-p);
  const first = new Map<number, number>();

  /** An arrival at a part of a year, the j-th of its layer; true when it is the last to look at. */
  function arrive(layer: Layer, ofAll: number, j: number, part: number): boolean {
    const trial = Math.floor(ofAll / years);
    const year = ofAll - trial * years;
    const end = (year + 1) * YEAR;
    const atEnd = (year + part) * YEAR >= end;
    // What is certain comes at the last moment where it has not come before.
    const hour = atEnd ? end - end * Number.EPSILON : (year + part) * YEAR;
    const driven = partOf(layer, paths[trial]!.factor(figure.occurs(threat.id), hour));
    const pace = threat.factor * calendar.factor(threat.during, hour) * driven;
    const index = layer.first + year * layer.ofYear + j;
    const u = atEnd ? 0 : unitFromWord(chance.at(layer.label, trial, index, PURPOSE.thin)[0]!);
    if (layer.number + u >= pace) return atEnd;
    first.set(ofAll, Math.min(hour, first.get(ofAll) ?? Infinity));
    return true;
  }

  for (const layer of layers) {
    if (p < 1) {
      const seen = new Map<number, number>();
      for (const x of positions(chance, layer, count * years * total)) {
        const ofAll = Math.floor(x / total);
        const j = seen.get(ofAll) ?? 0;
        seen.set(ofAll, j + 1);
        arrive(layer, ofAll, j, -Math.expm1(-(x - ofAll * total)) / p);
      }
      continue;
    }
    for (const ofAll of range(0, count * years)) {
      const trial = Math.floor(ofAll / years);
      const year = ofAll - trial * years;
      for (let k = 0, s = 0; ; k++) {
        const address = layer.first + year * layer.ofYear + Math.floor(k / 4);
        s += exponentialWord(chance.at(layer.label, trial, address, PURPOSE.yearly)[k % 4]!);
        if (arrive(layer, ofAll, k, -Math.expm1(-s))) break;
      }
    }
  }
  return [...first].map(([ofAll, hour]) => {
    const trial = Math.floor(ofAll / years);
    return { trial, year: ofAll - trial * years, hour };
  });
}
