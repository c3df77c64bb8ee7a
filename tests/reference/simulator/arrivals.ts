/** Candidates of the threats with a rate or a yearly chance: DESIGN 2.1, 2.2, 2.5, 2.6. */
import { LAYER_INDEX } from '../../../src/sim/kernel/ground/purposes.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import { layersOf, positions } from './layers.ts';
import type { Plain, PlainThreat } from './plain.ts';
import { range } from './plain.ts';
import { yearlyEvents } from './yearly.ts';

const BLOCK = 1024;

export interface Arrival {
  readonly threat: PlainThreat;
  readonly hour: number;
  /** Address of its draws. */
  readonly index: number;
  readonly layer: number;
  /** The event of a year, its factors already met. */
  readonly yearly: boolean;
}

/** Arrivals of the first `count` trials of a world, by trial; the world is entered. `count` is at most 1,024. */
export function arrivalsOf(plain: Plain, chance: Chance, calendar: Calendar, count: number): Arrival[][] {
  const { horizonHours } = plain.model;
  if (count > BLOCK) throw new RangeError('the reference knows the first block of a world only');
  const trials: Arrival[][] = range(0, count).map(() => []);

  function poisson(threat: PlainThreat): void {
    const amount = chance.ofWorld(threat.amount!);
    const rate = threat.occurs.kind === 'rate' && threat.occurs.per === 'interval' ? 1 / amount : amount;
    const perTrial = rate * horizonHours;
    if (perTrial <= 0) return;
    for (const layer of range(0, layersOf(calendar, threat))) {
      const seen = trials.map(() => 0);
      for (const x of positions(chance, threat, layer, count * perTrial)) {
        const place = x / perTrial;
        const trial = Math.floor(place);
        const index = layer * LAYER_INDEX + seen[trial]!++;
        trials[trial]!.push({ threat, hour: (place - trial) * horizonHours, index, layer, yearly: false });
      }
    }
  }

  for (const threat of plain.threats) {
    if (threat.occurs.kind === 'rate') poisson(threat);
    if (threat.occurs.kind === 'yearly') {
      for (const { trial, year, hour } of yearlyEvents(chance, calendar, threat, horizonHours, count)) {
        trials[trial]!.push({ threat, hour, index: year, layer: 0, yearly: true });
      }
    }
  }
  return trials;
}
