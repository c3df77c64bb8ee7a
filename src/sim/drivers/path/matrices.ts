/** Matrices of correlations, row by row: what indices ask of the algebra that the parser uses too, and linear equations. */
import { type Matrix, symmetricEigen, withEigenvalues } from '../../../model/matrix/eigen.ts';
import {
  isPositiveDefinite as isDefinite,
  nearestCorrelation as nearest,
} from '../../../model/matrix/nearest-correlation.ts';

const rowsOf = (matrix: Float64Array, n: number): Matrix =>
  Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);

/** Whether a matrix of correlations of order n is positive definite. */
export const isPositiveDefinite = (matrix: Float64Array, n: number): boolean => isDefinite(rowsOf(matrix, n));

/** The matrix of correlations of order n that is nearest to a symmetric one. */
export const nearestCorrelations = (matrix: Float64Array, n: number): Float64Array =>
  Float64Array.from(nearest(rowsOf(matrix, n)).flat());

/** The symmetric root of a positive semidefinite matrix of order n. */
export function symmetricRoot(matrix: Float64Array, n: number): Float64Array {
  const eigen = symmetricEigen(rowsOf(matrix, n));
  const roots = eigen.values.map((value) => (value > 0 ? Math.sqrt(value) : 0));
  return Float64Array.from(withEigenvalues(eigen, roots).flat());
}

/** A pivot below this is none. */
const LEAST = 1e-10;

/**
 * Solves A x = b of order n by elimination with the greatest pivot of each column. Overwrites both; b becomes x. A
 * column without a pivot gives 0.
 */
export function solve(a: Float64Array, b: Float64Array, n: number): void {
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(a[row * n + column]!) > Math.abs(a[pivot * n + column]!)) pivot = row;
    }
    if (pivot !== column) {
      for (let k = 0; k < n; k++) {
        const kept = a[column * n + k]!;
        a[column * n + k] = a[pivot * n + k]!;
        a[pivot * n + k] = kept;
      }
      const kept = b[column]!;
      b[column] = b[pivot]!;
      b[pivot] = kept;
    }
    if (Math.abs(a[column * n + column]!) < LEAST) continue;
    for (let row = column + 1; row < n; row++) {
      const share = a[row * n + column]! / a[column * n + column]!;
      if (share === 0) continue;
      for (let k = column; k < n; k++) a[row * n + k]! -= share * a[column * n + k]!;
      b[row]! -= share * b[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row]!;
    for (let k = row + 1; k < n; k++) sum -= a[row * n + k]! * b[k]!;
    b[row] = Math.abs(a[row * n + row]!) < LEAST ? 0 : sum / a[row * n + row]!;
  }
}
