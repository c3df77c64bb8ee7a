/** In which share of worlds a paired difference is truly below 0. */
import { estimate, type Estimate } from '../../../results/estimate.ts';
import { confidenceOf } from './confidence.ts';
import { noiseOf } from './noise.ts';
import { meanOf, type WorldReadings } from './world-readings.ts';

/** Standard deviations of its noise beyond which a reading has the sign of the truth. */
const BEYOND_DOUBT = 4;

/** What the share of worlds can be at the least and at the most, with no law fitted. */
export interface ShareBounds {
  readonly least: number;
  readonly most: number;
}

/** Shares of worlds that are below 0 beyond doubt, and that are not above 0 beyond doubt. Of differences with noise. */
export function boundsOfLess(differences: WorldReadings): ShareBounds {
  const { values, variances } = differences;
  const noise = noiseOf(differences);
  let [below, possible] = [0, 0];
  for (const [world, value] of values.entries()) {
    const doubt = BEYOND_DOUBT * Math.sqrt(Math.max(noise.variance(value), variances[world]!));
    if (value < -doubt) below++;
    if (value < doubt) possible++;
  }
  return { least: below / values.length, most: possible / values.length };
}

/** The most that the standard error of the share can be. */
export const greatestError = ({ least, most }: ShareBounds, worlds: number): number =>
  Math.hypot(0.5 / Math.sqrt(worlds), (most - least) / 2);

/**
 * Share of worlds in which a paired difference is below 0, freed of the noise inside a world, with its standard error.
 *
 * The share of the fitted law, kept within what readings beyond doubt leave: worlds that lie four standard deviations of
 * their noise from 0 count as what they read. So most pairs are settled by counting, and a lump far from 0 is not smeared.
 *
 * @param differences With a mean variance above 0, of two worlds and more.
 * @param bounds Those of `boundsOfLess`.
 */
export function chanceOfLess(differences: WorldReadings, bounds: ShareBounds): Estimate {
  const worlds = differences.values.length;
  const fitted = confidenceOf(differences, 0);
  const value = Math.min(bounds.most, Math.max(bounds.least, fitted.value));
  return estimate(value, Math.min(fitted.standardError, greatestError(bounds, worlds)));
}

/** Differences of a figure on the same futures as readings with noise; null where there is none, or next to none. */
export function noisyDifferences(values: Float64Array, variances: Float64Array): WorldReadings | null {
  const size = meanOf(values.map((value) => value * value));
  if (values.length < 2 || meanOf(variances) <= 1e-18 * size) return null;
  return { family: 'difference', values, variances };
}
