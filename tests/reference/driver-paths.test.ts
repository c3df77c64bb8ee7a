/**
 * Paths of drivers, those that the simulation makes and the reference's: the same spells in force, the same values of indices.
 *
 * RINGFENCE_REFERENCE_MODELS=3000 compares so many models.
 */
import { expect, test } from 'vitest';
import { withDrivers } from '../fixtures/random-drivers.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { pathDifferences } from './compare-paths.ts';

const MODELS = Number(process.env['RINGFENCE_REFERENCE_MODELS'] ?? 30);
const TRIALS = 2;

test(
  'on random drivers the two agree',
  () => {
    let looked = 0;
    const wrong: string[] = [];
    for (let seed = 0; seed < MODELS; seed++) {
      const { differences, moments } = pathDifferences(withDrivers(randomModel(seed), seed), 'paths', seed % 3, TRIALS);
      looked += moments;
      if (differences.length > 0) wrong.push(`model ${seed}: ${JSON.stringify(differences[0])}`);
    }
    expect(wrong).toEqual([]);
    expect(looked).toBeGreaterThan(20 * MODELS);
  },
  60_000 + 1000 * MODELS,
);
