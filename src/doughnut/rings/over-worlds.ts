/** Means and quantiles over worlds by their weights. */

/** Weights that differ by no more are equal; they are sums of shares. */
const WEIGHT_TOLERANCE = 1e-12;

/** Mean by weights that add up to 1; of equal values just that value. Shape [worlds], at least one. */
export function meanOver(values: Float64Array, weights: Float64Array): number {
  const first = values[0]!;
  let sum = 0;
  for (let world = 1; world < values.length; world++) sum += (values[world]! - first) * weights[world]!;
  return first + sum;
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
