/** Student's law, as far as 95 % intervals need it. */

/** The 97.5 % quantile of the standard normal law. */
const NORMAL = 1.959963984540054;

/** The 97.5 % quantiles with 1 to 9 degrees of freedom. */
const FEW = [
  12.706204736174694, 4.302652729749462, 3.1824463052837078, 2.7764451051977934, 2.5705818356363146, 2.4469118511449786,
  2.364624251592784, 2.306004135204166, 2.262157162798205,
] as const;

/** Coefficients of Fisher's expansion of the quantile in 1 / degrees, at `NORMAL`. */
const EXPANSION = expansion(NORMAL);

function expansion(x: number): readonly number[] {
  const [x2, x4] = [x * x, x * x * x * x];
  return [
    (x * (x2 + 1)) / 4,
    (x * (5 * x4 + 16 * x2 + 3)) / 96,
    (x * (3 * x4 * x2 + 19 * x4 + 17 * x2 - 15)) / 384,
    (x * (79 * x4 * x4 + 776 * x4 * x2 + 1482 * x4 - 1920 * x2 - 945)) / 92160,
  ];
}

/**
 * How many standard errors reach from a mean of independent clusters to the ends of its 95 % interval.
 *
 * @param clusters At least 2; with one no number does.
 * @see Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.7.5; error below 1e-5.
 */
export function studentQuantile(clusters: number): number {
  const degrees = clusters - 1;
  if (degrees < 1) return Infinity;
  const known = FEW[degrees - 1];
  if (known !== undefined) return known;
  return NORMAL + EXPANSION.reduceRight((sum, coefficient) => (sum + coefficient) / degrees, 0);
}
