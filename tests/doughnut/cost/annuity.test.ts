import { describe, expect, test } from 'vitest';
import { annuity } from '../../../src/doughnut/cost/annuity.ts';

describe('the annuity of a sum', () => {
  test.each([
    // Brealey, Myers & Allen, ch. 6: two machines at 6 %, price and yearly cost in thousands.
    ['machine A', 15, 5, 0.06, 3, 10.61],
    ['machine B', 10, 6, 0.06, 2, 11.45],
  ])('gives the equivalent annual cost of %s', (_, price, running, rate, years, published) => {
    expect(price * annuity(rate, years) + running).toBeCloseTo(published, 2);
  });

  test.each([
    [0.035, 12],
    [0.035, 2.5],
    [0.1, 25],
    [1e-4, 40],
    [0.9, 1],
  ])('at %s over %s years is the closed form', (rate, years) => {
    expect(annuity(rate, years)).toBeCloseTo(rate / (1 - (1 + rate) ** -years), 12);
  });

  test('without interest is an even share; towards that it goes without a jump', () => {
    expect(annuity(0, 8)).toBe(0.125);
    for (const rate of [1e-15, 1e-9, 1.2e-7, 1.3e-7, 1e-6]) {
      expect(annuity(rate, 8)).toBeCloseTo(0.125 * (1 + (rate * 9) / 2), 11);
    }
  });

  test('its payments are worth 1 now', () => {
    const payment = annuity(0.05, 7);
    const worth = Array.from({ length: 7 }, (_, k) => payment / 1.05 ** (k + 1)).reduce((sum, one) => sum + one, 0);
    expect(worth).toBeCloseTo(1, 12);
  });
});
