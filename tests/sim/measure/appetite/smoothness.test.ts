/** How far a confidence depends on how smooth the law over worlds is taken to be. */
import { expect, test } from 'vitest';
import { confidenceOf, smoothnessError } from '../../../../src/sim/measure/appetite/confidence.ts';
import type { WorldReadings } from '../../../../src/sim/measure/appetite/world-readings.ts';
import { makeRandom } from '../../../fixtures/random.ts';

const [worlds, trials, limit] = [400, 100, 0.1];
const random = makeRandom(11);

function readingsOf(truth: () => number): WorldReadings {
  const values = Float64Array.from({ length: worlds }, () => {
    const p = truth();
    let count = 0;
    for (let trial = 0; trial < trials; trial++) count += random.chance(p) ? 1 : 0;
    return count / trials;
  });
  return { family: 'probability', values, variances: values.map((p) => (p * (1 - p)) / (trials - 1)) };
}

/** Two cases of the chance, of which the lower has a weight of .8. */
const lumps = (low: number, high: number): WorldReadings => readingsOf(() => (random.chance(0.8) ? low : high));

test.each([
  [0.07, 0.21],
  [0.08, 0.24],
  [0.0913, 0.27],
])('a lump at %f within the noise of the limit: two errors with it hold the truth', (low, high) => {
  const readings = lumps(low, high);
  const { value, standardError } = confidenceOf(readings, limit);
  const open = smoothnessError(readings, limit, 0);
  expect(Math.abs(value - 0.8)).toBeLessThanOrEqual(2 * Math.hypot(standardError, open));
  // By itself the error of drawn worlds does not see it
  if (low > 0.09) expect(Math.abs(value - 0.8)).toBeGreaterThan(2 * standardError);
});

test('a smooth law keeps nearly its error', () => {
  const readings = readingsOf(() => 0.02 * Math.exp(2.5 * random.unit()));
  const { value, standardError } = confidenceOf(readings, limit);
  const open = smoothnessError(readings, limit, 0);
  expect(Math.abs(value - Math.log(5) / 2.5)).toBeLessThanOrEqual(2 * Math.hypot(standardError, open));
  expect(open).toBeLessThan(4 * standardError);
});

test('nothing is worked out where too few worlds could be on the other side', () => {
  const readings = lumps(0.02, 0.4);
  expect(smoothnessError(readings, limit, 0.5)).toBe(0);
  expect(smoothnessError({ ...readings, variances: readings.variances.map(() => 0) }, limit, 0)).toBe(0);
});
