/** Arrivals of the threats with a rate or a yearly chance: DESIGN 2.1, 2.2, 2.5, 2.6. */
import { OCCURS } from '../../src/sim/kernel/compiled-model.ts';
import { LAYER_INDEX, PURPOSE } from '../../src/sim/kernel/purposes.ts';
import { log1p } from '../../src/sim/random/elementary.ts';
import { exponentialWord } from '../../src/sim/random/normal.ts';
import type { Chance, Plain } from './plain.ts';
import { range, unitFromWord } from './plain.ts';

const BLOCK = 1024;
const YEAR = 8760;

export interface Arrival {
  readonly threat: number;
  readonly hour: number;
  /** Address of its draws. */
  readonly index: number;
}

/** Arrivals of the first `count` trials of a world, by trial; the world is entered. `count` is at most 1,024. */
export function arrivalsOf(plain: Plain, chance: Chance, world: number, count: number): Arrival[][] {
  const { model } = plain;
  const { horizonHours } = model;
  if (count > BLOCK) throw new RangeError('the reference knows the first block of a world only');
  const trials: Arrival[][] = range(0, count).map(() => []);

  /** Gaps of a layer's own stream, each exponential with mean 1. */
  function gap(threat: number, layer: number, k: number): number {
    const address = layer * LAYER_INDEX + Math.floor(k / 4);
    return exponentialWord(chance.at(model.threatStream[threat]!, world, 0, address, PURPOSE.gap)[k % 4]!);
  }

  function poisson(threat: number, layer: number): void {
    const perTrial = chance.slots[model.rateSlot[threat]!]! * horizonHours;
    if (perTrial <= 0) return;
    const scale = 1 / perTrial;
    const seen = trials.map(() => 0);
    let x = 0;
    for (let k = 0; ; k++) {
      x += gap(threat, layer, k) * scale;
      if (x >= count) return;
      const trial = Math.floor(x);
      const index = layer * LAYER_INDEX + seen[trial]!++;
      trials[trial]!.push({ threat, hour: (x - trial) * horizonHours, index });
    }
  }

  function yearly(threat: number, layer: number): void {
    const p = chance.slots[model.rateSlot[threat]!]!;
    if (p <= 0) return;
    const years = Math.ceil(horizonHours / YEAR - 1e-9);
    const struck = new Set<number>();
    if (p >= 1) for (const year of range(0, count * years)) struck.add(year);
    else {
      const scale = -1 / log1p(-p);
      for (let k = 0, x = 0; ; k++) {
        x += gap(threat, layer, k) * scale;
        if (x >= count * years) break;
        struck.add(Math.floor(x));
      }
    }
    for (const year of struck) {
      const trial = Math.floor(year / years);
      const ofTrial = year - trial * years;
      const words = chance.at(model.threatStream[threat]!, world, trial, ofTrial, PURPOSE.yearly);
      const hour = (ofTrial + unitFromWord(words[0]!)) * YEAR;
      if (hour < horizonHours) trials[trial]!.push({ threat, hour, index: layer * LAYER_INDEX + ofTrial });
    }
  }

  for (const threat of range(0, model.threatIds.length)) {
    for (const layer of range(0, model.layers[threat]!)) {
      if (model.occurs[threat] === OCCURS.poisson) poisson(threat, layer);
      else if (model.occurs[threat] === OCCURS.yearly) yearly(threat, layer);
    }
  }
  return trials;
}
