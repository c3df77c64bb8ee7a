/** The half width of a central interval of the standard normal law. */

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327;

/** P(|Z| <= z) by its power series, by sums and products alone; z up to 2. */
function centralShare(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < 40; n++) {
    term *= (-z * z) / (2 * n);
    sum += term / (2 * n + 1);
  }
  return 2 * ONE_OVER_ROOT_TWO_PI * sum;
}

/**
 * The z with P(|Z| <= z) = share, which is the normal quantile of (1 + share) / 2; to the last digits, the same on every
 * machine.
 *
 * @param share Above 0 and at most 0.95.
 */
export function centralZ(share: number): number {
  let low = 0;
  let high = 2;
  for (let round = 0; round < 60; round++) {
    const middle = 0.5 * (low + high);
    if (centralShare(middle) < share) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
