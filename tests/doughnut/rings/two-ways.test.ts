import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adequate, jointConfidence } from '../../../src/doughnut/rings/adequate.ts';
import { bestForBudget, frontierOf, nearBestRange } from '../../../src/doughnut/rings/frontier.ts';
import { contestOf, isJustified, surelyBeats } from '../../../src/doughnut/rings/justified.ts';
import { noSafeSpace } from '../../../src/doughnut/rings/no-safe-space.ts';
import { appetitePremium, lawCost } from '../../../src/doughnut/rings/prices.ts';
import { ringsOf, wholeField, type Amount } from '../../../src/doughnut/rings/rings.ts';
import { segmentsOf } from '../../../src/doughnut/rings/segments.ts';
import { todayOf } from '../../../src/doughnut/rings/today.ts';
import { viewOf } from '../../../src/doughnut/rings/view.ts';
import { evaluated, randomSet } from '../../fixtures/doughnut/plain-set.ts';
import { plainRings, type Reach } from './plain-rings.ts';

const CONFIDENCES = [0, 0.4, 0.5, 0.6, 0.75, 0.8, 0.9, 1];

const near = (actual: number | null, expected: number | null): void => {
  if (actual === null || expected === null || !Number.isFinite(expected)) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThan(1e-3);
};

const sameReach = (actual: Amount, expected: Reach): void => {
  near(actual.value, expected.value);
  near(actual.low, expected.low);
  near(actual.high, expected.high);
};

/** Rings worked out with what saves work, beside those worked out from the definitions: on a random set, at random confidences. */
function compare(seed: number, confidence: number, first: number, second: number, budget: number): 'rings' | 'none' {
  const set = randomSet(seed);
  const asked = { confidence, limits: [first, second].slice(0, set.most.length) };
  const view = viewOf(evaluated(set));
  const plain = plainRings(set, asked);
  const rings = ringsOf(view, asked);

  expect(rings === null).toBe(plain.whole === null);
  const today = todayOf(view, asked, rings);
  expect(today.isInside).toBe(plain.today.isInside);
  near(today.beatenBy, plain.today.beatenBy);
  near(today.effective.portfolio, plain.today.effective.portfolio);
  sameReach(today.effective, plain.today.effective);
  near(today.misallocation.value, plain.today.misallocation);
  near(today.overshoot?.value ?? null, plain.today.overshoot);
  near(today.respent?.value ?? null, plain.today.respent);
  near(appetitePremium(view, asked)?.value ?? null, plain.premium);
  near(lawCost(view, asked)?.value ?? null, plain.law);
  expect(new Set(frontierOf(view))).toEqual(new Set(plain.frontier));
  near(bestForBudget(view, asked, budget).portfolio, plain.forBudget(budget));
  for (const portfolio of view.allowed) near(jointConfidence(view, portfolio), plain.joint(portfolio));

  if (rings === null || plain.whole === null) {
    if (set.most.length === 0) return 'none';
    const none = noSafeSpace(view, asked);
    near(none.portfolio, plain.nearest);
    if (view.allowed.length > 0) near(none.confidenceWithRing, plain.ringAt);
    return 'none';
  }
  for (const which of ['necessary', 'optimum', 'sufficient'] as const) {
    expect(rings[which].portfolio).toBe(plain.whole[which].portfolio);
    sameReach(rings[which], plain.whole[which]);
  }
  expect(ringsOf(view, asked, wholeField(view))).toEqual(rings);
  const contest = contestOf(view, asked, adequate(view, asked));
  expect(contest.beaters.filter((x) => isJustified(contest, x)).toSorted((a, b) => a - b)).toEqual(
    plain.whole.plans.toSorted((a, b) => a - b),
  );
  if (today.beatenBy !== null) expect(surelyBeats(contest, today.beatenBy, set.today)).toBe(true);
  sameReach(today.shortfallByAdding!, plain.today.shortfall);
  expect(today.shortfallByAdding!.onlyByGivingUp).toBe(plain.today.shortfall.onlyByGivingUp);
  const range = nearBestRange(view, asked, rings.optimum.portfolio);
  near(range.low, plain.nearBest!.low);
  near(range.high, plain.nearBest!.high);

  const grouping = set.levels.map((_, control) => `segment-${control}`);
  for (const [control, segment] of segmentsOf(view, asked, rings.optimum.portfolio, grouping)
    .filter(({ id }) => id !== 'shared')
    .entries()) {
    const expected = plain.segment(control)!;
    for (const which of ['necessary', 'optimum', 'sufficient'] as const) {
      expect(segment[which].portfolio).toBe(expected.rings[which].portfolio);
      sameReach(segment[which], expected.rings[which]);
    }
    near(segment.indispensable.value, expected.indispensable);
  }
  return 'rings';
}

describe('rings with short cuts and from the definitions alone', () => {
  test('agree on random sets with ties', () => {
    const confidence = fc.constantFrom(...CONFIDENCES);
    const seen = { rings: 0, none: 0 };
    fc.assert(
      fc.property(fc.nat(1_000_000), confidence, confidence, confidence, fc.nat(200_000), (seed, g, a, b, budget) => {
        seen[compare(seed, g, a, b, budget)]++;
      }),
      { numRuns: 600, seed: 16 },
    );
    // Neither kind is rare
    expect(seen.rings).toBeGreaterThan(200);
    expect(seen.none).toBeGreaterThan(50);
  });
});
