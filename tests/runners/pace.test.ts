import { expect, test } from 'vitest';
import { makePace } from '../../src/runners/pace.ts';

test('lets through ten calls a second, the first at once, and the last whenever it comes', () => {
  let now = 0;
  const calls: number[] = [];
  const pace = makePace(
    () => calls.push(now),
    () => now,
  );
  for (; now < 1000; now += 10) pace.tick();
  expect(calls).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  pace.last();
  expect(calls.at(-1)).toBe(1000);
});
