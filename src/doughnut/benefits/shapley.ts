/** How far each factor of a product makes it change. */

/** `n!` of small numbers. */
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/**
 * Shapley's parts of what a product of few factors loses from `before` to `after`: of each factor the mean, over all orders in which
 * factors may change, of what it takes off when its turn comes. They add up to the difference of the products.
 *
 * @see Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317. Shorrocks (2013), Decomposition procedures
 *   for distributional analysis, J. Economic Inequality 11, 99-126.
 */
export function shapleyOfProduct(before: readonly number[], after: readonly number[]): number[] {
  const count = before.length;
  const product = (changed: number): number =>
    before.reduce((value, factor, i) => value * ((changed >> i) & 1 ? after[i]! : factor), 1);
  return before.map((_, i) => {
    let part = 0;
    for (let others = 0; others < 1 << count; others++) {
      if ((others >> i) & 1) continue;
      const size = before.reduce((sum, __, j) => sum + ((others >> j) & 1), 0);
      const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
      part += weight * (product(others) - product(others | (1 << i)));
    }
    return part;
  });
}
