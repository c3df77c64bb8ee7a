import { expect, test } from 'vitest';
import { studentQuantile } from '../../../../src/sim/measure/errors/student.ts';

// Fisher & Yates (1938), Statistical Tables, table III: 5 % points, three decimals
test.each([
  [2, 12.706],
  [3, 4.303],
  [6, 2.571],
  [11, 2.228],
  [16, 2.131],
  [21, 2.086],
  [31, 2.042],
  [41, 2.021],
  [61, 2.0],
  [121, 1.98],
])('%i clusters reach %f standard errors', (clusters, published) => {
  expect(studentQuantile(clusters)).toBeCloseTo(published, 3);
});

test('many clusters reach as far as the normal law, one reaches nowhere', () => {
  expect(studentQuantile(1e9)).toBeCloseTo(1.959964, 6);
  expect(studentQuantile(1)).toBe(Infinity);
});
