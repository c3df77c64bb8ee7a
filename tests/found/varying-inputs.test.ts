/** Inputs that vary: a formula that uses one is worked out anew at each use, held to closed forms. */
import { describe, expect, test } from 'vitest';
import type { ScenarioResult } from '../../src/results/scenario-result.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { SimulationFault } from '../../src/sim/kernel/ground/kernel.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { HEAD, modelOfText, resultOf } from './run-text.ts';

const TRIALS = 40_000;
/** Of 1..10, a lognormal law through both at 5 and 95 %. */
const MU = Math.log(10) / 2;
const SIGMA = Math.log(10) / (2 * 1.6448536269514722);
const momentOfK = (power: number): number => Math.exp(power * MU + (power * power * SIGMA * SIGMA) / 2);

const textOf = (inputs: string, threat: string, nodes = 'a: { kind: asset }'): string => `${HEAD}
inputs: { ${inputs} }
nodes: { ${nodes} }
threats: { t: { ${threat} } }
`;

/** A mean and a deviation, within 4 of the standard errors that the run states. */
function expectMoments({ loss }: ScenarioResult, mean: number, variance: number): void {
  const off = ({ value, standardError }: ScenarioResult['loss']['mean'], exact: number): number =>
    Math.abs(value! - exact) / Math.max(standardError ?? 0, 1e-9 * exact);
  expect(off(loss.mean, mean)).toBeLessThan(4);
  expect(off(loss.standardDeviation, Math.sqrt(variance))).toBeLessThan(4);
}

describe('the loss of a year', () => {
  test('of costs `k * £10` at 4 events a year is compound Poisson: each event has its own k', async () => {
    const text = textOf('k: varies 1..10', 'occurs: 4 per year, cost: { own: "= k * £10" }');
    const result = await resultOf(text, { trials: TRIALS });
    const [first, second] = [10 * momentOfK(1), 100 * momentOfK(2)];
    expectMoments(result, 4 * first, 4 * second);
    // One value a world adds (4 sd)^2 to the variance of the year: far outside.
    const known = 4 * second + 16 * (second - first * first);
    const { value, standardError } = result.loss.standardDeviation;
    expect(Math.sqrt(known) - value!).toBeGreaterThan(20 * standardError!);
  });

  test('of one value a world is as it was', async () => {
    const text = textOf('k: 1..10', 'occurs: 4 per year, cost: { own: "= k * £10" }');
    const [first, second] = [10 * momentOfK(1), 100 * momentOfK(2)];
    expectMoments(
      await resultOf(text, { trials: TRIALS, worlds: TRIALS / 10 }),
      4 * first,
      4 * second + 16 * (second - first * first),
    );
  });

  test('of a formula of two inputs that vary, one of which does not', async () => {
    const text = textOf(
      'k: varies 1..10, m: varies uniform 1 3, n: 2',
      'occurs: 4 per year, cost: { own: "= n * k * m * £10" }',
    );
    // Uniform on 1..3: mean 2, second moment 13/3.
    expectMoments(
      await resultOf(text, { trials: TRIALS }),
      4 * 20 * momentOfK(1) * 2,
      (4 * 400 * momentOfK(2) * 13) / 3,
    );
  });

  test('of what is uncertain and what varies: the world decides one, the event the other', async () => {
    const text = textOf('u: uniform 1 3, k: varies 1..10', 'occurs: on 2027-03-01, cost: { own: "= u * k * £10" }');
    // Given its world the loss is a number times k.
    const { loss } = await resultOf(text, { trials: TRIALS, worlds: 1 });
    const cv = Math.sqrt(momentOfK(2) / momentOfK(1) ** 2 - 1);
    const ofMean = loss.mean.standardError! / loss.mean.value!;
    const ofDeviation = loss.standardDeviation.standardError! / loss.standardDeviation.value!;
    const found = loss.standardDeviation.value! / loss.mean.value!;
    expect(Math.abs(found / cv - 1)).toBeLessThan(4 * Math.hypot(ofMean, ofDeviation));
  });
});

describe('within one use an input has one value', () => {
  /** Loss of each of so many trials, in units of `step`, off the nearest whole number at the most. */
  function offWhole(text: string, step: number): number {
    const kernel = makeKernel(compileModel(modelOfText(text)), 'seed');
    const offs = Array.from({ length: 200 }, (_, trial) => {
      kernel.simulate(0, trial);
      const times = kernel.record().periodLoss[0]! / step;
      return Math.abs(times - Math.round(times));
    });
    return Math.max(...offs);
  }

  test('`k - k` is nothing', () => {
    const costing = (formula: string): string =>
      textOf('k: varies 1..10', `occurs: 4 per year, cost: { own: "${formula}" }`);
    expect(offWhole(costing('= £10 + (k - k) * £1'), 10)).toBe(0);
    expect(offWhole(costing('= £10 + k * £1'), 10)).toBeGreaterThan(0.3);
  });

  test('`k * k` is the square of one draw', async () => {
    const text = textOf('k: varies uniform 1 3', 'occurs: 4 per year, cost: { own: "= k * k * £1" }');
    // Second and fourth moments of the uniform law on 1..3; two draws would have the mean 4.
    expectMoments(await resultOf(text, { trials: TRIALS }), (4 * 13) / 3, 4 * 24.2);
  });

  test('also by way of other inputs', () => {
    const inputs = 'k: varies 1..10, more: "= k + 1", most: "= more + k", step: "= most - 2 * k"';
    const text = textOf(inputs, 'occurs: 4 per year, cost: { own: "= step * £10" }');
    expect(offWhole(text, 10)).toBeLessThan(1e-9);
  });

  test('a formula of a formula has the law of both', async () => {
    const text = textOf('k: varies 1..10, m: "= 2 * k"', 'occurs: 4 per year, cost: { own: "= m * £5" }');
    expectMoments(await resultOf(text, { trials: TRIALS }), 40 * momentOfK(1), 400 * momentOfK(2));
  });
});

describe('two uses are independent', () => {
  const [mean, variance] = [momentOfK(1), momentOfK(2) - momentOfK(1) ** 2];
  const DATES = 'occurs: [on 2027-03-01, on 2027-09-01]';
  const LOSS = 'loss: [{ own: £1 per hour }]';

  test.each([
    ['two events', DATES, 'cost: { own: "= k * £1" }', '', 2, 2],
    ['two bearers of one event', 'occurs: on 2027-03-01', 'cost: { own: "= k * £1", other: "= k * £1" }', '', 2, 2],
    ['the durations of two outages', DATES, 'affects: { a: { outage: "= k * 1 h" } }', LOSS, 2, 2],
    [
      'what two outages cost an hour',
      DATES,
      'affects: { a: { outage: 3 h } }',
      'loss: [{ own: "= k * £1 per hour" }]',
      6,
      18,
    ],
    [
      'what two outages cost by their length',
      DATES,
      'affects: { a: { outage: 3 h } }',
      'loss: [{ own: "= k * hours * £1 / (1 h)" }]',
      6,
      18,
    ],
    ['what two outages cost once', DATES, 'affects: { a: { outage: 3 h } }', 'loss: [{ own: "= k * £1" }]', 2, 2],
    [
      'a duration and what it costs an hour',
      'occurs: on 2027-03-01',
      'affects: { a: { outage: "= (k - k) * 1 h + 1 h" , cost: { own: "= k * £1" } } }',
      'loss: [{ own: "= k * £1 per hour" }]',
      2,
      2,
    ],
    ['restarts', DATES, 'affects: { s: { outage: 1 h } }', `needs: [s], restart: "= k * 1 h", ${LOSS}`, 2, 2],
  ])('%s', async (_, occurs, threat, node, means, variances) => {
    const text = textOf('k: varies 1..10', `${occurs}, ${threat}`, `a: { kind: asset, ${node} }, s: { kind: asset }`);
    const known = text.replace('bearers: { own: count }', 'bearers: { own: count, other: count }');
    // The hour of the outage itself, before each restart.
    const certain = node.includes('restart') ? 2 : 0;
    expectMoments(await resultOf(known, { trials: TRIALS }), certain + means * mean, variances * variance);
  });

  test('chances to reach a node: two events that each do with a chance of their own', async () => {
    const text = textOf(
      'p: varies uniform 0% 100%',
      `${DATES}, affects: { a: { chance: "= p", outage: 1 h, cost: { own: £1 } } }`,
    );
    const { loss } = await resultOf(text, { trials: TRIALS });
    // One chance for both would leave a third of the years without a loss.
    const { value, standardError } = loss.probabilityOfLoss;
    expect(Math.abs(value! - 3 / 4)).toBeLessThan(4 * standardError!);
    expectMoments({ loss } as ScenarioResult, 1, 1 / 2);
  });

  test('a source that was found over-confident shifts all draws of a world alike', async () => {
    const text = textOf('k: varies 1..10 (ops)', 'occurs: on 2027-03-01, cost: { own: "= k * £1" }').replace(
      'inputs:',
      'sources: { ops: { title: Workshop, date: 2026-05-12, confidence: estimate, calibration: 60% } }\ninputs:',
    );
    const w = 1.6448536269514722 / 0.8416212335729143;
    const s = w * SIGMA;
    const { loss } = await resultOf(text, { trials: TRIALS, worlds: TRIALS / 10 });
    const moment = (power: number): number => Math.exp(power * MU + (power * power * s * s) / 2);
    const { value, standardError } = loss.mean;
    expect(Math.abs(value! - moment(1))).toBeLessThan(4 * standardError!);
    // In one world the draws have the spread that was stated.
    const one = (await resultOf(text, { trials: TRIALS, worlds: 1 })).loss;
    const cv = Math.sqrt(Math.exp(SIGMA * SIGMA) - 1);
    const error = one.standardDeviation.standardError! / one.standardDeviation.value!;
    expect(Math.abs(one.standardDeviation.value! / one.mean.value! / cv - 1)).toBeLessThan(4 * error);
  });
});

describe('the draws of inputs that vary', () => {
  const recordsOf = (text: string): Float64Array[] => {
    const kernel = makeKernel(compileModel(modelOfText(text)), 'seed');
    return Array.from({ length: 50 }, (_, trial) => {
      kernel.simulate(1, trial);
      return kernel.record().periodLoss;
    });
  };

  test('move no other draw, and are moved by no other', () => {
    const cost = '"= k * £10"';
    const plain = textOf('k: varies 1..10', `occurs: 4 per year, cost: { own: ${cost} }`);
    const before = recordsOf(plain);
    const other = 'k: varies 1..10, a: varies 1..3, z: "= a * k"';
    expect(recordsOf(plain.replace('k: varies 1..10', other))).toEqual(before);
    expect(recordsOf(plain.replace('k: varies 1..10', other).replace(cost, '"= k * £10 + 0 * z * £1"'))).toEqual(
      before,
    );
    expect(
      recordsOf(
        `${plain.slice(0, plain.lastIndexOf(' }'))}, b: { occurs: 1 per year, cost: { own: "= 0 * k * £1" } } }\n`,
      ),
    ).toEqual(before);
  });

  test('are other draws under another name', () => {
    const plain = textOf('k: varies 1..10', 'occurs: 4 per year, cost: { own: "= k * £10" }');
    expect(recordsOf(plain.replace('k:', 'm:').replace('k *', 'm *'))).not.toEqual(recordsOf(plain));
  });

  test('that give what cannot be stop the run, with formula, world and trial', () => {
    // Below 0 where k lies beyond its range of one case in a thousand.
    const text = textOf('k: varies 1..10', 'occurs: 100 per year, cost: { own: "= (30 - k) * £1" }');
    const kernel = makeKernel(compileModel(modelOfText(text)), 'seed');
    let fault: unknown = null;
    try {
      for (let trial = 0; trial < 2000; trial++) kernel.simulate(0, trial);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(SimulationFault);
    expect((fault as Error).message).toMatch(
      /^the formula at `threats\.t\.cost\.own` gives less than nothing \(-[\d.]+\) in world 0, trial \d+: bound it/,
    );
  });
});
