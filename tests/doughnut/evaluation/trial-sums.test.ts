import { describe, expect, test } from 'vitest';
import { makeTrialSums, noiseOfSums, type TrialSumsPlan } from '../../../src/doughnut/evaluation/trial-sums.ts';
import { pairedNoise } from '../../../src/doughnut/rings/evaluated-set.ts';
import { makeRandom } from '../../fixtures/random.ts';

const random = makeRandom(4);
const [worlds, trialsPerWorld] = [400, 200];
const draw = (): Float64Array =>
  Float64Array.from({ length: worlds * trialsPerWorld }, () => (random.chance(0.1) ? 1000 * random.unit() : 0));
const [a, b] = [draw(), draw()];
// On the same futures most trials are alike
const near = a.map((value, trial) => (trial % 7 === 0 ? b[trial]! : value));

const trialSums = (values: Float64Array, plan: TrialSumsPlan): Float32Array => makeTrialSums(plan)(values);

/** The finalizer of MurmurHash3, once more. */
function signsOf(trial: number, word: number): number {
  let h = Math.imul(trial + 1, 0x9e3779b1) ^ Math.imul(word + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Sums with signs, one after the other, as they are defined. */
function plainSums(values: Float64Array, { worlds, trialsPerWorld, sums }: TrialSumsPlan): Float32Array {
  const kept = new Float32Array(worlds * sums);
  for (let world = 0; world < worlds; world++) {
    const own = values.subarray(world * trialsPerWorld, (world + 1) * trialsPerWorld);
    const [start = 0] = own;
    const mean = own.reduce((sum, value) => sum + (value - start) / trialsPerWorld, 0);
    for (let k = 0; k < sums; k++) {
      const signs = Array.from(own, (_, trial) =>
        (signsOf(world * trialsPerWorld + trial, k - (k % 32)) >>> (k % 32)) & 1 ? 1 : -1,
      );
      const ofSigns = signs.reduce<number>((sum, sign) => sum + sign, 0);
      const ofTrials = signs.reduce((sum, sign, trial) => sum + sign * (own[trial]! - start), 0);
      kept[world * sums + k] = ofTrials - mean * ofSigns;
    }
  }
  return kept;
}

describe('sums of trials', () => {
  test.each([
    { worlds: 40, trialsPerWorld: 50, sums: 37 },
    { worlds: 1, trialsPerWorld: 70_000, sums: 2 },
  ])('$sums of $worlds worlds have the bits of their definition, whatever portfolio comes first', (plan) => {
    const values = (chance: number): Float64Array =>
      Float64Array.from({ length: plan.worlds * plan.trialsPerWorld }, () =>
        random.chance(chance) ? 1000 * random.unit() : 0,
      );
    const [quiet, loud] = [values(0.05), values(1)];
    const sumsOf = makeTrialSums(plan);
    for (const portfolio of [quiet, loud, quiet]) expect(sumsOf(portfolio)).toEqual(plainSums(portfolio, plan));
  });

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
