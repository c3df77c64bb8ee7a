/**
 * Small symmetric matrices, row by row: eigenvalues, roots, the nearest matrix of correlations, linear equations.
 *
 * Only operations that IEEE 754 fixes, so that the bits are the same everywhere.
 */

/** Eigenvalues, and eigenvectors as columns. */
interface Spectrum {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 60;

/**
 * The spectrum of a symmetric matrix of order n, by Jacobi's rotations.
 *
 * @see Golub & Van Loan (2013), Matrix Computations, 4th ed., section 8.5.
 */
function spectrum(matrix: Float64Array, n: number): Spectrum {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rest = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rest += a[p * n + q]! * a[p * n + q]!;
    if (rest === 0) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors: v };
}

/** Makes entry p, q of a vanish. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const off = a[p * n + q]!;
  if (off === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * x - s * y;
    a[k * n + q] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * x - s * y;
    a[q * n + k] = s * x + c * y;
  }
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    const [x, y] = [v[k * n + p]!, v[k * n + q]!];
    v[k * n + p] = c * x - s * y;
    v[k * n + q] = s * x + c * y;
  }
}

/** V f(D) V' of a spectrum. */
function composed({ values, vectors }: Spectrum, of: (value: number) => number): Float64Array {
  const n = values.length;
  const matrix = new Float64Array(n * n);
  values.forEach((value, k) => {
    const scale = of(value);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) matrix[i * n + j]! += scale * vectors[i * n + k]! * vectors[j * n + k]!;
    }
  });
  return matrix;
}

/** Eigenvalues below this are as good as 0. */
const LEAST = 1e-10;

/** Whether a matrix of correlations of order n is positive definite. */
export function isPositiveDefinite(matrix: Float64Array, n: number): boolean {
  return spectrum(matrix, n).values.every((value) => value > LEAST);
}

/** The symmetric root of a positive semidefinite matrix of order n. */
export function symmetricRoot(matrix: Float64Array, n: number): Float64Array {
  return composed(spectrum(matrix, n), (value) => (value > 0 ? Math.sqrt(value) : 0));
}

const MOST_PROJECTIONS = 1000;
const SETTLED = 1e-12;

/**
 * The matrix of correlations of order n that is nearest to a symmetric one, by Frobenius' norm: alternating projections
 * with Dykstra's correction.
 *
 * @see Higham (2002), Computing the nearest correlation matrix, IMA J. Numerical Analysis 22, 329-343.
 */
export function nearestCorrelations(matrix: Float64Array, n: number): Float64Array {
  let y = matrix.slice();
  let correction = new Float64Array(n * n);
  for (let pass = 0; pass < MOST_PROJECTIONS; pass++) {
    const r = y.map((value, i) => value - correction[i]!);
    const x = composed(spectrum(r, n), (value) => Math.max(value, LEAST));
    correction = x.map((value, i) => value - r[i]!);
    const next = x.slice();
    for (let i = 0; i < n; i++) next[i * n + i] = 1;
    let moved = 0;
    for (let i = 0; i < next.length; i++) moved = Math.max(moved, Math.abs(next[i]! - y[i]!));
    y = next;
    if (moved < SETTLED) break;
  }
  return y;
}

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
