/** How many clusters a figure really rests on. */

/** Effective clusters below which a figure and its standard error are unreliable. */
export const FEWEST_EFFECTIVE = 30;

/** Periods beyond a quantile below which it, and what lies beyond it, are unreliable. */
export const FEWEST_EXCEEDANCES = 50;

/**
 * Effective clusters behind the error of a mean, by their squared deviations, below which it is not settled: one loss or two
 * decide it. Above, the intervals of `skewedInterval` cover in nine cases of ten, if the tail is not heavier than any that was
 * seen (`unseenOf`).
 */
export const FEWEST_BEHIND_ERROR = 3;

/**
 * The number of equal contributions that would vary as these do: (sum c)^2 / sum c^2. One that outweighs all others counts
 * as one; 0 where there is none.
 *
 * @see Kish (1965), Survey Sampling, Wiley (effective size under unequal weights).
 */
export const effectiveNumber = (sum: number, squares: number): number => (squares > 0 ? (sum * sum) / squares : 0);
