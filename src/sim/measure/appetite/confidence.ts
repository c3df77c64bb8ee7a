/** The share of worlds in which a limit holds. */
import { estimate, type Estimate } from '../../../results/estimate.ts';
import { fitLaw, lawQuantile, shareAtMost } from './law-over-worlds.ts';
import { noiseOf } from './noise.ts';
import { meanOf, type WorldReadings } from './world-readings.ts';

/** Groups of worlds that the jackknife leaves out in turn, at most. */
const GROUPS = 20;

/** Noise there is nothing to be freed of: readings that are exact, or all at an end of what is possible. */
function isExact(readings: WorldReadings): boolean {
  const mean = meanOf(readings.values);
  if (readings.family === 'difference') {
    const size = meanOf(readings.values.map((value) => value * value));
    return meanOf(readings.variances) <= 1e-18 * size || readings.values.length < 2;
  }
  const atEnd = mean <= 0 || (readings.family === 'probability' && mean >= 1);
  return atEnd || meanOf(readings.variances) <= 1e-18 * mean * mean;
}

const naiveShare = (values: Float64Array, limit: number): number =>
  values.reduce((count, value) => count + (value <= limit ? 1 : 0), 0) / values.length;

/** The error of a share of so many worlds, with one added to each side. */
export function leastError(share: number, worlds: number): number {
  const smoothed = (share * worlds + 1) / (worlds + 2);
  return Math.sqrt((smoothed * (1 - smoothed)) / worlds);
}

/** Groups of worlds that the error of a confidence rests on. */
export const jackknifeGroups = (worlds: number): number => Math.min(GROUPS, worlds);

/** A figure that is never below 0 is at most a limit of 0 or less where it reads so. */
const isAtFloor = ({ family }: WorldReadings, limit: number): boolean => limit <= 0 && family !== 'difference';

/** Confidence over worlds that a figure is at most `limit`, freed of the noise inside a world. */
export function confidenceValue(readings: WorldReadings, limit: number): number {
  if (isExact(readings) || isAtFloor(readings, limit)) return naiveShare(readings.values, limit);
  return shareAtMost(fitLaw(readings, limit).law, limit);
}

/**
 * Confidence over worlds that a figure is at most `limit`, freed of the noise inside a world, with its standard error by
 * the jackknife over up to 20 groups of worlds.
 *
 * The error is never put below that of a share of so many worlds (with one world added to each side): twenty worlds that
 * all hold do not make the twenty-first certain.
 */
export function confidenceOf(readings: WorldReadings, limit: number): Estimate {
  const worlds = readings.values.length;
  const exact = isExact(readings) || isAtFloor(readings, limit);
  const fit = exact ? null : fitLaw(readings, limit);
  const value = fit === null ? naiveShare(readings.values, limit) : shareAtMost(fit.law, limit);
  const least = leastError(value, worlds);
  if (fit === null || worlds < 3) return estimate(value, least);

  const groups = jackknifeGroups(worlds);
  const left = Array.from({ length: groups }, (_, group) =>
    shareAtMost(
      fit.without(Uint8Array.from({ length: worlds }, (__, world) => (world % groups === group ? 0 : 1))),
      limit,
    ),
  );
  const mean = left.reduce((sum, share) => sum + share, 0) / groups;
  const squares = left.reduce((sum, share) => sum + (share - mean) * (share - mean), 0);
  return estimate(value, Math.max(least, Math.sqrt((squares * (groups - 1)) / groups)));
}

/** Steps after which the law is as lumpy as the readings can tell. */
const MANY_STEPS = 400;

/** Part of the noise of a reading, to either side of the limit, within which the laws are compared, and points there. */
const NEAR = 0.5;
const POINTS = 5;

/** Standard deviations of noise from the limit beyond which a world is on the side of its reading. */
const OPEN = 2;

/**
 * What the confidence owes to how smooth the law over worlds is taken to be: the greatest difference, close to the limit, of the
 * share at most there between the law after few steps and after many. Where many worlds are alike and lie within the noise of the limit,
 * the smooth law puts part of them on the wrong side, and the jackknife does not see it.
 *
 * @param within 0 at once when the worlds whose side is open are fewer than this share of all.
 */
export function smoothnessError(readings: WorldReadings, limit: number, within: number): number {
  if (isExact(readings) || isAtFloor(readings, limit)) return 0;
  const deviation = Math.sqrt(noiseOf(readings).variance(limit));
  const { values } = readings;
  const open = values.reduce((sum, value) => sum + (Math.abs(value - limit) < OPEN * deviation ? 1 : 0), 0);
  if (open < within * values.length) return 0;
  const [smooth, lumpy] = [fitLaw(readings, limit).law, fitLaw(readings, limit, MANY_STEPS).law];
  return Array.from({ length: 2 * POINTS + 1 }, (_, point) => limit + (point / POINTS - 1) * NEAR * deviation)
    .map((at) => Math.abs(shareAtMost(smooth, at) - shareAtMost(lumpy, at)))
    .reduce((a, b) => Math.max(a, b));
}

/** Central 90 % of a figure over worlds, freed of the noise inside a world. */
export function bandOverWorlds(readings: WorldReadings): { readonly low: number; readonly high: number } {
  if (isExact(readings)) {
    const sorted = readings.values.toSorted();
    const at = (level: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * level))]!;
    return { low: at(0.05), high: at(0.95) };
  }
  const { law } = fitLaw(readings, 0);
  return { low: lawQuantile(law, 0.05), high: lawQuantile(law, 0.95) };
}
