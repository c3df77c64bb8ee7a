/** Rings of random models, simulated, against those by convolution. */
import { describe, expect, test } from 'vitest';
import { held } from '../../fixtures/doughnut/simulated.ts';
import { randomModel } from '../../fixtures/doughnut/random-model.ts';

describe('random models', () => {
  test.each([2, 3])('%i: low to high holds the exact rings', async (seed) => {
    const found = await held(randomModel(seed, 0.8), 0.8, { worlds: 100, trials: 20_000 });
    expect(found ?? []).not.toContain(false);
  });
});
