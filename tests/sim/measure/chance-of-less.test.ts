import { describe, expect, test } from 'vitest';
import {
  boundsOfLess,
  chanceOfLess,
  clearlyLess,
  isLess,
  noisyDifferences,
} from '../../../src/sim/measure/appetite/chance-of-less.ts';
import { normalQuantile } from '../../../src/sim/random/normal.ts';
import type { WorldReadings } from '../../../src/sim/measure/appetite/world-readings.ts';
import type { Estimate } from '../../../src/results/estimate.ts';
import { makeChance, mean, type Chance } from './chance.ts';

const WORLDS = 1000;
const TRIALS = 500;
const RUNS = 4;

/** A control that costs `price` and saves a compound Poisson loss: events of exponential size 1, at a rate of the world's own. */
interface Saving {
  readonly name: string;
  readonly rate: (chance: Chance) => number;
  readonly price: number;
  /** Share of worlds in which it pays. */
  readonly truth: number;
}

const savings: readonly Saving[] = [
  ...[-1.2815515655, 0, 1.2815515655].flatMap((z, at) =>
    [0.8, 0.3].map((sigma) => ({
      name: `lognormal, sigma ${sigma}, pays in ${[90, 50, 10][at]} %`,
      rate: (chance: Chance) => 0.2 * Math.exp(sigma * chance.normal()),
      price: 0.2 * Math.exp(sigma * z),
      truth: [0.9, 0.5, 0.1][at]!,
    })),
  ),
  {
    name: 'two points',
    rate: (chance) => (chance.unit() < 0.88 ? 0.1 : 0.4),
    price: 0.25,
    truth: 0.12,
  },
];

function differencesOf({ rate, price }: Saving, seed: number): WorldReadings {
  const chance = makeChance(seed);
  const values = new Float64Array(WORLDS);
  const variances = new Float64Array(WORLDS);
  for (let world = 0; world < WORLDS; world++) {
    const perTrial = rate(chance);
    let [sum, squares] = [0, 0];
    for (let trial = 0; trial < TRIALS; trial++) {
      let saved = 0;
      for (let events = chance.poisson(perTrial); events > 0; events--) saved += chance.exponential();
      sum += saved;
      squares += saved * saved;
    }
    values[world] = price - sum / TRIALS;
    variances[world] = (squares - (sum * sum) / TRIALS) / (TRIALS - 1) / TRIALS;
  }
  return noisyDifferences(values, variances)!;
}

const counted = ({ values }: WorldReadings): number => values.filter((value) => value < 0).length / values.length;

const fewer = ({ family, values, variances }: WorldReadings, worlds: number): WorldReadings => ({
  family,
  values: values.slice(0, worlds),
  variances: variances.slice(0, worlds),
});

const share = (differences: WorldReadings): Estimate => chanceOfLess(differences);

describe('the share of worlds in which a difference is below 0', () => {
  test.each(savings.map((saving) => [saving.name, saving] as const))('%s: is not off by more than .02', (_, saving) => {
    const all = Array.from({ length: RUNS }, (__, run) => share(differencesOf(saving, run + 1)));
    const sampling = Math.sqrt((saving.truth * (1 - saving.truth)) / WORLDS / RUNS);
    expect(Math.abs(mean(all.map(({ value }) => value)) - saving.truth)).toBeLessThan(0.02 + 4 * sampling);
  });

  test('repairs what counting gets wrong: it reads .87 where the truth is .90', () => {
    const narrow = savings.find(({ name }) => name.startsWith('lognormal, sigma 0.3, pays in 90'))!;
    const all = Array.from({ length: RUNS }, (_, run) => differencesOf(narrow, run + 1));
    const sampling = Math.sqrt((0.9 * 0.1) / WORLDS / RUNS);
    expect(mean(all.map(counted))).toBeLessThan(0.88);
    expect(Math.abs(mean(all.map((each) => share(each).value)) - 0.9)).toBeLessThan(0.01 + 2 * sampling);
  });

  test('is that of the differences turned round, and does not depend on the unit of money', () => {
    const differences = differencesOf(savings[3]!, 5);
    const { values, variances } = differences;
    const { value, standardError } = share(differences);
    const turned = share({ ...differences, values: values.map((each) => -each) });
    expect(Math.abs(value + turned.value - 1)).toBeLessThan(1e-9);
    const inPence = { ...differences, values: values.map((x) => 100 * x), variances: variances.map((v) => 1e4 * v) };
    expect(Math.abs(share(inPence).value - value)).toBeLessThan(1e-9);
    expect(Math.abs(share(inPence).standardError - standardError)).toBeLessThan(1e-9);
  });

  test('lies within what readings beyond doubt leave', () => {
    for (const saving of savings) {
      const differences = differencesOf(saving, 9);
      const { least, most } = boundsOfLess(differences);
      const { value, standardError } = chanceOfLess(differences);
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(most);
      expect(standardError).toBeLessThan(0.05);
    }
  });

  test('what is clear without a law is what the law says, and most is', () => {
    const seen = { clear: 0, unclear: 0 };
    for (const [at, saving] of savings.entries()) {
      for (const differences of [differencesOf(saving, at + 20), fewer(differencesOf(saving, at + 40), 100)]) {
        const { value, standardError } = chanceOfLess(differences);
        for (const asked of [0.5, 0.7, 0.8, 0.9, 0.95, 0.99]) {
          for (const errors of [-2, 0, 2]) {
            const isAbove = (chance: number): boolean => chance > asked;
            const truth = isAbove(value + errors * standardError);
            const clear = clearlyLess(differences, errors, isAbove);
            if (clear === null) seen.unclear++;
            else seen.clear++;
            expect(clear ?? truth).toBe(truth);
            if (errors === 0 || asked === 0.9) expect(isLess(differences, errors, isAbove)).toBe(truth);
          }
        }
      }
    }
    expect(seen.clear).toBeGreaterThan(2 * seen.unclear);
  });

  test('needs no law where every world is beyond doubt', () => {
    const values = Float64Array.from({ length: 100 }, (_, world) => (world < 88 ? -1 : 1));
    const bounds = boundsOfLess(noisyDifferences(values, new Float64Array(100).fill(1e-4))!);
    expect(bounds).toEqual({ least: 0.88, most: 0.88 });
  });

  test('has nothing to repair without noise', () => {
    expect(noisyDifferences(Float64Array.of(-1, 1), new Float64Array(2))).toBeNull();
    expect(noisyDifferences(Float64Array.of(-1), Float64Array.of(1))).toBeNull();
  });
});

test('where a fifth of the worlds tie, what is less in the others alone is not surely more than that', () => {
  const WHOLE = 100;
  const TIED = 20;
  // Normal quantiles as noise: of 80 worlds around -6,000 and of 20 around 0
  const around = (middle: number, sd: number, count: number): number[] =>
    Array.from({ length: count }, (_, at) => middle + sd * normalQuantile((at + 0.5) / count));
  const values = Float64Array.from([...around(-6000, 1400, WHOLE - TIED), ...around(0, 2236, TIED)]);
  const variances = Float64Array.from(values, (_, world) => (world < WHOLE - TIED ? 1400 * 1400 : 2236 * 2236));
  const differences: WorldReadings = { family: 'difference', values, variances };
  const isMoreThanUntied = (share: number): boolean => share > 0.8;
  const { value, standardError } = chanceOfLess(differences);
  // The smooth law puts half of the ties below 0, and the jackknife does not see it
  expect(isMoreThanUntied(value - 2 * standardError)).toBe(true);
  expect(isLess(differences, -2, isMoreThanUntied)).toBe(false);
  expect(isLess(differences, 2, isMoreThanUntied)).toBe(true);
});
