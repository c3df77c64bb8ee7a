import { describe, expect, test } from 'vitest';
import { roundedUp, trialsToSettle } from '../../src/results/trials-to-settle.ts';

const size = { trials: 20_000, worlds: 100 };

describe('trials that tell whether a confidence is as great as asked', () => {
  test('the error falls with the root of the worlds: two errors away with four times as many', () => {
    expect(trialsToSettle({ value: 0.7, standardError: 0.1 }, 0.8, size)).toEqual({ trials: 80_000, worlds: 400 });
    expect(trialsToSettle({ value: 0.9, standardError: 0.1 }, 0.8, size)).toEqual({ trials: 80_000, worlds: 400 });
  });

  test('at least twice as many, where it is told only just', () => {
    expect(trialsToSettle({ value: 0.61, standardError: 0.096 }, 0.8, size)).toEqual({ trials: 40_000, worlds: 200 });
  });

  test('in one world more trials alone', () => {
    expect(trialsToSettle({ value: 0.7, standardError: 0.1 }, 0.8, { trials: 5000, worlds: 1 })).toEqual({
      trials: 20_000,
      worlds: 1,
    });
  });

  test('none where it lies at what is asked, or nothing was simulated', () => {
    expect(trialsToSettle({ value: 0.8, standardError: 0.1 }, 0.8, size)).toBeNull();
    expect(trialsToSettle({ value: 0.8001, standardError: 0.1 }, 0.8, size)).toBeNull();
    expect(trialsToSettle({ value: 0.7, standardError: Infinity }, 0.8, size)).toBeNull();
    expect(trialsToSettle({ value: 0.7, standardError: 0.1 }, 0.8, { trials: 0, worlds: 0 })).toBeNull();
  });

  test('are rounded up to two digits', () => {
    expect([roundedUp(1034), roundedUp(420_000), roundedUp(7), roundedUp(361)]).toEqual([1100, 420_000, 7, 370]);
  });
});
