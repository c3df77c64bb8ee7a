/** The stretch in which practically all values of a law lie, found from its density. */
import type { Ends } from './law-record.ts';

/** Standard deviations of a normal law beyond which nothing is left: about a millionth. */
export const FAR: number = Math.sqrt(28);

/** Logarithm of the greatest number that a law may draw. */
export const LOG_LARGEST: number = 100 * Math.LN10;

/** From where to where a concave function, the logarithm of a density, lies as near to its peak as a normal one within `z`. */
function around(logDensity: (u: number) => number, peak: number, z: number): Ends {
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
export function gammaReach(shape: number, z: number): Ends {
  const [low, high] = around((u) => shape * u - Math.exp(u), Math.log(shape), z);
  return [Math.exp(low), Math.exp(high)];
}

/** By the density of the logit of a beta law. */
export function betaReach(a: number, b: number, z: number): Ends {
  const softPlus = (u: number): number => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
  const [low, high] = around((u) => -a * softPlus(-u) - b * softPlus(u), Math.log(a / b), z);
  return [1 / (1 + Math.exp(-low)), 1 / (1 + Math.exp(-high))];
}
