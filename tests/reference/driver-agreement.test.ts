/**
 * Kernel and reference, trial by trial, on random models with drivers: counts are the same, sums to 1e-6 of their size.
 *
 * RINGFENCE_REFERENCE_MODELS=3000 compares so many models. Differences are let pass as in `agreement.test.ts`.
 */
import { expect, test } from 'vitest';
import { withDrivers } from '../fixtures/random-drivers.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { differences } from './compare.ts';
import { hardModel } from './hard-model.ts';

const MODELS = Number(process.env['RINGFENCE_REFERENCE_MODELS'] ?? 60);
const TRIALS = 1;

/** Share of the models in which rounding may decide. */
const LET_PASS = 0.01;

test.each([
  ['random', randomModel, 2 / 3],
  ['hard', hardModel, 1 / 3],
] as const)(
  'on %s models the two agree',
  (_, make, share) => {
    const models = Math.round(share * MODELS);
    let passed = 0;
    const wrong: string[] = [];
    for (let seed = 0; seed < models; seed++) {
      const found = differences(withDrivers(make(seed), seed), 'agreement', seed % 3, TRIALS);
      if (found.length === 0) continue;
      const bad = found.find(({ close }) => !close);
      if (bad === undefined) passed++;
      else wrong.push(`model ${seed}: ${JSON.stringify(bad)}`);
    }
    expect(wrong).toEqual([]);
    expect(passed).toBeLessThanOrEqual(Math.ceil(LET_PASS * models));
  },
  60_000 + 2000 * MODELS,
);
