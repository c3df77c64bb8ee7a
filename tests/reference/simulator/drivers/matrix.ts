/** Small symmetric matrices as rows: what correlations need. */

export type Matrix = readonly (readonly number[])[];

export const times = (a: Matrix, vector: readonly number[]): number[] =>
  a.map((row) => row.reduce((sum, value, k) => sum + value * vector[k]!, 0));

export const part = (a: Matrix, rows: readonly number[], columns: readonly number[]): number[][] =>
  rows.map((i) => columns.map((j) => a[i]![j]!));

/** Eigenvalues, and the eigenvectors as columns: Jacobi's rotations. */
function eigen(a: Matrix): { readonly values: number[]; readonly vectors: number[][] } {
  const n = a.length;
  const d = a.map((row) => [...row]);
  const vectors = a.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(d[p]![q]!) < 1e-300) continue;
        const angle = 0.5 * Math.atan2(2 * d[p]![q]!, d[p]![p]! - d[q]![q]!);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const rotated = (x: number, y: number): [number, number] => [c * x + s * y, c * y - s * x];
        for (const row of [...d, ...vectors]) [row[p], row[q]] = rotated(row[p]!, row[q]!);
        for (let k = 0; k < n; k++) [d[p]![k], d[q]![k]] = rotated(d[p]![k]!, d[q]![k]!);
      }
    }
  }
  return { values: d.map((row, i) => row[i]!), vectors };
}

function byEigenvalue(a: Matrix, change: (value: number) => number): number[][] {
  const { values, vectors } = eigen(a);
  return a.map((_, i) =>
    a.map((__, j) => values.reduce((sum, value, k) => sum + vectors[i]![k]! * change(value) * vectors[j]![k]!, 0)),
  );
}

/** The symmetric root of a matrix that is not indefinite. */
export const rootOf = (a: Matrix): number[][] => byEigenvalue(a, (value) => Math.sqrt(Math.max(0, value)));

/** The inverse of a matrix; along directions in which it is singular nothing is done. */
export const inverseOf = (a: Matrix): number[][] =>
  byEigenvalue(a, (value) => (Math.abs(value) > 1e-12 ? 1 / value : 0));

export const isPositiveDefinite = (a: Matrix): boolean => eigen(a).values.every((value) => value > 1e-12);

/** The nearest correlation matrix: alternating projections with Dykstra's correction (Higham 2002, algorithm 3.3). */
export function nearestCorrelation(a: Matrix): number[][] {
  const plus = (x: Matrix, y: Matrix, sign: number): number[][] =>
    x.map((row, i) => row.map((value, j) => value + sign * y[i]![j]!));
  let y = a.map((row) => [...row]);
  let correction = a.map((row) => row.map(() => 0));
  for (let step = 0; step < 20_000; step++) {
    const r = plus(y, correction, -1);
    const x = byEigenvalue(r, (value) => Math.max(0, value));
    correction = plus(x, r, -1);
    const next = x.map((row, i) => row.map((value, j) => (i === j ? 1 : value)));
    const change = Math.max(...next.flatMap((row, i) => row.map((value, j) => Math.abs(value - y[i]![j]!))));
    y = next;
    if (change < 1e-14) break;
  }
  return y;
}
