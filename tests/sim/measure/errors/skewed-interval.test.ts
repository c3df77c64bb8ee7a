import { describe, expect, test } from 'vitest';
import { momentsOfMeans } from '../../../../src/sim/measure/errors/cluster-moments.ts';
import { skewedInterval } from '../../../../src/sim/measure/errors/skewed-interval.ts';
import { studentQuantile } from '../../../../src/sim/measure/errors/student.ts';
import { fewestCovering, makeChance } from '../chance.ts';

describe('moments of clusters', () => {
  test('are those of their means', () => {
    // Means 1, 2, 6: mean 3, squared deviations 4, 1, 9 (14), cubes -8 - 1 + 27 = 18, fourth powers 16 + 1 + 81 = 98
    const known = momentsOfMeans(Float64Array.of(1, 2, 6));
    expect(known.mean).toBe(3);
    expect(known.error).toBeCloseTo(Math.sqrt(14 / 2 / 3), 12);
    expect(known.skewness).toBeCloseTo(18 / 3 / (14 / 3) ** 1.5, 12);
    expect(known.effective).toBeCloseTo(81 / 41, 12);
    expect(known.effectiveOfError).toBeCloseTo((14 * 14) / 98, 12);
  });

  test('of clusters that are alike have no error and no skewness', () => {
    const known = momentsOfMeans(new Float64Array(7).fill(0.1));
    expect(known).toMatchObject({ error: 0, skewness: 0, effectiveOfError: 7 });
    expect(known.effective).toBeCloseTo(7, 9);
  });
});

describe("Hall's interval", () => {
  test('ends where his transformation of the studentised mean takes the quantiles of Student', () => {
    const [clusters, skewness, error, value] = [40, 2.5, 3, 100];
    const { low, high } = skewedInterval(value, { clusters, skewness, error });
    const a = skewness / Math.sqrt(clusters);
    const g = (t: number): number => t + a * ((t * t) / 3 + 1 / 6) + (a * a * t * t * t) / 27;
    const t = studentQuantile(clusters);
    expect(g((value - high) / error)).toBeCloseTo(-t, 9);
    // On the other side the even interval reaches further and stays
    expect(g((value - low) / error)).toBeGreaterThan(t);
    expect((value - low) / error).toBeCloseTo(t, 9);
  });

  test('is the even one of Student without skewness, and never below what is possible', () => {
    const t = studentQuantile(10);
    expect(skewedInterval(5, { clusters: 10, skewness: 0, error: 1 })).toEqual({ low: 5 - t, high: 5 + t });
    expect(skewedInterval(1, { clusters: 10, skewness: 0, error: 1 }).low).toBe(0);
    expect(skewedInterval(1, { clusters: 10, skewness: 0, error: 1 }, 1, -Infinity).low).toBe(1 - t);
    expect(skewedInterval(1, { clusters: 1, skewness: 0, error: Infinity })).toEqual({ low: 0, high: Infinity });
  });

  test('covers the mean of skewed worlds where the even one does not', () => {
    // 40 worlds of a lognormal law of sigma 1.2: skewness 11
    const [worlds, sigma, runs] = [40, 1.2, 1000];
    const truth = Math.exp((sigma * sigma) / 2);
    const chance = makeChance(71);
    let [hall, even] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const known = momentsOfMeans(Float64Array.from({ length: worlds }, () => Math.exp(sigma * chance.normal())));
      const { low, high } = skewedInterval(known.mean, known);
      if (low <= truth && truth <= high) hall++;
      if (Math.abs(known.mean - truth) <= studentQuantile(worlds) * known.error) even++;
    }
    expect(hall).toBeGreaterThanOrEqual(fewestCovering(runs, 0.9));
    // .86 in Hall's own tables of this kind
    expect(even).toBeLessThan(fewestCovering(runs, 0.92));
  });
});
