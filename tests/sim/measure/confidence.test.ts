import { describe, expect, test } from 'vitest';
import { bandOverWorlds, confidenceOf, confidenceValue } from '../../../src/sim/measure/appetite/confidence.ts';
import { fitLaw, lawQuantile, shareAtMost } from '../../../src/sim/measure/appetite/law-over-worlds.ts';
import { meanOf, type WorldReadings } from '../../../src/sim/measure/appetite/world-readings.ts';
import { knownLaws, readingsFrom, type KnownLaw } from './appetite-laws.ts';
import { makeChance, mean } from './chance.ts';

const lawNamed = (name: string): KnownLaw => knownLaws.find((law) => law.name === name)!;

const counted = (readings: WorldReadings, limit: number): number =>
  readings.values.filter((value) => value <= limit).length / readings.values.length;

/** Least possible error of a mean of `runs` confidences. */
const chanceOfMean = (truth: number, worlds: number, runs: number): number =>
  Math.sqrt((truth * (1 - truth)) / worlds / runs);

describe('confidence over worlds of known truth', () => {
  const runs = 12;
  const worlds = 1000;

  // What docs/theory.md claims of the bias where a limit is resolved, in each of trials a world
  const cases = [500, 1000, 5000].flatMap((trials) => knownLaws.map((law) => [trials, law.name, law] as const));
  test.each(cases)('with %i trials a world, %s: is not off by more than we say', (trials, _, law) => {
    for (const { limit, truth } of law.limits) {
      if (trials * limit < 10) continue;
      const all = Array.from({ length: runs }, (__, run) =>
        confidenceValue(readingsFrom(law, worlds, trials, 1000 * run + trials), limit),
      );
      // The noise blurs narrow laws, so the mean of runs varies by up to three times what the worlds alone would make it
      const tolerance = 0.013 + 4 * 3 * chanceOfMean(truth, worlds, runs);
      expect(Math.abs(mean(all) - truth)).toBeLessThan(tolerance);
    }
  });

  test('repairs what counting gets wrong: 500 trials a world read .90 where the truth is .95', () => {
    const { limit, truth } = lawNamed('uniform').limits[2]!;
    const all = Array.from({ length: runs }, (_, run) => readingsFrom(lawNamed('uniform'), worlds, 500, run));
    const naive = mean(all.map((readings) => counted(readings, limit)));
    const ours = mean(all.map((readings) => confidenceValue(readings, limit)));
    expect(Math.abs(naive - 0.905)).toBeLessThan(0.01);
    expect(Math.abs(ours - truth)).toBeLessThan(0.013 + 4 * chanceOfMean(truth, worlds, runs));
  });

  test('has a standard error that is neither too small nor idle', () => {
    const law = lawNamed('wide');
    const { limit, truth } = law.limits[1]!;
    const manyRuns = 60;
    const all = Array.from({ length: manyRuns }, (_, run) =>
      confidenceOf(readingsFrom(law, 300, 800, run + 77), limit),
    );
    const errors = all.map(({ value }) => value - truth);
    const spread = Math.sqrt(mean(errors.map((e) => e * e)));
    const claimed = mean(all.map(({ standardError }) => standardError));
    // 60 runs know the spread to 9.1 %, each jackknife of 20 groups its error to 1 / sqrt(2 x 19) = 16 %
    expect(Math.abs(spread / claimed - 1)).toBeLessThan(4 * Math.hypot(0.091, 0.16 / Math.sqrt(manyRuns)));
    expect(claimed).toBeGreaterThan(Math.sqrt((truth * (1 - truth)) / 300));
  });
});

describe('confidence in means', () => {
  // Losses: Poisson events with lognormal sizes, whose scale or frequency the world draws with sigma .3
  const lossReadings = (seed: number, uncertain: 'frequency' | 'size'): WorldReadings => {
    const chance = makeChance(seed);
    const trials = 500;
    const readings = Array.from({ length: 400 }, () => {
      const factor = Math.exp(0.3 * chance.normal());
      const [rate, size] = uncertain === 'frequency' ? [0.3 * factor, 1] : [0.3, factor];
      let [sum, squares] = [0, 0];
      for (let trial = 0; trial < trials; trial++) {
        let loss = 0;
        for (let k = chance.poisson(rate); k > 0; k--) loss += size * Math.exp(1.2 * chance.normal() - 0.72);
        sum += loss;
        squares += loss * loss;
      }
      return [sum / trials, (squares / trials - (sum / trials) ** 2) / (trials - 1)] as const;
    });
    return {
      family: 'mean',
      values: Float64Array.from(readings, ([value]) => value),
      variances: Float64Array.from(readings, ([, variance]) => variance),
    };
  };

  test.each(['frequency', 'size'] as const)('is not fooled by skewed losses, uncertain in %s', (uncertain) => {
    const limit = 0.3 * Math.exp(0.3 * 1.2815515655);
    const all = Array.from({ length: 4 }, (_, run) => confidenceValue(lossReadings(run, uncertain), limit));
    expect(Math.abs(mean(all) - 0.9)).toBeLessThan(0.013 + 4 * 2 * chanceOfMean(0.9, 400, 4));
  });
});

describe('the law over worlds', () => {
  const readings = readingsFrom(lawNamed('wide'), 500, 1000, 3);

  test('is a law, keeps the mean, and has the limit as an edge', () => {
    const { law } = fitLaw(readings, 0.031);
    expect(law.weight.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(law.edge).toContain(0.031);
    expect([...law.edge]).toEqual([...law.edge].sort((a, b) => a - b));
    const center = law.weight.reduce((sum, w, cell) => sum + (w * (law.edge[cell]! + law.edge[cell + 1]!)) / 2, 0);
    // The likelihood keeps it but for the cells' width
    expect(Math.abs(center / meanOf(readings.values) - 1)).toBeLessThan(0.01);
  });

  test('has quantiles that invert its shares', () => {
    const { law } = fitLaw(readings, 0.031);
    for (const level of [0.05, 0.5, 0.9, 0.95]) expect(shareAtMost(law, lawQuantile(law, level))).toBeCloseTo(level, 9);
    expect(shareAtMost(law, 0)).toBe(0);
    expect(shareAtMost(law, 1)).toBeCloseTo(1, 12);
  });

  test('grows with the limit', () => {
    const limits = [0.001, 0.01, 0.02, 0.03, 0.05, 0.1, 0.5, 0.999];
    const shares = limits.map((limit) => confidenceValue(readings, limit));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test('refitted without some worlds is that of the others, on the same cells', () => {
    const kept = Uint8Array.from({ length: 500 }, (_, world) => (world % 3 === 0 ? 0 : 1));
    const pick = (from: Float64Array): Float64Array => from.filter((_, world) => kept[world] === 1);
    const others = { ...readings, values: pick(readings.values), variances: pick(readings.variances) };
    const without = shareAtMost(fitLaw(readings, 0.031).without(kept), 0.031);
    // The cells come from all worlds, which is all the difference
    expect(Math.abs(without - confidenceValue(others, 0.031))).toBeLessThan(0.002);
  });
});

describe('confidence at the ends', () => {
  const exact = (values: readonly number[]): WorldReadings => ({
    family: 'mean',
    values: Float64Array.from(values),
    variances: new Float64Array(values.length),
  });

  test('counts where there is no noise', () => {
    expect(confidenceValue(exact([1, 2, 3, 4]), 2)).toBe(0.5);
    expect(bandOverWorlds(exact([1, 2, 3, 4]))).toEqual({ low: 1, high: 4 });
  });

  test('is 1 where nothing ever happened, with the error of so many worlds', () => {
    const known = confidenceOf(
      { family: 'probability', values: new Float64Array(20), variances: new Float64Array(20) },
      0.01,
    );
    expect(known.value).toBe(1);
    expect(known.standardError).toBeCloseTo(Math.sqrt(((21 / 22) * (1 / 22)) / 20), 12);
  });

  test('stands with probabilities close to 1', () => {
    const values = Float64Array.of(0.97, 0.98, 0.99, 1, 0.985, 0.975);
    const readings: WorldReadings = {
      family: 'probability',
      values,
      variances: values.map((p) => (p * (1 - p)) / 999),
    };
    const { low, high } = bandOverWorlds(readings);
    expect(low).toBeGreaterThan(0.95);
    expect(high).toBeLessThanOrEqual(1);
    expect(confidenceValue(readings, 0.9)).toBe(0);
    expect(confidenceValue(readings, 1)).toBeCloseTo(1, 12);
  });

  test('does not depend on the unit of a mean', () => {
    const chance = makeChance(9);
    const values = Float64Array.from({ length: 100 }, () => 1 + chance.exponential());
    const readings = { family: 'mean' as const, values, variances: values.map((x) => 0.05 * x) };
    const inPence = {
      family: 'mean' as const,
      values: values.map((x) => 100 * x),
      variances: readings.variances.map((x) => 10_000 * x),
    };
    expect(confidenceValue(inPence, 250)).toBeCloseTo(confidenceValue(readings, 2.5), 9);
  });
});
