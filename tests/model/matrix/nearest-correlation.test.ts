import { describe, expect, test } from 'vitest';
import { type Matrix, symmetricEigen, withEigenvalues } from '../../../src/model/matrix/eigen.ts';
import { isPositiveDefinite, nearestCorrelation } from '../../../src/model/matrix/nearest-correlation.ts';

const entries = (matrix: Matrix): number[] => matrix.flatMap((row) => [...row]);

describe('eigenvalues', () => {
  test('of a matrix of three whose eigenvalues are 1, 3 and 4', () => {
    const matrix = [
      [3, 1, 0],
      [1, 2, 1],
      [0, 1, 3],
    ];
    const eigen = symmetricEigen(matrix);
    const sorted = [...eigen.values].toSorted((a, b) => a - b);
    [1, 3, 4].forEach((value, i) => expect(sorted[i]).toBeCloseTo(value, 12));
    entries(withEigenvalues(eigen, eigen.values)).forEach((value, i) => {
      expect(value).toBeCloseTo(entries(matrix)[i] ?? 0, 12);
    });
  });

  test('of a matrix that is diagonal already', () => {
    expect(
      symmetricEigen([
        [2, 0],
        [0, 5],
      ]),
    ).toEqual({
      values: [2, 5],
      vectors: [
        [1, 0],
        [0, 1],
      ],
    });
  });
});

describe('the nearest correlation matrix', () => {
  // Higham (2002), section 4: A is tridiagonal with ones; the nearest correlation matrix to four digits.
  test('of the example of its paper', () => {
    const tridiagonal = [
      [1, 1, 0],
      [1, 1, 1],
      [0, 1, 1],
    ];
    const published = [1, 0.7607, 0.1573, 0.7607, 1, 0.7607, 0.1573, 0.7607, 1];
    entries(nearestCorrelation(tridiagonal)).forEach((value, i) => expect(value).toBeCloseTo(published[i] ?? 0, 4));
    expect(isPositiveDefinite(tridiagonal)).toBe(false);
  });

  test('of a correlation matrix is that matrix', () => {
    const matrix = [
      [1, 0.6],
      [0.6, 1],
    ];
    entries(nearestCorrelation(matrix)).forEach((value, i) => expect(value).toBeCloseTo(entries(matrix)[i] ?? 0, 10));
    expect(isPositiveDefinite(matrix)).toBe(true);
  });

  test('has no eigenvalue below 0', () => {
    const clash = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    const nearest = nearestCorrelation(clash);
    for (const value of symmetricEigen(nearest).values) expect(value).toBeGreaterThan(-1e-9);
    // By symmetry the entries stay equal in size: the smallest eigenvalue 1 - 2 r of such a matrix is 0 at r = 1/2.
    expect(nearest[0]?.[1]).toBeCloseTo(0.5, 6);
    expect(nearest[0]?.[2]).toBeCloseTo(-0.5, 6);
  });
});
