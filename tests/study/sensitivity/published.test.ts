import { expect, test } from 'vitest';
import { indicesOfFunction } from '../../../src/study/sensitivity/of-function.ts';
import { ISHIGAMI, SOBOL_G } from '../../../src/study/verify/test-functions.ts';

for (const [name, { asked, first, total }] of Object.entries({ ISHIGAMI, SOBOL_G })) {
  test(`the indices of ${name} are the published ones, within errors that are honest`, () => {
    const found = indicesOfFunction(asked, 4096, 'published');
    found.forEach(({ first: s, total: t }, input) => {
      expect(Math.abs(s.value - first[input]!)).toBeLessThan(Math.max(1e-9, 3.5 * s.standardError));
      expect(Math.abs(t.value - total[input]!)).toBeLessThan(Math.max(1e-9, 3.5 * t.standardError));
      expect(s.standardError).toBeLessThan(0.03);
      expect(t.standardError).toBeLessThan(0.03);
    });
  });
}

test('standard errors are those of a hundred repetitions', () => {
  const { asked } = ISHIGAMI;
  const runs = Array.from({ length: 100 }, (_, seed) => indicesOfFunction(asked, 256, `repeat ${seed}`));
  for (const kind of ['first', 'total'] as const) {
    for (const input of [0, 1, 2]) {
      const values = runs.map((run) => run[input]![kind].value);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      const stated = Math.sqrt(runs.reduce((sum, run) => sum + run[input]![kind].standardError ** 2, 0) / runs.length);
      // A spread of 100 values is known to 7 % (chi-square); four times that, and the delta method beside
      expect(spread / stated).toBeGreaterThan(0.7);
      expect(spread / stated).toBeLessThan(1.35);
      const truth = ISHIGAMI[kind][input]!;
      expect(Math.abs(mean - truth)).toBeLessThan((4 * spread) / 10 + 1 / 256);
    }
  }
});

test('the only input has all of the variance, one that does nothing none, without error', () => {
  const [only, none] = indicesOfFunction({ inputs: 2, of: (u) => 3 * u[0]! }, 32, '');
  expect(only!.first.value).toBeCloseTo(1, 9);
  expect(only!.total.value).toBeCloseTo(1, 9);
  expect(only!.first.standardError).toBeLessThan(1e-9);
  expect(none!.first.value).toBeCloseTo(0, 9);
  expect(none!.total.value).toBe(0);
});

test('a group has what its members do together', () => {
  const [both, third] = indicesOfFunction({ ...ISHIGAMI.asked, groups: [[0, 2], [1]] }, 4096, 'group');
  expect(Math.abs(both!.first.value - ISHIGAMI.total[0]!)).toBeLessThan(3.5 * both!.first.standardError);
  expect(Math.abs(both!.total.value - ISHIGAMI.total[0]!)).toBeLessThan(3.5 * both!.total.standardError);
  expect(Math.abs(third!.first.value - ISHIGAMI.first[1]!)).toBeLessThan(3.5 * third!.first.standardError);
});
