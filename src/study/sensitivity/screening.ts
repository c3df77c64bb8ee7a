/** Which of many factors count: by a few worlds, and by what each does in all its company, so that none is missed that acts only together with others. */
import { varianceLeft, worldVariance } from './pick-freeze.ts';
import type { WorldReadings } from './world-readings.ts';

/**
 * The factors with the greatest share of the variance of any figure, ascending; of equals the first in order.
 *
 * @see Campolongo, Saltelli & Cariboni (2011), From screening to quantitative sensitivity analysis. A unified approach, Computer Physics
 * Communications 182, 978-988.
 */
export function leading(read: WorldReadings, figures: number, factors: number, most: number): readonly number[] {
  const greatest = new Float64Array(factors);
  for (let figure = 0; figure < figures; figure++) {
    const { here } = read.pairs(figure);
    const of = Array.from({ length: factors }, (_, factor) => varianceLeft(here, read.changed(figure, factor)).value);
    // Where noise hides the variance, the factors are set against one another
    const { value } = worldVariance(read.pairs(figure));
    const whole = Math.max(value, ...of);
    if (whole > 0) of.forEach((part, factor) => (greatest[factor] = Math.max(greatest[factor]!, part / whole)));
  }
  return [...greatest.keys()]
    .toSorted((a, b) => greatest[b]! - greatest[a]! || a - b)
    .slice(0, most)
    .toSorted((a, b) => a - b);
}
