/**
 * Sobol indices by pick-freeze, from readings that carry noise of their own.
 *
 * Worlds come in pairs: a world A and another one, B. In a third, A has the draw of one input (or of a group) of B, and all else
 * its own. What A and that have in common is all but the input, what B and that have in common is the input alone.
 *
 * A reading of a world is the mean of its trials, so it is off by the noise of these. B is simulated on trials of its own, which
 * leaves a product of it with the others right on average. Squares are too large by the variance of the noise, which is taken off.
 *
 * @see Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola (2010), Variance based sensitivity analysis of model output. Design
 * and estimator for the total sensitivity index, Computer Physics Communications 181, 259-270.
 * @see Jansen (1999), Analysis of variance designs for model output, Computer Physics Communications 117, 35-43 (the total index).
 */
import { ratioOfMeans, type Ratio } from './ratio.ts';

/** A figure in each of some worlds. */
export interface Readings {
  /** Shape [worlds]. */
  readonly values: Float64Array;
  /** Squared standard error of each within its world: 0 where it is exact. Shape [worlds]. */
  readonly noise: Float64Array;
}

/** The same worlds with the draw of an input from their partners. */
export interface Swapped extends Readings {
  /** Squared standard error of the difference to the world as it is, which has the same trials. Shape [worlds]. */
  readonly noiseOfChange: Float64Array;
}

/** The worlds and their partners. */
export interface PairedReadings {
  readonly here: Readings;
  readonly there: Readings;
}

/** How much of the variance over worlds is due to what was swapped. */
export interface Indices {
  /** Share that goes, on average, if this were known: the first-order index of one input, the closed one of a group. */
  readonly first: Ratio;
  /** Share that is left, on average, if all else were known: what it does alone and together with others. */
  readonly total: Ratio;
}

/** Squares about the mean of both, less noise: their mean is the variance. Shape [worlds]. */
function squares({ values, noise }: Readings, mean: number, worlds: number): Float64Array {
  // The mean is theirs, so squares about it are too small by one part in as many as there are
  const whole = (2 * worlds) / (2 * worlds - 1);
  return values.map((value, i) => whole * (value - mean) * (value - mean) - noise[i]!);
}

function meanOfBoth({ here, there }: PairedReadings): number {
  let sum = 0;
  for (let i = 0; i < here.values.length; i++) sum += here.values[i]! + there.values[i]!;
  return sum / (2 * here.values.length);
}

/**
 * Indices of what was swapped, the first order by the product of Sobol' and Saltelli and the total by Jansen's difference, both
 * sharpened by three numbers of the design that are 0 on average: so an input that does nothing has exactly 0, and the only
 * input exactly 1 where there is no noise.
 *
 * @param pairs Worlds, at least 6, with a variance above 0.
 */
export function indicesOf(pairs: PairedReadings, swapped: Swapped): Indices {
  const { here, there } = pairs;
  const worlds = here.values.length;
  const mean = meanOfBoth(pairs);
  const ofHere = squares(here, mean, worlds);
  const ofThere = squares(there, mean, worlds);
  const ofSwapped = squares(swapped, mean, worlds);
  const each = (of: (i: number) => number): Float64Array => Float64Array.from({ length: worlds }, (_, i) => of(i));
  const variance = each((i) => (ofHere[i]! + ofThere[i]!) / 2);
  // The mean is theirs, so products about it are too small by as much
  const lost = (i: number): number => variance[i]! / (2 * worlds);
  const controls = [
    each((i) => (here.values[i]! - mean) * (there.values[i]! - mean) + lost(i)),
    each((i) => ofThere[i]! - ofHere[i]!),
    each((i) => ofSwapped[i]! - ofHere[i]!),
  ];
  const common = each((i) => (there.values[i]! - mean) * (swapped.values[i]! - mean) + lost(i));
  const change = each((i) => {
    const difference = swapped.values[i]! - here.values[i]!;
    return (difference * difference - swapped.noiseOfChange[i]!) / 2;
  });
  return { first: ratioOfMeans(common, variance, controls), total: ratioOfMeans(change, variance, controls) };
}
