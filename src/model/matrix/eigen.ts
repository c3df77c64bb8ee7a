/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations.
 *
 * Sums, products, quotients and square roots alone, which every machine rounds alike: the same bits everywhere.
 *
 * @see Golub & Van Loan (2013), Matrix Computations, 4th ed., 8.5.
 */

/** A square matrix by rows. Shape [size][size]. */
export type Matrix = readonly (readonly number[])[];

export interface Eigen {
  /** Shape [size], in no order. */
  readonly values: readonly number[];
  /** Orthonormal; `vectors[k]` belongs to `values[k]`. Shape [size][size]. */
  readonly vectors: Matrix;
}

const MOST_SWEEPS = 100;

/** @param matrix Symmetric. */
export function symmetricEigen(matrix: Matrix): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = matrix.map((_, i) => Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)));
  const at = (rows: readonly Float64Array[], i: number, j: number): number => rows[i]?.[j] ?? 0;
  const put = (rows: readonly Float64Array[], i: number, j: number, value: number): void => {
    const row = rows[i];
    if (row !== undefined) row[j] = value;
  };

  /** Turns columns p and q of some rows. */
  function turn(rows: readonly Float64Array[], p: number, q: number, cosine: number, sine: number): void {
    for (let k = 0; k < size; k++) {
      const [x, y] = [at(rows, k, p), at(rows, k, q)];
      put(rows, k, p, cosine * x - sine * y);
      put(rows, k, q, sine * x + cosine * y);
    }
  }

  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isDiagonal = true;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = at(a, p, q);
        if (off === 0) continue;
        // What no longer moves the diagonal is nought.
        if (at(a, p, p) + off === at(a, p, p) && at(a, q, q) + off === at(a, q, q)) {
          put(a, p, q, 0);
          put(a, q, p, 0);
          continue;
        }
        isDiagonal = false;
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * off);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cosine = 1 / Math.sqrt(tangent * tangent + 1);
        const sine = tangent * cosine;
        turn(a, p, q, cosine, sine);
        for (let k = 0; k < size; k++) {
          const [x, y] = [at(a, p, k), at(a, q, k)];
          put(a, p, k, cosine * x - sine * y);
          put(a, q, k, sine * x + cosine * y);
        }
        turn(v, p, q, cosine, sine);
      }
    }
    if (isDiagonal) break;
  }
  return {
    values: a.map((row, i) => row[i] ?? 0),
    vectors: a.map((_, k) => v.map((row) => row[k] ?? 0)),
  };
}

/** The matrix with the same eigenvectors and these eigenvalues. Shape [size][size], exactly symmetric. */
export function withEigenvalues({ vectors }: Eigen, values: readonly number[]): Matrix {
  return vectors.map((_, i) =>
    vectors.map((__, j) => {
      const [row, column] = i < j ? [i, j] : [j, i];
      return vectors.reduce((sum, vector, k) => sum + (values[k] ?? 0) * (vector[row] ?? 0) * (vector[column] ?? 0), 0);
    }),
  );
}
