/** The upper tail of a binomial law. */
import { betaTails } from '../../sim/distributions/special/incomplete-beta.ts';

/**
 * Chance of `least` successes or more in `trials`, each with chance `p`: I_p(least, trials - least + 1).
 *
 * @see NIST Digital Library of Mathematical Functions 8.17.5.
 */
export function binomialAtLeast(least: number, trials: number, p: number): number {
  if (least <= 0) return 1;
  if (least > trials || p <= 0) return 0;
  if (p >= 1) return 1;
  return betaTails(least, trials - least + 1, p, 1 - p).lower;
}
