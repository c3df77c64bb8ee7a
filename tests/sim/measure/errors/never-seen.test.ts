import { describe, expect, test } from 'vitest';
import { neverSeen, ruleOfThree } from '../../../../src/sim/measure/errors/never-seen.ts';

describe('what was never seen', () => {
  test('happens at most 3 times in so many trials: with that rate one run in twenty sees nothing', () => {
    const rate = ruleOfThree({ byWorld: false, worlds: 1, trials: 1000 });
    expect(rate).toBeCloseTo(3 / 1000, 5);
    expect(Math.exp(-1000 * rate)).toBeCloseTo(0.05, 12);
  });

  test.each([
    [40, 2000],
    [1000, 1_000_000],
    [3, 300],
  ])('in %i worlds may lie in a few: one run in twenty of gamma rates of shape .3 sees nothing', (worlds, trials) => {
    const rate = ruleOfThree({ byWorld: true, worlds, trials });
    // No event in a world of n trials: (1 + n m / k)^-k
    const none = (1 + ((trials / worlds) * rate) / 0.3) ** -0.3;
    expect(none ** worlds).toBeCloseTo(0.05, 9);
    expect(rate).toBeGreaterThan(-Math.log(0.05) / trials);
  });

  test('has an upper bound and a third of it as its error; what cannot be is 0 for certain', () => {
    const measured = { byWorld: false, worlds: 1, trials: 1000 };
    const known = neverSeen(measured, 5);
    expect(known.high).toBeCloseTo((5 * -Math.log(0.05)) / 1000, 12);
    expect(known).toEqual({ value: 0, standardError: known.high! / 3, low: 0, high: known.high });
    expect(neverSeen(measured, 0)).toEqual({ value: 0, standardError: 0 });
    expect(neverSeen({ ...measured, trials: 1 }, 5).high).toBe(5);
  });
});
