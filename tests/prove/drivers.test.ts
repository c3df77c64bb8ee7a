/** Kernel and reference on thousands of models with drivers. One on which they differ is shrunk and shown. */
import { expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import { withDrivers } from '../fixtures/random-drivers.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { differences } from '../reference/compare.ts';
import { hardModel } from '../reference/hard-model.ts';
import { shrink } from '../reference/shrink.ts';

const TRIALS = 3;

/** Whether anything differs, but where rounding decides. */
const differs = (model: Model, seed: number): boolean =>
  differences(model, 'agreement', seed % 3, TRIALS).some(({ close }) => !close);

test.runIf(process.env['RINGFENCE_PROVE'] === '1').each([
  ['random', randomModel, 2000],
  ['hard', hardModel, 1000],
] as const)('on %s models with drivers the two agree', (name, make, models) => {
  const found: number[] = [];
  for (let seed = 0; seed < models; seed++) {
    const model = withDrivers(make(seed), seed);
    // What differs without drivers too says nothing of them.
    if (!differs(model, seed) || differs({ ...model, drivers: undefined }, seed)) continue;
    found.push(seed);
    const smallest = shrink(model, (one) => differs(one, seed));
    console.log(
      `${name} ${seed}, shrunk:`,
      JSON.stringify({ nodes: smallest.nodes, threats: smallest.threats, drivers: smallest.drivers }, null, 1),
    );
  }
  expect(found).toEqual([]);
});
