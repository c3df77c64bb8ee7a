/** How likely a reading is, given what is true in the world. */
import { exp, log } from '../../random/elementary.ts';
import { meanOf, type WorldReadings } from './world-readings.ts';

/** The noise of readings as a function of the truth, and where truths are looked for. */
export interface Noise {
  /** Logarithm of the quasi-likelihood of truth `truth` given `reading`, up to a term in the reading alone. */
  logLikelihood(reading: number, truth: number): number;
  /** Variance of a reading where `truth` is true. */
  variance(truth: number): number;
  /** Logarithm of a density with this mean and variance, up to a constant: beta for probabilities, gamma for means, normal for differences. */
  logDensity(truth: number, mean: number, variance: number): number;
  /** Scale on which cells of equal width suit the figure, and its inverse. */
  toScale(truth: number): number;
  fromScale(place: number): number;
}

/**
 * Noise of shares of periods: variance p (1 - p) / N. N would be the periods of a world; it is found from the readings,
 * so that periods of one trial that resemble each other count for less.
 */
function probabilityNoise(readings: WorldReadings): Noise {
  const { values, variances } = readings;
  let binomial = 0;
  for (const p of values) binomial += (p * (1 - p)) / values.length;
  const periods = binomial / meanOf(variances);
  return {
    logLikelihood: (p, truth) => periods * (p * log(truth) + (1 - p) * log(1 - truth)),
    variance: (truth) => (truth * (1 - truth)) / periods,
    logDensity: (truth, mean, variance) => {
      const weight = Math.max((mean * (1 - mean)) / variance - 1, 0.5);
      return (mean * weight - 1) * log(truth) + ((1 - mean) * weight - 1) * log(1 - truth);
    },
    // Like the arc sine of the root, which makes the noise even, but of roots alone
    toScale: (truth) => Math.sqrt(truth) / (Math.sqrt(truth) + Math.sqrt(1 - truth)),
    fromScale: (place) => (place * place) / (place * place + (1 - place) * (1 - place)),
  };
}

/** Slope of the logarithm of a world's variance on that of its mean, within 1 (counts) and 2 (sizes). */
function powerOf(readings: WorldReadings): number {
  let n = 0;
  let [x, y, xx, xy] = [0, 0, 0, 0];
  for (const [world, value] of readings.values.entries()) {
    const variance = readings.variances[world]!;
    if (value <= 0 || variance <= 0) continue;
    const [u, v] = [log(value), log(variance)];
    n++;
    x += u;
    y += v;
    xx += u * u;
    xy += u * v;
  }
  const spread = n * xx - x * x;
  const slope = spread > 1e-9 * n * xx ? (n * xy - x * y) / spread : 1;
  // Just inside the ends, where the quasi-likelihood has other forms with the same limit
  return Math.min(Math.max(slope, 1.001), 1.999);
}

/**
 * Noise of means: variance proportional to a power of the truth, which the readings give. A world's own variance must not
 * be taken instead: where losses are skewed a world that happened to lose little also looks sure of it, and the share of
 * worlds below a limit is far too high.
 */
function meanNoise(readings: WorldReadings): Noise {
  const { values, variances } = readings;
  const unit = meanOf(values);
  const power = powerOf(readings);
  const raised = (value: number): number => (value > 0 ? exp(power * log(value / unit)) : 0);
  const scale = meanOf(variances) / meanOf(values.map(raised));
  const [a, b] = [1 - power, 2 - power];
  const factor = (unit * unit) / scale;
  return {
    logLikelihood: (reading, truth) => {
      const t = log(truth / unit);
      return factor * (((reading / unit) * exp(a * t)) / a - exp(b * t) / b);
    },
    variance: (truth) => scale * raised(truth),
    logDensity: (truth, mean, variance) =>
      ((mean * mean) / variance - 1) * log(truth / mean) - (truth * mean) / variance,
    toScale: log,
    fromScale: exp,
  };
}

/** Least variance of a difference, as a part of the mean over worlds: where a line through the variances would go below it. */
const LEAST_VARIANCE = 0.05;

/**
 * Noise of differences: variance on a line in the truth, which the readings give. What a control saves in a world and how much
 * that varies from trial to trial both go with how often there is anything to save, so that worlds in which it saves little are
 * known better; a difference has no end at 0 that a power could start from.
 *
 * The quasi-likelihood `x g1(t) - g2(t)` has g1 and g2 the integrals of 1 / V and u / V, flat up to where the line leaves the
 * least variance.
 */
function differenceNoise({ values, variances }: WorldReadings): Noise {
  const [middle, level] = [meanOf(values), meanOf(variances)];
  let [square, product] = [0, 0];
  for (const [world, value] of values.entries()) {
    square += (value - middle) * (value - middle);
    product += (value - middle) * (variances[world]! - level);
  }
  const least = LEAST_VARIANCE * level;
  const slope = square > 0 ? product / square : 0;
  const isFlat = Math.abs(slope) * Math.sqrt(square / values.length) < 1e-6 * level;
  const variance = (truth: number): number => Math.max(least, level + slope * (truth - middle));
  // The line reaches the least variance at the bend; truths are measured from there
  const bend = isFlat ? middle : middle - (level - least) / slope;
  const isLinear = (truth: number): boolean => !isFlat && slope * (truth - bend) > 0;
  const flat = isFlat ? level : least;
  return {
    variance: isFlat ? () => level : variance,
    logLikelihood: (reading, truth) => {
      const [x, t] = [reading - bend, truth - bend];
      if (!isLinear(truth)) return (x * t - (t * t) / 2) / flat;
      // With V = flat + slope t
      const logs = log(1 + (slope * t) / flat);
      return (x * logs) / slope - (t - (flat * logs) / slope) / slope;
    },
    logDensity: (truth, mean, spread) => (-(truth - mean) * (truth - mean)) / (2 * spread),
    toScale: (truth) => truth,
    fromScale: (place) => place,
  };
}

const NOISES: Readonly<Record<WorldReadings['family'], (readings: WorldReadings) => Noise>> = {
  probability: probabilityNoise,
  mean: meanNoise,
  difference: differenceNoise,
};

/**
 * Noise of readings by the quasi-likelihood of a variance that depends on the truth alone.
 *
 * @param readings With a mean variance above 0, and a mean above 0 but for differences; probabilities with a mean below 1.
 * @see Wedderburn (1974), Quasi-likelihood functions, generalized linear models, and the Gauss-Newton method,
 * Biometrika 61, 439-447.
 */
export const noiseOf = (readings: WorldReadings): Noise => NOISES[readings.family](readings);
