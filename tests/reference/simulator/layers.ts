/** Layers of a threat's stream: DESIGN 2.5 and 2.6. */
import { LAYER_INDEX, PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { exponentialWord } from '../../../src/sim/random/normal.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { PlainThreat } from './plain.ts';

/** A factor this little over a whole number needs no further layer: it comes from rounding. */
const SLACK = 1e-9;

/** Positions below `end` of a layer's own stream, over all trials of the address block, in units of the mean gap. */
export function positions(chance: Chance, threat: PlainThreat, layer: number, end: number): number[] {
  const found: number[] = [];
  for (let k = 0, x = 0; ; k++) {
    const address = layer * LAYER_INDEX + Math.floor(k / 4);
    x += exponentialWord(chance.at(threat.label, 0, address, PURPOSE.gap)[k % 4]!);
    if (x >= end) return found;
    found.push(x);
  }
}

/** How many layers: the greatest factor, rounded up. */
export function layersOf(calendar: Calendar, threat: PlainThreat): number {
  return Math.max(1, Math.ceil(threat.factor * calendar.greatest(threat.during) - SLACK));
}
