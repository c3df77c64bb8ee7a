import { afterAll, describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import type { Quantity } from '../../../src/model/quantity.ts';
import { compareDocumentSchema, type Comparison, type Difference } from '../../../src/results/compare-document.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import type { RunOptions } from '../../../src/sim/session.ts';
import { compare } from '../../../src/study/compare/compare.ts';
import {
  against,
  constant,
  controlOf,
  cost,
  effect,
  interval,
  level,
  lossPerHour,
  modelOf,
  perYear,
  quantity,
} from '../../fixtures/model-builder.ts';

const runner = makeInlineRunner();
afterAll(() => runner.close());

const RATE = 3;
const MEAN = 1000;
const PREVENTED = 0.2;
const SEEDS = 100;

/** Exponential claims at a Poisson rate; a guard stops some of them. */
function claims(guard: 'none' | 'good', rate: Quantity = constant(RATE / 8760, 'number/hour', 'uncertain')): Model {
  return modelOf({
    threats: [
      {
        id: 'claim',
        occurs: { kind: 'rate', per: 'rate', amount: rate, once: false },
        cost: [cost('own', quantity({ kind: 'exponential', mean: MEAN }, 'money', 'varies'))],
      },
    ],
    controls: [
      controlOf({
        id: 'guard',
        levels: [level('none', 0), level('good', 1, { prevent: PREVENTED })],
        against: [against('claim')],
        level: guard,
      }),
    ],
  });
}

async function differences(from: Model, to: Model, options: RunOptions) {
  const candidate = (name: string, model: Model) => ({ name, file: 'm.yaml', portfolio: name, model });
  const document = await compare([candidate('a', from), candidate('b', to)], runner, options);
  if (document === null) throw new Error('cut short');
  const [comparison] = document.comparisons;
  if (comparison === undefined) throw new Error('nothing was compared');
  return { document, comparison };
}

/** P(Erlang(n) > x), n claims of mean `MEAN`. */
function erlangAbove(n: number, x: number): number {
  let term = Math.exp(-x / MEAN);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    sum += term;
    term *= x / MEAN / (k + 1);
  }
  return sum;
}

/** Compound Poisson of exponential claims: quantile and tail mean, exactly. */
function exactly(rate: number, a: number): { readonly q: number; readonly tail: number } {
  const poisson = Array.from({ length: 60 }, () => 0);
  poisson[0] = Math.exp(-rate);
  for (let n = 1; n < 60; n++) poisson[n] = (poisson[n - 1]! * rate) / n;
  const above = (x: number): number => poisson.reduce((sum, p, n) => sum + p * erlangAbove(n, x), 0);
  let [low, high] = [0, 50 * MEAN];
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (above(middle) > 1 - a) low = middle;
    else high = middle;
  }
  const q = low;
  const excess = poisson.reduce((sum, p, n) => sum + p * (n * MEAN * erlangAbove(n + 1, q) - q * erlangAbove(n, q)), 0);
  return { q, tail: q + excess / (1 - a) };
}

/** Seeds of `SEEDS` whose 90 % interval holds the truth: binomial with p = .9, here within 3.3 of its deviations. */
function expectNominal(found: readonly Difference[], truth: number): void {
  const held = found.filter(({ value, standardError }) => Math.abs(value - truth) <= 1.645 * standardError).length;
  const deviation = Math.sqrt(SEEDS * 0.9 * 0.1);
  expect(Math.abs(held - 0.9 * SEEDS)).toBeLessThanOrEqual(3.3 * deviation);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('two portfolios of a compound Poisson law, thinned', () => {
  const trials = 4000;

  test('paired errors hold the exact differences at the nominal rate, and are much smaller than unpaired ones', async () => {
    const found: Comparison[] = [];
    for (let seed = 0; seed < SEEDS; seed++) {
      found.push((await differences(claims('none'), claims('good'), { trials, seed: `pair ${seed}` })).comparison);
    }
    const of = (pick: (loss: Comparison['loss']) => Difference | undefined): Difference[] =>
      found.map(({ loss }) => pick(loss)!);
    const thinned = RATE * (1 - PREVENTED);

    expectNominal(
      of((loss) => loss.mean),
      -RATE * PREVENTED * MEAN,
    );
    expectNominal(
      of((loss) => loss.probabilityOfLoss),
      Math.exp(-RATE) - Math.exp(-thinned),
    );
    const sd = (rate: number): number => Math.sqrt(rate * 2 * MEAN * MEAN);
    expectNominal(
      of((loss) => loss.standardDeviation),
      sd(thinned) - sd(RATE),
    );
    for (const a of [0.9, 0.95]) {
      const truth = exactly(thinned, a).q - exactly(RATE, a).q;
      expectNominal(
        of((loss) => loss.valueAtRisk[a]),
        truth,
      );
    }
    for (const a of [0.95, 0.99]) {
      const truth = exactly(thinned, a).tail - exactly(RATE, a).tail;
      expectNominal(
        of((loss) => loss.tailValueAtRisk[a]),
        truth,
      );
    }

    // Of a difference only what is stopped varies: variance rate p E[X²], against rate (2 - p) E[X²] unpaired.
    const paired = mean(of((loss) => loss.mean).map(({ standardError }) => standardError));
    const unpaired = mean(of((loss) => loss.mean).map(({ unpairedError }) => unpairedError));
    const squares = 2 * MEAN * MEAN;
    expect(paired / Math.sqrt((RATE * PREVENTED * squares) / trials)).toBeCloseTo(1, 1);
    expect(unpaired / Math.sqrt((RATE * (2 - PREVENTED) * squares) / trials)).toBeCloseTo(1, 1);
    for (const { loss } of found) {
      expect(loss.tailValueAtRisk['0.95']!.standardError).toBeLessThan(loss.tailValueAtRisk['0.95']!.unpairedError);
    }
  });

  test('columns agree: the threat, the bearer and the mean are the same money', async () => {
    const { comparison } = await differences(claims('none'), claims('good'), { trials, seed: 'columns' });
    const { mean: whole, byBearer } = comparison.loss;
    for (const same of [byBearer['own'], comparison.threats['claim']?.lossCaused]) {
      expect(same?.value).toBeCloseTo(whole.value, 6);
      // Batches of 256 trials against single trials: 16 clusters, error of the error 1 / sqrt(2 x 15) = 18 %.
      expect(Math.abs(same!.standardError / whole.standardError - 1)).toBeLessThan(0.6);
    }
  });
});

describe('an uncertain rate', () => {
  const rate = interval(1 / 8760, 6 / 8760, 'number/hour', 'uncertain');

  test('errors are clustered by world and hold the exact difference at the nominal rate', async () => {
    // Lognormal by its 5th and 95th percentile
    const sigma = Math.log(6) / (2 * 1.6448536269514722);
    const truth = -PREVENTED * MEAN * Math.exp(Math.log(6) / 2 + (sigma * sigma) / 2);
    const found: Difference[] = [];
    const columns: Difference[] = [];
    for (let seed = 0; seed < SEEDS; seed++) {
      const options = { trials: 1600, worlds: 100, seed: `worlds ${seed}` };
      const { comparison } = await differences(claims('none', rate), claims('good', rate), options);
      found.push(comparison.loss.mean);
      columns.push(comparison.threats['claim']!.lossCaused);
    }
    expectNominal(found, truth);
    columns.forEach((column, seed) => {
      expect(column.value).toBeCloseTo(found[seed]!.value, 6);
      expect(column.standardError).toBeCloseTo(found[seed]!.standardError, 6);
    });
  });

  test('a certain model meets the worlds of the uncertain one it is compared with', async () => {
    const { document } = await differences(claims('none'), claims('none', rate), { trials: 400, worlds: 20 });
    expect(document.variants.map(({ result }) => result.measured)).toEqual([
      { worlds: 20, trials: 400 },
      { worlds: 20, trials: 400 },
    ]);
  });
});

test('a model against itself differs by nothing, surely; the document keeps its schema', async () => {
  const plant = modelOf({
    nodes: [{ id: 'plant', loss: [lossPerHour(10)] }],
    threats: [{ id: 'fire', occurs: perYear(1), affects: [effect('plant', 5)] }],
    limits: [
      { id: 'fires', kind: 'gotThrough', threat: 'fire', most: 1, owner: null, review: null, confidence: 0.9 },
      { id: 'mean', kind: 'meanLoss', most: 40, owner: null, review: null, confidence: 0.9 },
      { id: 'big', kind: 'loss', over: 60, chance: 0.1, owner: null, review: null, confidence: 0.9 },
    ],
  });
  const { document, comparison } = await differences(plant, plant, { trials: 2000 });
  expect(compareDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  expect(comparison.nodes).toEqual({});
  expect(comparison.threats).toEqual({});
  const { valueAtRisk, tailValueAtRisk, byBearer, ...rest } = comparison.loss;
  const all = [valueAtRisk, tailValueAtRisk, byBearer, rest].flatMap((each) => Object.values(each));
  for (const each of [...all, ...comparison.appetite.map((limit) => limit.difference!)]) {
    expect([each.value, each.standardError]).toEqual([0, 0]);
  }
});

test('what limits are about is compared in their own unit, with a paired error', async () => {
  const limits: Model['limits'] = [
    { id: 'through', kind: 'gotThrough', threat: 'claim', most: 1, owner: null, review: null, confidence: 0.9 },
    { id: 'mean', kind: 'meanLoss', most: 40, owner: null, review: null, confidence: 0.9 },
    { id: 'tail', kind: 'tailMean', level: 0.95, most: 40, owner: null, review: null, confidence: 0.9 },
    { id: 'over', kind: 'loss', over: 0, chance: 0.1, owner: null, review: null, confidence: 0.9 },
  ];
  const trials = 20_000;
  const { comparison } = await differences({ ...claims('none'), limits }, { ...claims('good'), limits }, { trials });
  const of = (id: string): Difference => comparison.appetite.find((limit) => limit.id === id)!.difference!;
  expect(Math.abs(of('through').value + RATE * PREVENTED)).toBeLessThan(4 * of('through').standardError);
  expect(of('through').standardError).toBeLessThan(of('through').unpairedError / 2);
  expect(of('mean').value).toBeCloseTo(comparison.loss.mean.value, 6);
  expect(of('mean').standardError).toBeCloseTo(comparison.loss.mean.standardError, 6);
  expect(of('tail')).toEqual(comparison.loss.tailValueAtRisk['0.95']);
  expect(of('over').standardError).toBeCloseTo(comparison.loss.probabilityOfLoss.standardError, 9);
});
