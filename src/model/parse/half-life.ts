/** How much weight evidence keeps as it ages. */

const MOST_TERMS = 30;

/**
 * The fraction left after a number of half-lives: 2^-x.
 *
 * Whole half-lives halve exactly, the rest is the series of the exponential: only sums and products, so that the bits
 * are the same in every version of the runtime, which a library function does not promise.
 *
 * @param halfLives x, at least 0.
 */
export function shareLeft(halfLives: number): number {
  const whole = Math.floor(halfLives);
  if (whole > 1100) return 0;
  const exponent = (whole - halfLives) * Math.LN2;
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MOST_TERMS; n++) {
    term *= exponent / n;
    sum += term;
  }
  for (let n = 0; n < whole; n++) sum *= 0.5;
  return sum;
}
