/** In which share of worlds a paired difference is truly below 0. */
import { estimate, type Estimate } from '../../../results/estimate.ts';
import { confidenceOf, confidenceValue, leastError, smoothnessError } from './confidence.ts';
import { noiseOf } from './noise.ts';
import { meanOf, varianceOf, type WorldReadings } from './world-readings.ts';

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

const within = (share: number, { least, most }: ShareBounds): number => Math.min(most, Math.max(least, share));

/**
 * Share of worlds in which a paired difference is below 0, freed of the noise inside a world, with its standard error.
 *
 * The share of the fitted law, kept within what readings beyond doubt leave: worlds that lie four standard deviations of
 * their noise from 0 count as what they read. So most pairs are settled by counting, and a lump far from 0 is not smeared.
 *
 * @param differences With a mean variance above 0, of two worlds and more.
 */
export function chanceOfLess(differences: WorldReadings): Estimate {
  const { value, standardError } = confidenceOf(differences, 0);
  const worlds = differences.values.length;
  return estimate(within(value, boundsOfLess(differences)), Math.min(standardError, greatestError(worlds)));
}

/** The most that the error of the share is taken to be: three times that of an even share of worlds without noise. */
const greatestError = (worlds: number): number => 1.5 / Math.sqrt(worlds);

/**
 * How far the share by shrunk readings may lie from that of the fitted law: .12 in the middle, .02 at the ends. On smooth laws it
 * is off by .025 at the median.
 */
const shrinkingError = (share: number): number => 0.02 + 0.4 * share * (1 - share);

/**
 * Share of worlds below 0 when readings are drawn towards their mean until they vary as truths do; no law is fitted.
 *
 * @see Louis (1984), Estimating a population of parameter values using Bayes and empirical Bayes methods, JASA 79, 393-398.
 */
function shrunkShare({ values, variances }: WorldReadings): number {
  const [mean, spread] = [meanOf(values), varianceOf(values)];
  if (spread === 0) return mean < 0 ? 1 : 0;
  const least = 0.5 * Math.sqrt(2 / values.length);
  const factor = Math.sqrt(Math.min(1, Math.max(1 - meanOf(variances) / spread, least)));
  return values.reduce((count, value) => count + (mean + factor * (value - mean) < 0 ? 1 : 0), 0) / values.length;
}

/** The share, with so many of its errors added, against what is asked; null where that takes a law. */
type Settled = boolean | null;

/**
 * Whether the share of `chanceOfLess` lies above `asked`, so many of its standard errors added, where that is clear without a fit: by readings
 * beyond doubt, or by shrunk ones.
 *
 * @param isAbove Whether a share is above what is asked.
 */
export function clearlyLess(differences: WorldReadings, errors: number, isAbove: (share: number) => boolean): Settled {
  const worlds = differences.values.length;
  const bounds = boundsOfLess(differences);
  const shrunk = within(shrunkShare(differences), bounds);
  const off = shrinkingError(shrunk);
  const [low, high] = [Math.max(bounds.least, shrunk - off), Math.min(bounds.most, shrunk + off)];
  return settledBetween(low, high, worlds, errors, isAbove);
}

function settledBetween(
  low: number,
  high: number,
  worlds: number,
  errors: number,
  isAbove: (share: number) => boolean,
): Settled {
  const [smallest, greatest] = [Math.min(leastError(low, worlds), leastError(high, worlds)), greatestError(worlds)];
  const [worst, best] = errors < 0 ? [greatest, smallest] : [smallest, greatest];
  if (isAbove(low + errors * worst)) return true;
  return isAbove(high + errors * best) ? null : false;
}

/** The same with a law fitted, and its error only where that decides. */
export function isLess(differences: WorldReadings, errors: number, isAbove: (share: number) => boolean): boolean {
  const share = within(confidenceValue(differences, 0), boundsOfLess(differences));
  if (errors === 0) return isAbove(share);
  const settled = settledBetween(share, share, differences.values.length, errors, isAbove);
  if (settled !== null) return settled;
  const { standardError } = chanceOfLess(differences);
  const isMet = isAbove(share + errors * standardError);
  // A greater error could not change that
  if (isMet === errors > 0) return isMet;
  return isAbove(share + errors * errorWithLumps(differences, standardError));
}

/**
 * The error with what worlds that are alike may hide: where many of them tie, none of these is less, and a smooth law puts half of them
 * below 0.
 */
function errorWithLumps(differences: WorldReadings, standardError: number): number {
  const lumps = smoothnessError(differences, 0, 0);
  return Math.min(Math.hypot(standardError, lumps), greatestError(differences.values.length));
}

/** Differences of a figure on the same futures as readings with noise; null where there is none, or next to none. */
export function noisyDifferences(values: Float64Array, variances: Float64Array): WorldReadings | null {
  const size = meanOf(values.map((value) => value * value));
  if (values.length < 2 || meanOf(variances) <= 1e-18 * size) return null;
  return { family: 'difference', values, variances };
}
