/** The beta law with a given central 90 % interval. */
import { exp, log } from '../random/elementary.ts';
import { betaLaw } from './beta.ts';
import type { FittedLaw } from './distribution.ts';
import { betaTails } from './special/incomplete-beta.ts';
import { normalQuantileOf } from './special/invert-tails.ts';
import { logistic } from './special/logistic.ts';
import { splitNormalLaw } from './split-normal.ts';

/** Normal quantile of .95. */
export const Z_95 = 1.6448536269514722;

/** When both weights are above this, the logit of a beta law is normal to four digits of its deviation. */
const NEARLY_NORMAL = 1e7;

/** Misfit of a beta law with weights exp(u), exp(v) to the interval, in normal quantiles at both ends. */
function misfit(u: number, v: number, low: number, high: number): [number, number] {
  const z = (y: number): number => {
    const { lower, upper } = betaTails(exp(u), exp(v), logistic(y), logistic(-y));
    return normalQuantileOf(lower, upper);
  };
  return [z(low) + Z_95, z(high) - Z_95];
}

const STEP = 1e-6;

/**
 * The weights by Newton's method in two dimensions, on their logarithms: the misfits are nearly linear there. A step
 * that does not improve the fit is halved.
 */
function weightsThrough(low: number, high: number, start: readonly [number, number]): [number, number] {
  let [u, v] = start;
  let [r, s] = misfit(u, v, low, high);
  let size = Math.hypot(r, s);
  for (let round = 0; round < 100 && size > 1e-13; round++) {
    const [ru, su] = misfit(u + STEP, v, low, high);
    const [rv, sv] = misfit(u, v + STEP, low, high);
    const [a, b, c, d] = [(ru - r) / STEP, (rv - r) / STEP, (su - s) / STEP, (sv - s) / STEP];
    const determinant = a * d - b * c;
    const du = (b * s - d * r) / determinant;
    const dv = (c * r - a * s) / determinant;
    let part = Math.min(1, 2 / Math.max(Math.abs(du), Math.abs(dv)));
    for (; part > 1e-9; part /= 2) {
      const [nextR, nextS] = misfit(u + part * du, v + part * dv, low, high);
      const nextSize = Math.hypot(nextR, nextS);
      if (nextSize < size) {
        [u, v, r, s, size] = [u + part * du, v + part * dv, nextR, nextS, nextSize];
        break;
      }
    }
    if (!(part > 1e-9)) break;
  }
  if (!(size < 1e-9)) {
    throw new RangeError(`no beta law has the 90 % interval ${logistic(low)}..${logistic(high)}`);
  }
  return [exp(u), exp(v)];
}

/**
 * The beta law with P(X < x) = 5 % and 95 % where the logit of x is `low` and `high`; the logit-normal law for an
 * interval so narrow that the difference is negligible.
 *
 * @param low Logit of the 5th percentile, below `high`, that of the 95th.
 * @throws RangeError when the weights are not found.
 */
export function betaThrough(low: number, high: number): FittedLaw {
  const mid = 0.5 * (low + high);
  const sd = (high - low) / (2 * Z_95);
  // For large weights the logit has mean log(a / b) and variance 1 / a + 1 / b, for small ones 1 / a^2 + 1 / b^2.
  const a = (1 + exp(mid)) / (sd * sd);
  const b = (1 + exp(-mid)) / (sd * sd);
  if (Math.min(a, b) > NEARLY_NORMAL) return splitNormalLaw('logit', mid, sd, sd);
  const [alpha, beta] = weightsThrough(low, high, [log(a), log(b)]);
  return betaLaw(alpha, beta);
}
