import { expect, test } from 'vitest';
import { firstRung, rungs } from '../../../src/tui/host/rungs.ts';

test('the first answer has as many trials as take 80 ms, a power of two within bounds', () => {
  expect(firstRung(null)).toBe(1024);
  // 100,000 a second: 8,000 in 80 ms
  expect(firstRung(100_000)).toBe(4096);
  expect(firstRung(10)).toBe(256);
  expect(firstRung(1e9)).toBe(16_384);
});

test('each answer has four times the trials of the one before, and the last is no less than four times larger', () => {
  expect(rungs(1024, 100_000)).toEqual([1024, 4096, 16_384]);
  expect(rungs(1024, 4096)).toEqual([1024]);
  expect(rungs(1024, 1000)).toEqual([]);
});
