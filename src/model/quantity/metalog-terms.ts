/**
 * The metalog with n terms through n quantiles: M = sum of a_k b_k over the basis 1, L, c L, c, c^2, c^2 L, c^3, c^3 L, ... of the
 * logit L of p and c = p - 1/2.
 *
 * Only arithmetic: who calls gives logits, so that the same bits come out everywhere.
 *
 * @see Keelin (2016), The metalog distributions, Decision Analysis 13, 243-277, doi:10.1287/deca.2016.0338.
 */

/** Most quantiles: with more the basis is too nearly singular for doubles. */
export const MOST_TERMS = 10;

/** Power of c in the k-th basis function, and whether L is in it. Keelin's order: 1, L, cL, c, c^2, c^2 L, c^3, c^3 L ... */
function shapeOf(k: number): { readonly power: number; readonly logit: boolean } {
  if (k < 2) return { power: 0, logit: k === 1 };
  if (k < 4) return { power: 1, logit: k === 2 };
  return { power: k >> 1, logit: (k & 1) === 1 };
}

function power(c: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= c;
  return product;
}

/** Value and the first two derivatives by L of the metalog with these coefficients, at a logit and its probability. */
export function metalogAt(
  coefficients: readonly number[],
  logit: number,
  p: number,
): readonly [value: number, first: number, second: number] {
  const c = p - 0.5;
  const s = p * (1 - p);
  let value = 0;
  let first = 0;
  let second = 0;
  coefficients.forEach((a, k) => {
    const { power: n, logit: times } = shapeOf(k);
    // c^n and its derivatives by L, as dc/dL = s and ds/dL = -2 c s.
    const b = power(c, n);
    const d = n === 0 ? 0 : n * power(c, n - 1) * s;
    const dd = n === 0 ? 0 : (n === 1 ? 0 : n * (n - 1) * power(c, n - 2) * s * s) - 2 * n * b * s;
    value += a * (times ? b * logit : b);
    first += a * (times ? d * logit + b : d);
    second += a * (times ? dd * logit + 2 * d : dd);
  });
  return [value, first, second];
}

/**
 * Coefficients of the metalog through quantiles, by elimination with the largest pivot; null when they are singular.
 *
 * @param logits Logits of the probabilities, `chances` themselves, `values` the quantiles on the scale. Shapes [n].
 */
export function metalogThroughAll(
  logits: readonly number[],
  chances: readonly number[],
  values: readonly number[],
): readonly number[] | null {
  const n = values.length;
  const width = n + 1;
  const matrix = new Float64Array(n * width);
  const at = (row: number, column: number): number => matrix[row * width + column] ?? 0;
  values.forEach((value, i) => {
    const c = (chances[i] ?? 0.5) - 0.5;
    for (let k = 0; k < n; k++) {
      const { power: m, logit } = shapeOf(k);
      matrix[i * width + k] = power(c, m) * (logit ? (logits[i] ?? 0) : 1);
    }
    matrix[i * width + n] = value;
  });
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(at(i, k)) > Math.abs(at(pivot, k))) pivot = i;
    const head = at(pivot, k);
    if (!(Math.abs(head) > 1e-12)) return null;
    for (let j = k; j <= n; j++) {
      const [upper, lower] = [at(pivot, j), at(k, j)];
      matrix[k * width + j] = upper;
      if (pivot !== k) matrix[pivot * width + j] = lower;
    }
    for (let i = k + 1; i < n; i++) {
      const factor = at(i, k) / head;
      for (let j = k; j <= n; j++) matrix[i * width + j] = at(i, j) - factor * at(k, j);
    }
  }
  const solved = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let rest = at(k, n);
    for (let j = k + 1; j < n; j++) rest -= at(k, j) * (solved[j] ?? 0);
    solved[k] = rest / at(k, k);
  }
  return [...solved];
}

/** Steps of the grid of logits, and its end: beyond it the slope is that of the tail. */
const STEPS = 8000;
const FAR = 40;

/** Whether the quantile function rises everywhere: its slope by the logit, looked at on a fine grid. */
export function metalogRisesEverywhere(coefficients: readonly number[]): boolean {
  for (let step = 0; step <= STEPS; step++) {
    const logit = FAR * ((2 * step) / STEPS - 1);
    const p = 1 / (1 + Math.exp(-logit));
    if (!(metalogAt(coefficients, logit, p)[1] > 0)) return false;
  }
  return true;
}
