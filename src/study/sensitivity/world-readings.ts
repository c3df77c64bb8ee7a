/** From sums over the trials of worlds to readings of each figure. */
import type { PairedReadings, Readings } from './pick-freeze.ts';
import type { WorldsRead } from './read-worlds.ts';

/** Figures of worlds, their partners, and the worlds under changes. */
export interface WorldReadings {
  readonly worlds: number;
  pairs(figure: number): PairedReadings;
  changed(figure: number, change: number): Readings;
}

/**
 * @param parts Stretches of worlds in order.
 * @param trials Of each half of a world.
 */
export function readingsOf(parts: readonly WorldsRead[], figures: number, trials: number): WorldReadings {
  const worlds = parts.reduce((sum, part) => sum + part.worlds, 0);
  const half = (row: number, figure: number, which: number): Float64Array => {
    const all = new Float64Array(worlds);
    let at = 0;
    for (const part of parts) {
      for (let world = 0; world < part.worlds; world++) {
        all[at++] = part.sums[((row * part.worlds + world) * figures + figure) * 2 + which]! / trials;
      }
    }
    return all;
  };
  const readings = (row: number, figure: number): Readings => ({
    halves: [half(row, figure, 0), half(row, figure, 1)],
  });
  return {
    worlds,
    pairs: (figure) => ({ here: readings(0, figure), there: readings(1, figure) }),
    changed: (figure, change) => readings(2 + change, figure),
  };
}
