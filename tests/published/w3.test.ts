/**
 * Benchmark W3 against the answers of other programs: 200 components, 807 events a trial, buffers, five kinds of threat.
 *
 * Needs the benchmark's folder (`model.json`): the one that RINGFENCE_DATA names, or `../shared/peers/w3` beside the
 * project. Without it the test is skipped, and says so.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SEED, makeInlineRunner, openSession, readModelText } from '../../src/index.ts';
import type { Estimate, ScenarioResult } from '../../src/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = process.env['RINGFENCE_DATA'] ?? path.resolve(root, '../shared/peers/w3');
const present = existsSync(path.join(folder, 'model.json'));
if (!present) console.warn(`published/w3 is skipped: no model.json in ${folder}`);

const TRIALS = 20_000;

/**
 * What the reference says: a C program with other draws and another order of events. Its mean has a standard error of
 * 3,000 and its standard deviation is 2.06 million, so that it ran about 470,000 trials; other standard errors follow
 * from ours by the root of the ratio of trials. `rounding` is half a unit of the last digit printed.
 */
const REFERENCE_TRIALS = (2.06e6 / 3000) ** 2;

/** 3.3 standard errors: one right row in a thousand falls outside. */
const STANDARD_ERRORS = 3.3;

/** The same chance in a mean of 20 batches whose spread is estimated from them: Student's t with 19 degrees of freedom. */
const BATCHES = 20;
const TRIALS_PER_BATCH = 200;
const STANDARD_ERRORS_OF_BATCHES = 3.898;

/** Standard error of our estimate less theirs: both have one, the reference's is smaller by the root of the trials. */
const differenceError = (ours: number, trials: number): number => ours * Math.sqrt(1 + trials / REFERENCE_TRIALS);

/** Our value must lie within so many standard errors of the interval that the reference prints. */
function expectAgreement(ours: Estimate, low: number, high: number): void {
  expectWithin(ours, low, high, STANDARD_ERRORS * differenceError(ours.standardError, TRIALS));
}

function expectWithin(ours: Estimate, low: number, high: number, allowed: number): void {
  expect(ours.standardError).toBeGreaterThan(0);
  expect(ours.value).toBeGreaterThan(low - allowed);
  expect(ours.value).toBeLessThan(high + allowed);
}

/** Share of episodes with `from` to `to` nodes. */
const shareOfSizes = (result: ScenarioResult, from: number, to: number): number =>
  Object.entries(result.cascade.episodeSize)
    .filter(([size]) => Number(size) >= from && Number(size) <= to)
    .reduce((sum, [, share]) => sum + share.value, 0);

/** Mean of values that are independent and alike, with the standard error that their spread gives. */
function meanOf(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { value: mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

describe.skipIf(!present)('benchmark W3', () => {
  let whole: ScenarioResult;
  const batches: ScenarioResult[] = [];

  beforeAll(async () => {
    const script = path.join(root, 'scripts/w3-model.mjs');
    const text = execFileSync(process.execPath, [script, '--data', folder], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const read = readModelText(text);
    if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
    const session = openSession(read.value, makeInlineRunner());
    const run = async (trials: number, seed: string): Promise<ScenarioResult> => {
      const done = await session.run({ trials, seed });
      return done.scenarios['base']!;
    };
    whole = await run(TRIALS, DEFAULT_SEED);
    for (let batch = 0; batch < BATCHES; batch++) batches.push(await run(TRIALS_PER_BATCH, `batch ${batch}`));
    await session.close();
  });

  test('loses 8.190 million on average', () => {
    expectAgreement(whole.loss.mean, 8.19e6, 8.19e6);
  });

  test('has a standard deviation of 2.06 million', () => {
    expectAgreement(whole.loss.standardDeviation, 2.055e6, 2.065e6);
  });

  test('loses more than 14.35 to 14.45 million in one trial of a hundred', () => {
    expectAgreement(whole.loss.valueAtRisk['0.99']!, 14.35e6, 14.45e6);
  });

  test('has 149.67 episodes a trial', () => {
    expectAgreement(whole.cascade.episodesPerHorizon, 149.665, 149.675);
  });

  test('has episodes of 5.787 components on average', () => {
    expectAgreement(whole.cascade.meanEpisodeSize!, 5.7865, 5.7875);
  });

  test.each([
    [1, 1, 0.3711],
    [2, 5, 0.3672],
    [6, 20, 0.1911],
    [21, 200, 0.0706],
  ])('has the share of episodes of %i to %i components', (from, to, share) => {
    const ours = meanOf(batches.map((result) => shareOfSizes(result, from, to)));
    const error = differenceError(ours.standardError, BATCHES * TRIALS_PER_BATCH);
    expectWithin(ours, share - 5e-5, share + 5e-5, STANDARD_ERRORS_OF_BATCHES * error);
  });
});
