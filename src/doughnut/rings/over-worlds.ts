/** Means and quantiles over worlds by their weights. */

/** Weights that differ by no more are equal; they are sums of shares. */
const WEIGHT_TOLERANCE = 1e-12;

export function meanOver(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (const [world, value] of values.entries()) sum += value * weights[world]!;
  return sum;
}

/**
 * The least value that worlds of so much weight do not pass. Of a limited figure: the mildest limit that is kept with this
 * confidence, which is what `figureAt` of an evaluated set asks for.
 *
 * @param values Shape [worlds], at least one.
 * @param share 0..1.
 */
export function quantileOver(values: Float64Array, weights: Float64Array, share: number): number {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let weight = 0;
  for (const world of order) {
    weight += weights[world]!;
    if (weight >= share - WEIGHT_TOLERANCE) return values[world]!;
  }
  return values[order.at(-1)!]!;
}
