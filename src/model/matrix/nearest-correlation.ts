/**
 * The correlation matrix nearest to a symmetric matrix with a unit diagonal that is none.
 *
 * Alternating projections with Dykstra's correction onto the matrices without eigenvalues below 0 and onto those with a unit
 * diagonal; sums, products, quotients and square roots alone. Nearest by the sum of squared differences.
 *
 * @see Higham (2002), Computing the nearest correlation matrix: a problem from finance, IMA J. Numerical Analysis 22, 329-343.
 */
import { type Matrix, symmetricEigen, withEigenvalues } from './eigen.ts';

/** An eigenvalue no greater is that of a matrix which is not positive definite, as rounding is of this size. */
const LEAST_EIGENVALUE = 1e-10;

const MOST_ROUNDS = 10_000;
const TOLERANCE = 1e-12;

/** Whether a symmetric matrix is positive definite. */
export function isPositiveDefinite(matrix: Matrix): boolean {
  return symmetricEigen(matrix).values.every((value) => value > LEAST_EIGENVALUE);
}

/** The nearest symmetric matrix without eigenvalues below 0. */
function withoutNegative(matrix: Matrix): Matrix {
  const eigen = symmetricEigen(matrix);
  return withEigenvalues(
    eigen,
    eigen.values.map((value) => Math.max(0, value)),
  );
}

const mapped = (matrix: Matrix, f: (value: number, i: number, j: number) => number): Matrix =>
  matrix.map((row, i) => row.map((value, j) => f(value, i, j)));

/**
 * The nearest correlation matrix; it is singular where the matrix given is none.
 *
 * @param matrix Symmetric with a unit diagonal. Shape [size][size].
 * @returns Unit diagonal, no entry beyond -1 and 1, no eigenvalue below -1e-10 or so.
 */
export function nearestCorrelation(matrix: Matrix): Matrix {
  let whole = matrix;
  let correction: Matrix = mapped(matrix, () => 0);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const corrected = mapped(whole, (value, i, j) => value - (correction[i]?.[j] ?? 0));
    const semidefinite = withoutNegative(corrected);
    correction = mapped(semidefinite, (value, i, j) => value - (corrected[i]?.[j] ?? 0));
    const next = mapped(semidefinite, (value, i, j) => (i === j ? 1 : value));
    let change = 0;
    next.forEach((row, i) =>
      row.forEach((value, j) => {
        change = Math.max(change, Math.abs(value - (whole[i]?.[j] ?? 0)));
      }),
    );
    whole = next;
    if (change <= TOLERANCE) break;
  }
  return mapped(whole, (value) => Math.min(1, Math.max(-1, value)));
}
