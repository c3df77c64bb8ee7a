/**
 * Aggregate loss: threats with costs only, against convolution and closed forms.
 *
 * A quantile is tested through its probability: the share of years up to the exact value has a known standard error.
 * Where the published value is rounded, its probability lies between those of the ends of the rounding interval.
 */
import { describe, expect, test } from 'vitest';
import type { Quantity } from '../../src/model/quantity.ts';
import { cost, interval, modelOf, perYear, quantity } from '../fixtures/model-builder.ts';
import { shareUpTo, yearlyLosses, zOfShare } from '../fixtures/trials.ts';

const TRIALS = 200_000;

interface Row {
  readonly name: string;
  readonly rate: number;
  readonly severity: Quantity;
  /** Mean and second moment of the severity. */
  readonly mean: number;
  readonly square: number;
  /** Probability and published quantile with half a unit of its last digit. */
  readonly quantiles: readonly (readonly [number, number, number])[];
}

const z95 = 1.6448536269514722;
const sigma = (Math.log(10) - Math.log(1)) / (2 * z95);
const mu = Math.log(10) / 2;

const rows: readonly Row[] = [
  {
    name: 'Poisson(0.1) x lognormal 1..10 (riskquant; convolution)',
    rate: 0.1,
    severity: interval(1, 10, 'money', 'varies'),
    mean: 4.040012827,
    square: Math.exp(2 * mu + 2 * sigma * sigma),
    quantiles: [
      [0.95, 3.14, 0.005],
      [0.99, 8.09, 0.005],
    ],
  },
  {
    name: 'Poisson(3) x lognormal 1..10 (riskquant; convolution)',
    rate: 3,
    severity: interval(1, 10, 'money', 'varies'),
    mean: 4.040012827,
    square: Math.exp(2 * mu + 2 * sigma * sigma),
    quantiles: [
      [0.95, 29.03, 0.005],
      [0.99, 40.08, 0.005],
    ],
  },
  {
    name: 'Poisson(10) x gamma(2, 1) (actuar; closed form)',
    rate: 10,
    severity: quantity({ kind: 'gamma', shape: 2, scale: 1 }, 'money', 'varies'),
    mean: 2,
    square: 6,
    quantiles: [
      [0.9, 30.29586477, 5e-9],
      [0.95, 33.79421827, 5e-9],
      [0.99, 40.81179299, 5e-9],
    ],
  },
];

describe('compound Poisson losses', () => {
  test.each(rows)('$name', ({ rate, severity, mean, square, quantiles }) => {
    const model = modelOf({ threats: [{ id: 'risk', occurs: perYear(rate), cost: [cost('own', severity)] }] });
    const losses = yearlyLosses(model, TRIALS, 'aggregate loss');
    const average = losses.reduce((a, b) => a + b, 0) / TRIALS;
    const z = (average - rate * mean) / Math.sqrt((rate * square) / TRIALS);
    expect(Math.abs(z)).toBeLessThan(3.3);
    for (const [p, x, half] of quantiles) {
      expect(zOfShare(shareUpTo(losses, x - half), p, TRIALS)).toBeLessThan(3.3);
      expect(zOfShare(shareUpTo(losses, x + half), p, TRIALS)).toBeGreaterThan(-3.3);
    }
  });

  test('rate 0.1 x lognormal 1e5..1e6 has the mean 40,400.128, not that of a rounded z (40,398.37)', () => {
    // Shown on the severity itself: the difference is far below the noise of any simulation.
    const s = (Math.log(1e6) - Math.log(1e5)) / (2 * z95);
    const exact = 0.1 * Math.exp((Math.log(1e5) + Math.log(1e6)) / 2 + (s * s) / 2);
    expect(exact).toBeCloseTo(40400.12826945731, 6);
    const model = modelOf({
      threats: [{ id: 'risk', occurs: perYear(0.1), cost: [cost('own', interval(1e5, 1e6, 'money', 'varies'))] }],
    });
    const losses = yearlyLosses(model, TRIALS, 'riskquant');
    const second = 0.1 * Math.exp(2 * ((Math.log(1e5) + Math.log(1e6)) / 2) + 2 * s * s);
    const average = losses.reduce((a, b) => a + b, 0) / TRIALS;
    expect(Math.abs(average - exact) / Math.sqrt(second / TRIALS)).toBeLessThan(3.3);
  });
});
