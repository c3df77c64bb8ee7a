/**
 * Kernel and reference, trial by trial: counts are the same, sums to 1e-6 of their size.
 *
 * RINGFENCE_REFERENCE_MODELS=5000 compares so many models instead of 150.
 *
 * A trial is *close* when a change in it is about as large as the least that counts (loops of `share` approach their end in ever
 * smaller steps): there rounding decides, and a difference is let pass. Such models are kept few.
 */
import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { withVaryingInputs } from '../fixtures/with-varying-inputs.ts';
import { differences } from './compare.ts';
import { hardModel } from './hard-model.ts';
import { withEvidence } from './with-evidence.ts';

const MODELS = Number(process.env['RINGFENCE_REFERENCE_MODELS'] ?? 150);
const TRIALS = 3;
const TIMEOUT = 60_000 + 400 * MODELS;

/** Seeds from here on make models that are compared nowhere else. */
const FURTHER = 100_000;

/** Share of the models in which that may be. */
const LET_PASS = 0.01;

/** Compares so many models: what is wrong, and in how many models a difference was let pass. */
function compare(make: (seed: number) => Model, models: number): { readonly wrong: string[]; readonly passed: number } {
  let passed = 0;
  const wrong: string[] = [];
  for (let seed = 0; seed < models; seed++) {
    const found = differences(withEvidence(make(seed), seed), 'agreement', seed % 3, TRIALS);
    if (found.length === 0) continue;
    const bad = found.find(({ close }) => !close);
    if (bad === undefined) passed++;
    else wrong.push(`model ${seed}: ${JSON.stringify(bad)}`);
  }
  return { wrong, passed };
}

describe('kernel and reference agree', () => {
  test(
    'on random models',
    () => {
      const models = Math.round((2 * MODELS) / 3);
      const { wrong, passed } = compare(randomModel, models);
      expect(wrong).toEqual([]);
      expect(passed).toBeLessThanOrEqual(Math.ceil(LET_PASS * models));
    },
    TIMEOUT,
  );

  test(
    'on models with inputs that vary',
    () => {
      const models = Math.round(MODELS / 3);
      const make = (seed: number): Model =>
        withVaryingInputs((seed % 2 === 0 ? randomModel : hardModel)(FURTHER + seed), seed);
      const { wrong, passed } = compare(make, models);
      expect(wrong).toEqual([]);
      expect(passed).toBeLessThanOrEqual(Math.ceil(LET_PASS * models));
      const some = Array.from({ length: 30 }, (_, seed) => compileModel(make(seed)).useValue.length);
      expect(Math.min(...some)).toBeGreaterThan(0);
    },
    TIMEOUT,
  );

  test(
    'on models that keep one mechanism busy',
    () => {
      const models = Math.round(MODELS / 3);
      const { wrong, passed } = compare(hardModel, models);
      expect(wrong).toEqual([]);
      expect(passed).toBeLessThanOrEqual(Math.ceil(LET_PASS * models));
    },
    TIMEOUT,
  );
});
