import { expect, test } from 'vitest';
import type { Limit } from '../../../src/model/model.ts';
import { estimate } from '../../../src/results/estimate.ts';
import type { LimitResult } from '../../../src/results/scenario-result.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { trialsForLimits } from '../../../src/sim/measure/appetite/trials-for-limits.ts';

const YEAR = { periods: 1, horizonHours: 8760 } as CompiledModel;

const rare: Limit = {
  id: 'rare',
  kind: 'loss',
  over: 1e6,
  chance: 0.005,
  confidence: 0.9,
  owner: null,
  review: null,
};

const found = (status: LimitResult['status'], parts: Partial<LimitResult> = {}): LimitResult => ({
  id: 'rare',
  kind: 'loss',
  subject: '',
  words: '',
  estimate: estimate(0.004, 0.0001),
  limit: 0.005,
  confidence: estimate(0.86, 0.04),
  asked: 0.9,
  status,
  ...parts,
});

const size = { trials: 1_000_000, worlds: 1000 };

test('a settled limit wants no more', () => {
  expect(trialsForLimits([rare], [found('within'), found('outside')], YEAR, size)).toBeNull();
});

test('a rare limit wants worlds that are expected to see it ten times', () => {
  // 10 / .005 = 2,000 trials in each of 1,000 worlds
  expect(trialsForLimits([rare], [found('not resolved')], YEAR, size)).toBe(2_000_000);
});

test('a limit at the margin wants its error to fall to half its distance', () => {
  // .04 off with an error of .04: twice the error too many, so four times the trials
  expect(trialsForLimits([rare], [found('at margin')], YEAR, { ...size, trials: 3_000_000 })).toBe(12_000_000);
});

test('a thousand worlds cannot tell .89 from .9', () => {
  const confidence = estimate(0.89, 0.02);
  expect(trialsForLimits([rare], [found('at margin', { confidence })], YEAR, size)).toBeNull();
});

test('where nothing is uncertain the estimate itself must clear the limit', () => {
  // .001 off, error .001: four times the trials
  const result = found('at margin', { estimate: estimate(0.004, 0.001), confidence: estimate(1, 0.5) });
  expect(trialsForLimits([rare], [result], YEAR, { trials: 100_000, worlds: 1 })).toBe(400_000);
});

test('a share of the tail is never open, as trials do not decide it', () => {
  expect(trialsForLimits([], [found('at margin', { kind: 'shareOfTail' })], YEAR, size)).toBeNull();
});
