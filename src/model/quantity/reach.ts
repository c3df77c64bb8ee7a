/** The stretch in which practically all values of a law lie. */
import type { Law } from '../quantity.ts';

/** Standard deviations of a normal law beyond which nothing is left: about a millionth. */
const FAR = Math.sqrt(28);

/** From where to where a concave function, the logarithm of a density, lies as near to its peak as a normal one within `z`. */
function around(logDensity: (u: number) => number, peak: number, z: number): readonly [number, number] {
  const floor = logDensity(peak) - (z * z) / 2;
  const end = (side: 1 | -1): number => {
    let inside = 0;
    let outside = 1e-9;
    while (logDensity(peak + side * outside) > floor && outside < 1e6) {
      inside = outside;
      outside *= 2;
    }
    for (let round = 0; round < 50; round++) {
      const middle = 0.5 * (inside + outside);
      if (logDensity(peak + side * middle) > floor) inside = middle;
      else outside = middle;
    }
    return peak + side * inside;
  };
  return [end(-1), end(1)];
}

/** By the density of the logarithm of a gamma law of scale 1. */
function gammaReach(shape: number, z: number): readonly [number, number] {
  const [low, high] = around((u) => shape * u - Math.exp(u), Math.log(shape), z);
  return [Math.exp(low), Math.exp(high)];
}

/** By the density of the logit of a beta law. */
function betaReach(a: number, b: number, z: number): readonly [number, number] {
  const softPlus = (u: number): number => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
  const [low, high] = around((u) => -a * softPlus(-u) - b * softPlus(u), Math.log(a / b), z);
  return [1 / (1 + Math.exp(-low)), 1 / (1 + Math.exp(-high))];
}

/**
 * Shapes of the beta law on (low, high) with mean (low + 4 mode + high) / 6 and standard deviation (high - low) / 6.
 *
 * @see Malcolm, Roseboom, Clark & Fazar (1959), Application of a technique for research and development program evaluation,
 *   Operations Research 7, 646-669.
 */
export function pertShapes(low: number, mode: number, high: number): readonly [a: number, b: number] {
  const m = (low + 4 * mode + high - 6 * low) / (6 * (high - low));
  const sum = 36 * m * (1 - m) - 1;
  return [m * sum, (1 - m) * sum];
}

/**
 * The stretch in which all but about a millionth of the values lie; the stated interval of an interval, since beyond its
 * ends bounds would say another thing than the interval does.
 *
 * @param z Standard deviations that a normal law is to reach, for another share of the values.
 */
export function reachOf(law: Law, z: number = FAR): readonly [number, number] {
  switch (law.kind) {
    case 'constant':
      return [law.value, law.value];
    case 'interval':
    case 'threePoint':
    case 'uniform':
      return [law.low, law.high];
    case 'triangular': {
      const edge = 1e-3 * (law.high - law.low);
      return [law.low + edge, law.high - edge];
    }
    case 'pert': {
      const width = law.high - law.low;
      const a = 1 + (4 * (law.mode - law.low)) / width;
      const [low, high] = betaReach(a, 6 - a, z);
      return [law.low + width * low, law.low + width * high];
    }
    case 'pertMoments': {
      const [a, b] = pertShapes(law.low, law.mode, law.high);
      const [low, high] = betaReach(a, b, z);
      const width = law.high - law.low;
      return [law.low + width * low, law.low + width * high];
    }
    case 'poisson':
      return [0, law.unit * (law.mean + z * Math.sqrt(law.mean) + z)];
    case 'metalog':
      return [law.values[0] ?? 0, law.values.at(-1) ?? 0];
    case 'mixture': {
      const reaches = law.parts.map((part) => reachOf(part.law, z));
      return [Math.min(...reaches.map(([low]) => low)), Math.max(...reaches.map(([, high]) => high))];
    }
    case 'normal':
      return [law.mean - z * law.sd, law.mean + z * law.sd];
    case 'lognormal':
      return [law.median * Math.exp(-z * law.sigma), law.median * Math.exp(z * law.sigma)];
    case 'exponential':
    case 'gamma': {
      const [shape, scale] = law.kind === 'gamma' ? [law.shape, law.scale] : [1, law.mean];
      const [low, high] = gammaReach(shape, z);
      return [scale * low, scale * high];
    }
    case 'weibull': {
      // A power of an exponential law.
      const [low, high] = gammaReach(1, z);
      return [law.scale * Math.exp(Math.log(low) / law.shape), law.scale * Math.exp(Math.log(high) / law.shape)];
    }
    case 'beta': {
      const [low, high] = betaReach(law.a, law.b, z);
      return [low * (law.high ?? 1), high * (law.high ?? 1)];
    }
    case 'discrete':
      return [Math.min(...law.values), Math.max(...law.values)];
    case 'formula':
      return [-Infinity, Infinity];
  }
}
