import { expect, test } from 'vitest';
import { tailMeanReadings } from '../../../src/sim/measure/appetite/readings.ts';
import { makeChance } from './chance.ts';

test("a world's tail mean is freed of its bias", () => {
  // Exponential losses: the mean of the greatest 50 of 1,000 is H(1000) - H(50) + 1, the truth 1 + ln 20
  const [worlds, n, k] = [4000, 1000, 50];
  const harmonic = (m: number): number => Array.from({ length: m }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b);
  const truth = 1 + Math.log(n / k);
  const bias = harmonic(n) - harmonic(k) + 1 - truth;
  expect(bias).toBeCloseTo(-0.95 / (2 * n * 0.05), 3);
  const chance = makeChance(91);
  const values = Float64Array.from({ length: worlds * n }, () => chance.exponential());
  const sample = { values, sorted: values.toSorted(), clusters: worlds, clusterSize: n };
  const readings = tailMeanReadings(sample, worlds, 1, 0.95);
  const mean = readings.values.reduce((sum, value) => sum + value, 0) / worlds;
  // The greatest 50 above the 950th have deviation sqrt((1 + .95) / 50): the mean of 4,000 worlds is known to .0031
  const error = Math.sqrt(1.95 / k / worlds);
  expect(Math.abs(mean - truth)).toBeLessThan(2.6 * error);
  expect(mean - bias - truth).toBeGreaterThan(0);
});
