/** The law of a function of quantities. */

/** A law as a reader sees it, in base units. */
export interface LawView {
  readonly mean: number;
  /** Value that a share p, 0 < p < 1, of cases does not exceed. */
  quantile(p: number): number;
}

/** The law of what is known exactly. */
export const constantLaw = (value: number): LawView => ({ mean: value, quantile: () => value });

/** Points of the lattice on which laws are combined. */
export const POINTS = 8192;

/** The law of values that are equally likely. */
export function lawOfValues(values: Float64Array): LawView {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let sorted: Float64Array | null = null;
  return {
    mean,
    quantile: (p) => {
      sorted ??= values.toSorted();
      const at = Math.min(sorted.length - 1, Math.max(0, p * sorted.length - 0.5));
      const left = sorted[Math.floor(at)] ?? mean;
      const right = sorted[Math.ceil(at)] ?? mean;
      return left + (right - left) * (at - Math.floor(at));
    },
  };
}

/** The root above 1 of x^(d+1) = x + 1. */
function harmoniousNumber(dimensions: number): number {
  let root = 1.5;
  for (let step = 0; step < 60; step++) root = (1 + root) ** (1 / (dimensions + 1));
  return root;
}

/**
 * The law of a function of independent quantities, from an even lattice of points: no chance in it, three digits right.
 *
 * @see Niederreiter (1992), Random number generation and quasi-Monte Carlo methods, ch. 3 (Kronecker sequences).
 */
export function combined(laws: readonly LawView[], f: (values: readonly number[]) => number): LawView {
  if (laws.length === 0) return constantLaw(f([]));
  const root = harmoniousNumber(laws.length);
  const steps = laws.map((_, dimension) => (1 / root) ** (dimension + 1));
  const values = Float64Array.from({ length: POINTS }, (_, point) =>
    f(
      laws.map((law, dimension) => {
        const p = laws.length === 1 ? (point + 0.5) / POINTS : (0.5 + (point + 1) * (steps[dimension] ?? 0)) % 1;
        return law.quantile(Math.min(1 - 0.25 / POINTS, Math.max(0.25 / POINTS, p)));
      }),
    ),
  );
  return lawOfValues(values);
}
