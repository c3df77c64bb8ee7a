/** Whether the values of a law, its widening included, stay within what can be reckoned with. */
import type { Dimension, Law } from '../quantity.ts';
import { liesBelowOne } from './check-law.ts';
import type { Mark } from './parsed.ts';
import { refuse } from './parsed.ts';
import { reachOf } from './reach.ts';

/** Normal quantile of .95. */
const Z_95 = 1.6448536269514722;
/** Standard deviations beyond which practically no value lies, as in `reachOf`. */
const FAR = Math.sqrt(28);
/** Logarithm of the greatest number. */
const LOG_LARGEST = 100 * Math.LN10;
/** Logit of 1 - 1e-8: shares nearer to 0 or 1 are not told from them. */
const LOGIT_FAR = 18.420680734;

/** The point as far from `middle` on the line as `end` is, times `widening`. */
const widened = (middle: number, end: number, widening: number): number => middle + widening * (end - middle);

const logit = (share: number): number => Math.log(share / (1 - share));

/** How much farther than its 95th percentile a lognormal law, and a metalog of the logarithm at the most, reaches. */
const REACH = { interval: FAR / Z_95, threePoint: 5 };

/** Whether the widened interval of a share, or what lies above that of a positive quantity, stays within bounds. */
function staysIn(
  law: Extract<Law, { kind: 'interval' | 'threePoint' }>,
  dimension: Dimension,
  widening: number,
): boolean {
  const belowOne = liesBelowOne(dimension, law.high);
  const scale = belowOne ? logit : Math.log;
  const [from, to] = [scale(law.low), scale(law.high)];
  const middle = law.kind === 'interval' ? 0.5 * (from + to) : scale(law.mid);
  if (!belowOne) return widened(middle, to, widening * REACH[law.kind]) <= LOG_LARGEST;
  return widened(middle, from, widening) >= -LOGIT_FAR && widened(middle, to, widening) <= LOGIT_FAR;
}

/**
 * Whether a law draws numbers that can be reckoned with: none that is not finite, and no share that cannot be told from 0 or 1.
 *
 * @param widening Factor w >= 1 on what is uncertain; a law that varies spreads as far, since its shift is drawn.
 */
export function spreadIsSound(law: Law, dimension: Dimension, widening: number): boolean {
  switch (law.kind) {
    case 'interval':
    case 'threePoint':
      return staysIn(law, dimension, widening);
    case 'lognormal':
      return Math.log(law.median) + FAR * law.sigma * widening <= LOG_LARGEST;
    case 'gamma':
    case 'weibull':
      return Math.log(reachOf(law)[1]) <= LOG_LARGEST;
    case 'constant':
    case 'uniform':
    case 'triangular':
    case 'pert':
    case 'normal':
    case 'exponential':
    case 'pertMoments':
    case 'poisson':
    case 'beta':
    case 'discrete':
    case 'formula':
      return true;
    case 'metalog':
      // Its tails may be as heavy as those of a power: what lies beyond the outermost points at the same slope again.
      return law.values.every((x) => Math.abs(x) <= Math.exp(LOG_LARGEST / 4));
    case 'mixture':
      return law.parts.every((part) => spreadIsSound(part.law, dimension, widening));
  }
}

/** Refuses a law that spreads too far. */
export function checkSpread(law: Law, dimension: Dimension, widening: number, mark: Mark): void {
  if (spreadIsSound(law, dimension, widening)) return;
  if (widening > 1 && spreadIsSound(law, dimension, 1)) {
    refuse(
      'size',
      'widened for the calibration of its source, this law spreads beyond all measure',
      'narrow the interval, or cite a source that was right more often',
      mark,
    );
  }
  const isShare = (law.kind === 'interval' || law.kind === 'threePoint') && liesBelowOne(dimension, law.high);
  refuse(
    'size',
    isShare ? 'the ends cannot be told from 0 or 100 %' : 'this law spreads beyond all measure',
    isShare ? 'write ends between 0.000001% and 99.999999%, or a single number' : 'bring its ends nearer together',
    mark,
  );
}
