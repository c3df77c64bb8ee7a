import { expect, test } from 'vitest';
import { besideToday } from '../../src/tui/screens/what-if-money.ts';

const at = (value: number, standardError: number) => ({ value, standardError });

test('a what-if on fewer futures than today stands where today and the difference say', () => {
  // Today 2.43m is settled; the first futures of the what-if happen to be bad years, and yet it saves 60k on them
  const shown = besideToday(at(2.43e6, 3e4), at(2.6e6, 2e5), at(-6e4, 4e4))!;
  expect(shown.value).toBeCloseTo(2.37e6, 6);
  expect(shown.standardError).toBeCloseTo(5e4, 6);
});

test('on the same futures it is its own figure, and without a difference too', () => {
  const own = at(2.37e6, 3.1e4);
  expect(besideToday(at(2.43e6, 3e4), own, at(-6e4, 1e4))).toBe(own);
  expect(besideToday(at(2.43e6, 3e4), own, null)).toBe(own);
  expect(besideToday(at(2.43e6, 3e4), null, at(-6e4, 1e4))).toBe(null);
});
