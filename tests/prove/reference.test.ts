/** Kernel and reference on thousands of models. One on which they differ is shrunk and shown. */
import { expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
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
] as const)('on %s models the two agree', (name, make, models) => {
  const found: number[] = [];
  for (let seed = 0; seed < models; seed++) {
    if (!differs(make(seed), seed)) continue;
    found.push(seed);
    const smallest = shrink(make(seed), (model) => differs(model, seed));
    console.log(
      `${name} ${seed}, shrunk:`,
      JSON.stringify({ nodes: smallest.nodes, threats: smallest.threats }, null, 1),
    );
  }
  expect(found).toEqual([]);
});
