import { describe, expect, test } from 'vitest';
import { noiseOfSums, trialSums } from '../../../src/doughnut/evaluation/trial-sums.ts';
import { pairedNoise } from '../../../src/doughnut/rings/evaluated-set.ts';
import { makeRandom } from '../../fixtures/random.ts';

const random = makeRandom(4);
const [worlds, trialsPerWorld] = [400, 200];
const draw = (): Float64Array =>
  Float64Array.from({ length: worlds * trialsPerWorld }, () => (random.chance(0.1) ? 1000 * random.unit() : 0));
const [a, b] = [draw(), draw()];
// On the same futures most trials are alike
const near = a.map((value, trial) => (trial % 7 === 0 ? b[trial]! : value));

describe('sums of trials', () => {
  test('as many sums as trials give the squared errors of differences themselves, to single precision', () => {
    const plan = { worlds, trialsPerWorld, sums: trialsPerWorld };
    const exact = pairedNoise(a, near, worlds);
    const found = noiseOfSums(trialSums(a, plan), trialSums(near, plan), plan)!;
    for (const [world, value] of found.entries())
      expect(Math.abs(value - exact[world]!)).toBeLessThanOrEqual(1e-5 * exact[world]!);
    const alone = noiseOfSums(trialSums(a, plan), null, plan)!;
    for (const [world, value] of pairedNoise(a, null, worlds).entries()) {
      expect(Math.abs(alone[world]! - value)).toBeLessThanOrEqual(1e-5 * value);
    }
  });

  test('fewer sums, with random signs, give them on average', () => {
    const sums = 8;
    const plan = { worlds, trialsPerWorld, sums };
    const exact = pairedNoise(a, near, worlds).reduce((sum, value) => sum + value, 0) / worlds;
    const found = noiseOfSums(trialSums(a, plan), trialSums(near, plan), plan)!;
    const mean = found.reduce((sum, value) => sum + value, 0) / worlds;
    // A world's has a relative error of sqrt(2 / sums) from the signs, and these are independent: five of them
    expect(Math.abs(mean / exact - 1)).toBeLessThan(5 * Math.sqrt(2 / sums / worlds));
  });

  test('portfolios alike in every trial have no noise between them', () => {
    const plan = { worlds, trialsPerWorld, sums: 8 };
    expect(noiseOfSums(trialSums(a, plan), trialSums(a.slice(), plan), plan)).toBeNull();
    expect(noiseOfSums(trialSums(new Float64Array(a.length).fill(7), plan), null, plan)).toBeNull();
  });
});
