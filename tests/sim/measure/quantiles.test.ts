import { describe, expect, test } from 'vitest';
import { clusterMoments } from '../../../src/sim/measure/errors/cluster-moments.ts';
import type { PeriodSample } from '../../../src/sim/measure/period-sample.ts';
import {
  tailValueAtRisk,
  tailValueAtRiskEstimate,
  valueAtRisk,
  valueAtRiskEstimate,
} from '../../../src/sim/measure/quantiles.ts';
import { fewestCovering, makeChance } from './chance.ts';

const sampleOf = (values: readonly number[], clusters = values.length): PeriodSample => ({
  values: Float64Array.from(values),
  sorted: Float64Array.from(values).sort(),
  clusters,
  clusterSize: values.length / clusters,
});

describe('value at risk', () => {
  const losses = Float64Array.of(0, 0, 0, 10, 30);

  test.each([
    [0, 0],
    [0.5, 0],
    [0.6, 0],
    [0.61, 10],
    [0.8, 10],
    [0.81, 30],
    [1, 30],
  ])('at level %f is the smallest loss with at least that share at or below it', (level, expected) => {
    expect(valueAtRisk(losses, level)).toBe(expected);
  });

  test.each([100, 1000, 1_000_000])('takes the rank that is meant, whatever the rounding, of %i losses', (n) => {
    const ranks = Float64Array.from({ length: n }, (_, index) => index + 1);
    for (const level of [0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99]) {
      expect(valueAtRisk(ranks, level)).toBe(Math.round(n * level));
    }
  });
});

describe('tail value at risk', () => {
  test('counts the loss on the boundary with the fraction that lies in the tail', () => {
    // The worst 1.5 of 5 periods: 30 and half of 10
    expect(tailValueAtRisk(Float64Array.of(0, 0, 0, 10, 30), 0.7)).toBeCloseTo(35 / 1.5, 12);
    expect(tailValueAtRisk(Float64Array.of(0, 0, 0, 10, 10), 0.7)).toBe(10);
    expect(tailValueAtRisk(Float64Array.of(0, 0, 0, 0, 10), 0.5)).toBeCloseTo(4, 12);
  });

  test('at level 0 is the mean', () => {
    expect(tailValueAtRisk(Float64Array.of(1, 2, 3, 10), 0)).toBe(4);
  });

  test('is the mean of the worst where the level falls between two losses', () => {
    const ranks = Float64Array.from({ length: 1000 }, (_, index) => index + 1);
    expect(tailValueAtRisk(ranks, 0.95)).toBeCloseTo((951 + 1000) / 2, 9);
  });
});

describe('standard errors of the tail', () => {
  // Exponential losses: VaR = -ln(1 - p), TVaR = VaR + 1
  const [level, n, runs] = [0.95, 4000, 400];
  const var95 = -Math.log(1 - level);

  test('cover the truth as often as they say', () => {
    const chance = makeChance(11);
    let [coversVar, coversTail] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const sample = sampleOf(Array.from({ length: n }, () => chance.exponential()));
      const atRisk = valueAtRiskEstimate(sample, level);
      const tail = tailValueAtRiskEstimate(sample, level);
      if (Math.abs(atRisk.value - var95) < 1.96 * atRisk.standardError) coversVar++;
      if (Math.abs(tail.value - var95 - 1) < 1.96 * tail.standardError) coversTail++;
    }
    // 200 exceedances: the interval's own asymptotic error is below 2 %
    const fewest = fewestCovering(runs, 0.93);
    expect(coversVar).toBeGreaterThanOrEqual(fewest);
    expect(coversTail).toBeGreaterThanOrEqual(fewest);
  });

  test('are those of theory on average', () => {
    const chance = makeChance(12);
    const estimates = Array.from({ length: 50 }, () =>
      sampleOf(Array.from({ length: n }, () => chance.exponential())),
    ).map((sample) => [valueAtRiskEstimate(sample, level), tailValueAtRiskEstimate(sample, level)] as const);
    const average = (index: 0 | 1): number =>
      estimates.reduce((sum, pair) => sum + pair[index].standardError, 0) / estimates.length;
    // sqrt(p (1 - p) / n) / density, with density 1 - p at VaR; Manistre & Hancock: [var + p (mean - VaR)^2] / (n (1 - p))
    const errorOfVar = Math.sqrt((level * (1 - level)) / n) / (1 - level);
    const errorOfTail = Math.sqrt((1 + level) / (n * (1 - level)));
    // In a run: Woodruff's error is a spacing of 2 sqrt(n p (1 - p)) = 27 order statistics, sd 1 / sqrt(27) = 19 %; that of
    // the tail is half as variable as a variance of 200 exponentials, sqrt(8 / 200) / 2 = 10 %
    expect(Math.abs(average(0) / errorOfVar - 1)).toBeLessThan((4 * 0.19) / Math.sqrt(50));
    expect(Math.abs(average(1) / errorOfTail - 1)).toBeLessThan((4 * 0.1) / Math.sqrt(50));
  });

  test('are clustered: worlds that differ say less than as many independent trials', () => {
    const chance = makeChance(13);
    const [worlds, trials] = [200, 100];
    const truthRuns = 60;
    const tails: number[] = [];
    let claimed = 0;
    let claimedPlain = 0;
    for (let run = 0; run < truthRuns; run++) {
      const values: number[] = [];
      for (let world = 0; world < worlds; world++) {
        const scale = chance.unit() < 0.5 ? 1 : 3;
        for (let trial = 0; trial < trials; trial++) values.push(scale * chance.exponential());
      }
      const tail = tailValueAtRiskEstimate(sampleOf(values, worlds), level);
      tails.push(tail.value);
      claimed += tail.standardError / truthRuns;
      claimedPlain += tailValueAtRiskEstimate(sampleOf(values), level).standardError / truthRuns;
    }
    const average = tails.reduce((a, b) => a + b) / truthRuns;
    const spread = Math.sqrt(tails.reduce((sum, x) => sum + (x - average) ** 2, 0) / (truthRuns - 1));
    // A standard deviation from 60 runs is known to 1 / sqrt(2 x 59) = 9.2 %
    expect(Math.abs(spread / claimed - 1)).toBeLessThan(4 * 0.092);
    expect(claimedPlain).toBeLessThan(0.7 * claimed);
  });

  test('are 0 inside a lump of losses', () => {
    const sample = sampleOf(Array.from({ length: 1000 }, (_, index) => (index < 980 ? 0 : 5)));
    expect(valueAtRiskEstimate(sample, 0.95)).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
  });

  test('are marked unreliable with fewer than 50 periods beyond', () => {
    const ranks = Array.from({ length: 1000 }, (_, index) => index);
    expect(valueAtRiskEstimate(sampleOf(ranks), 0.95).unreliable).toBeUndefined();
    expect(valueAtRiskEstimate(sampleOf(ranks), 0.96).unreliable).toBe(true);
    expect(tailValueAtRiskEstimate(sampleOf(ranks), 0.96).unreliable).toBe(true);
  });
});

describe('the error of a mean', () => {
  test('is that of the means of clusters', () => {
    // Cluster means 1, 2, 6: mean 3, variance 7
    const sample = sampleOf([0, 2, 1, 3, 4, 8], 3);
    expect(clusterMoments(sample, (x) => x).error).toBeCloseTo(Math.sqrt(7 / 3), 12);
    expect(clusterMoments(sampleOf([0, 2, 1, 3, 4, 8]), (x) => x).error).toBeCloseTo(Math.sqrt(8 / 6), 12);
    expect(clusterMoments(sampleOf([0, 2], 1), (x) => x).error).toBe(Infinity);
  });
});
