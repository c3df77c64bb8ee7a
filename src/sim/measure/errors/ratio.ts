/** How well sums over clusters are known, and ratios of two. */

/**
 * Standard error of a sum over clusters of equal size, from their squared residuals; infinite with one cluster. With those about the mean,
 * sum (S - mean S)^2, it is that of the sum S; with those of a ratio r = sum S / sum D, `squaredResiduals`, over sum D it is that of r
 * (delta method).
 *
 * @param squares Sum of squared residuals over clusters; rounding may leave it just below 0.
 * @see Cochran (1977), Sampling Techniques, 3rd ed., sections 6.3-6.4 (ratios) and 9A (clusters).
 */
export const errorOfSum = (squares: number, clusters: number): number =>
  clusters > 1 ? Math.sqrt((Math.max(0, squares) * clusters) / (clusters - 1)) : Infinity;

/** sum (S - r D)^2 over clusters, from the sums of S^2, S D and D^2. */
export const squaredResiduals = (r: number, ofS: number, ofBoth: number, ofD: number): number =>
  ofS - 2 * r * ofBoth + r * r * ofD;
