/**
 * Sobol indices by pick-freeze, from readings that carry noise of their own.
 *
 * Worlds come in pairs: a world A and another one, B. In a third, A has the draw of one input (or of a group) of B, and all else
 * its own. What A and that have in common is all but the input, what B and that have in common is the input alone.
 *
 * Each world is read twice, on two halves of its trials that have no chance in common, so that the product of one reading with the other
 * is on average what the square of the truth is: the noise inside a world is in none of the variances, and no interaction is made of it.
 * It cannot be taken off instead: under another rate the arrivals of all trials move along one timeline, so that changes of single trials
 * are not independent, and their spread says too much of the noise in the mean.
 *
 * @see Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola (2010), Variance based sensitivity analysis of model output. Design
 * and estimator for the total sensitivity index, Computer Physics Communications 181, 259-270.
 * @see Jansen (1999), Analysis of variance designs for model output, Computer Physics Communications 117, 35-43 (the total index).
 */
import { effectiveNumber } from '../../sim/measure/errors/effective.ts';
import { ratioOfMeans, type Ratio } from './ratio.ts';

/** A figure in each of some worlds, by one half of its trials and by the other; the same array twice where it is exact. Shapes [worlds]. */
export interface Readings {
  readonly halves: readonly [Float64Array, Float64Array];
}

/** Worlds, and their partners. */
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

/** Readings about their mean over worlds. Shapes [worlds]. */
interface Deviations {
  readonly halves: readonly [Float64Array, Float64Array];
  readonly whole: Float64Array;
}

function aboutMean(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** The mean of both halves. Shape [worlds]. */
export const wholeOf = ({ halves: [one, other] }: Readings): Float64Array =>
  one.map((value, i) => (value + other[i]!) / 2);

const deviationsOf = (readings: Readings): Deviations => ({
  halves: [aboutMean(readings.halves[0]), aboutMean(readings.halves[1])],
  whole: aboutMean(wholeOf(readings)),
});

const products = (one: Float64Array, other: Float64Array): Float64Array => one.map((value, i) => value * other[i]!);

const squares = ({ halves: [one, other] }: Deviations): Float64Array => products(one, other);

const difference = (one: Float64Array, other: Float64Array): Float64Array => one.map((value, i) => value - other[i]!);

/** Half the squares of the change. Its mean is the variance that is left when all else is known. */
function changes(here: Deviations, changed: Deviations): Float64Array {
  const halves = [0, 1].map((half) => difference(changed.halves[half]!, here.halves[half]!));
  return products(halves[0]!, halves[1]!).map((square) => square / 2);
}

/** Variance over worlds, without the noise inside them. */
export interface WorldVariance {
  /** Below 0 where noise outweighs it. */
  readonly value: number;
  readonly standardError: number;
  /** Worlds that it rests on: few where one or two make all of it. */
  readonly effectiveWorlds: number;
}

/** Mean of what each world adds to a variance, whose mean over the worlds was taken off. */
function varianceOf(added: Float64Array): WorldVariance {
  const n = added.length;
  const mean = added.reduce((sum, value) => sum + value, 0) / n;
  const spread = added.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const second = added.reduce((sum, value) => sum + value * value, 0);
  const whole = n / (n - 1);
  return {
    value: whole * mean,
    standardError: (whole * Math.sqrt(spread / n)) / Math.sqrt(n - 1),
    effectiveWorlds: effectiveNumber(n * mean, second),
  };
}

/** Variance over worlds of what is read in them. */
export function worldVariance({ here, there }: PairedReadings): WorldVariance {
  const [ofHere, ofThere] = [squares(deviationsOf(here)), squares(deviationsOf(there))];
  return varianceOf(Float64Array.from([...ofHere, ...ofThere]));
}

/** Variance that is left of what is read in worlds when all is known but what was swapped. */
export const varianceLeft = (here: Readings, swapped: Readings): WorldVariance =>
  varianceOf(changes(deviationsOf(here), deviationsOf(swapped)));

/** What the indices of a figure are reckoned from, the same for all inputs. */
interface Ground {
  readonly here: Deviations;
  readonly there: Deviations;
  readonly ofHere: Float64Array;
  /** Its mean is the variance. Shape [worlds]. */
  readonly variance: Float64Array;
  /** 0 on average. Shape [][worlds]. */
  readonly controls: readonly Float64Array[];
}

function groundOf(pairs: PairedReadings): Ground {
  const [here, there] = [deviationsOf(pairs.here), deviationsOf(pairs.there)];
  const [ofHere, ofThere] = [squares(here), squares(there)];
  return {
    here,
    there,
    ofHere,
    variance: ofHere.map((square, i) => (square + ofThere[i]!) / 2),
    controls: [products(here.whole, there.whole), difference(ofThere, ofHere)],
  };
}

/** What partners and the worlds that have their draw have in common: its mean is what the draw does alone. */
const common = ({ there }: Ground, swapped: Deviations): Float64Array => products(there.whole, swapped.whole);

/** How much more worlds vary under a change: 0 on average. */
const surplus = ({ ofHere }: Ground, swapped: Deviations): Float64Array => difference(squares(swapped), ofHere);

/**
 * Indices of what was swapped, the first order by the product of Sobol' and Saltelli and the total by Jansen's difference, both
 * sharpened by three numbers of the design that are 0 on average: so an input that does nothing has exactly 0, and the only
 * input exactly 1 where there is no noise.
 *
 * @param pairs Worlds, at least 6, with a variance above 0.
 */
export function indicesOf(pairs: PairedReadings, readings: Readings): Indices {
  const ground = groundOf(pairs);
  const swapped = deviationsOf(readings);
  const controls = [...ground.controls, surplus(ground, swapped)];
  return {
    first: ratioOfMeans(common(ground, swapped), ground.variance, controls),
    total: ratioOfMeans(changes(ground.here, swapped), ground.variance, controls),
  };
}

/** By how much the first-order index of one input exceeds that of another, on the same worlds. */
export function firstOrderDifference(pairs: PairedReadings, one: Readings, other: Readings): Ratio {
  const ground = groundOf(pairs);
  const [ofOne, ofOther] = [deviationsOf(one), deviationsOf(other)];
  const above = difference(common(ground, ofOne), common(ground, ofOther));
  return ratioOfMeans(above, ground.variance, [...ground.controls, surplus(ground, ofOne), surplus(ground, ofOther)]);
}
