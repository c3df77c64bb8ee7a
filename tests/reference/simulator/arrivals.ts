/** Candidates of the threats with a rate or a yearly chance: DESIGN 2.1, 2.2, 2.5, 2.6, and drivers D9. */
import { distributionOf } from '../../../src/sim/distributions/distribution-of.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import { figure } from './drivers/figures.ts';
import type { DriverPath } from './drivers/path.ts';
import type { Layer } from './layers.ts';
import { greatestPace, inCells, layersFor, moreLayer, ownLayer, positions } from './layers.ts';
import type { Plain, PlainThreat } from './plain.ts';
import { range } from './plain.ts';
import { yearlyEvents } from './yearly.ts';

const BLOCK = 1024;

export interface Arrival {
  readonly threat: PlainThreat;
  readonly hour: number;
  /** Index of its event. */
  readonly index: number;
  readonly layer: Layer;
  /** The event of a year, its factors already met. */
  readonly yearly: boolean;
}

/** Arrivals of the first trials of a world, at most 1,024, by trial; the world is entered. One path of drivers a trial. */
export function arrivalsOf(
  plain: Plain,
  chance: Chance,
  calendar: Calendar,
  paths: readonly DriverPath[],
): Arrival[][] {
  const { horizonHours } = plain.model;
  const count = paths.length;
  if (count > BLOCK) throw new RangeError('the reference knows the first block of a world only');
  const trials: Arrival[][] = range(0, count).map(() => []);

  function poisson(threat: PlainThreat, layers: readonly Layer[]): void {
    const amount = chance.ofWorld(threat.amount!);
    const rate = threat.occurs.kind === 'rate' && threat.occurs.per === 'interval' ? 1 / amount : amount;
    const perTrial = rate * horizonHours;
    if (perTrial <= 0) return;
    for (const layer of layers) {
      if (layer.isMore && !isRare(threat, horizonHours)) {
        for (const [trial, its] of trials.entries()) {
          for (const { hour, place } of inCells(chance, layer, trial, rate, horizonHours)) {
            its.push({ threat, hour, index: layer.base + layer.first + place, layer, yearly: false });
          }
        }
        continue;
      }
      const seen = trials.map(() => 0);
      for (const x of positions(chance, layer, count * perTrial)) {
        const place = x / perTrial;
        const trial = Math.floor(place);
        const index = layer.base + layer.first + seen[trial]!++;
        trials[trial]!.push({ threat, hour: (place - trial) * horizonHours, index, layer, yearly: false });
      }
    }
  }

  for (const threat of plain.threats) {
    const name = figure.occurs(threat.id);
    const factors = plain.drivers.movers.has(name) ? paths.map((path) => path.greatest(name)) : [1];
    const greatest = greatestPace(calendar, threat);
    const layers = [
      ...range(0, Math.max(1, layersFor(greatest))).map((number) => ownLayer(threat.label, number)),
      ...range(0, layersFor(greatest * (Math.max(...factors) - 1))).map((number) => moreLayer(threat.label, number)),
    ];
    if (threat.occurs.kind === 'rate') poisson(threat, layers);
    if (threat.occurs.kind === 'yearly') {
      for (const { trial, year, hour } of yearlyEvents(chance, calendar, threat, horizonHours, paths, layers)) {
        trials[trial]!.push({ threat, hour, index: year, layer: layers[0]!, yearly: true });
      }
    }
  }
  return trials;
}

/** Less than one a horizon by the median of its rate, or of its mean time: what factors add is then drawn by address block. */
function isRare({ occurs }: PlainThreat, horizonHours: number): boolean {
  if (occurs.kind !== 'rate' || occurs.amount.law.kind === 'formula') return false;
  const middle = distributionOf(occurs.amount).quantile(0.5);
  return (occurs.per === 'interval' ? 1 / middle : middle) * horizonHours < 1;
}
