/** Whether a metalog has three stated percentiles. */

/** Logit of .95. */
const LOGIT_95 = 2.9444389791664403;

/** Steps of the grid of logits, and its end: beyond it the slope is that of the tail. */
const STEPS = 2000;
const FAR = 40;

/**
 * Whether the quantile function of the three-term metalog through these percentiles rises everywhere: its slope on the
 * scale of the logit, looked at on a fine grid. It does unless the median lies in the outer eighth of the interval.
 *
 * @param low 5th, `mid` 50th, `high` 95th percentile, on the scale of the logarithm or the logit; ascending.
 * @see Keelin (2016), The metalog distributions, Decision Analysis 13, 243-277, doi:10.1287/deca.2016.0338.
 */
export function metalogRises(low: number, mid: number, high: number): boolean {
  const spread = (high - low) / (2 * LOGIT_95);
  const skew = (high + low - 2 * mid) / (0.9 * LOGIT_95);
  for (let step = 0; step <= STEPS; step++) {
    const logit = FAR * ((2 * step) / STEPS - 1);
    const p = 1 / (1 + Math.exp(-logit));
    if (!(spread + skew * (p - 0.5 + p * (1 - p) * logit) > 0)) return false;
  }
  return true;
}
