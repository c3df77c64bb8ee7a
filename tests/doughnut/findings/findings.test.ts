import { describe, expect, test } from 'vitest';
import { doughnutFindings, type FindingsOptions } from '../../../src/doughnut/findings/findings.ts';
import { askedAlike, type EvaluatedSet } from '../../../src/doughnut/rings/evaluated-set.ts';
import { judgedOnFreshWorlds } from '../../../src/doughnut/rings/fresh-worlds.ts';
import { viewOf, type View } from '../../../src/doughnut/rings/view.ts';
import { doughnutDocumentSchema, type DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import { exactModel, exactSet } from '../../fixtures/doughnut/exact-set.ts';

const HEAD = {
  ringfence: '0.1.0',
  doughnut: 1,
  title: 'A doughnut',
  modelHash: 'sha256:0',
  seed: '',
  worlds: 12,
  trials: 12,
  trialsPerWorld: 1,
  horizonHours: 8760,
  currency: 'GBP',
  lossesCounted: ['own'],
  partial: false,
  settings: {},
} as const;

const PLAIN: FindingsOptions = {
  grouping: [],
  budget: null,
  lessUncertain: null,
  judged: null,
  isEvery: true,
  lowerBound: null,
};

/** The document as a reader of the JSON has it. */
function document(view: View, confidence: number, options: Partial<FindingsOptions>): DoughnutDocument {
  const grouping = view.set.controls.map(({ id }) => id);
  const findings = doughnutFindings(view, askedAlike(view.set, confidence), { ...PLAIN, grouping, ...options });
  const written: DoughnutDocument = { ...HEAD, unresolved: [], ...findings };
  const read = doughnutDocumentSchema.parse(JSON.parse(JSON.stringify(written)));
  // An end that nothing bounds is null in JSON and comes back
  expect(read).toEqual(written);
  return read;
}

const setOf = (name: string, isSure = true): EvaluatedSet => {
  const set = exactSet(exactModel(`${name}.yaml`));
  if (isSure) return set;
  return {
    ...set,
    confidences: (portfolio) => set.confidences(portfolio).map(({ value }) => ({ value, standardError: 0.05 })),
  };
};

test('budgets around today and those of the rings, each with the best for it', () => {
  const view = viewOf(setOf('p05-misallocation'));
  const { sweep = [], plans, bestForBudget } = document(view, 0.9, { budget: 0.9 * 990_000 });
  expect(sweep.map(({ budget }) => Math.round(budget / 1000))).toEqual([
    420, 495, 540, 580, 743, 891, 990, 1089, 1238, 1485,
  ]);
  expect(sweep[5]!.plan).toEqual(bestForBudget!.plan);
  // Zoned sprinklers, locks and training; with the filter in place of training it is the best of all.
  expect(sweep.map(({ plan }) => plan!.budget)).toEqual([
    420_000,
    490_000,
    ...Array.from({ length: 8 }, () => 540_000),
  ]);
  expect(sweep[0]!.plan).toEqual(plans.necessary);
  expect(sweep[2]!.plan).toEqual(plans.optimum);
  expect(sweep.every(({ plan }) => plan!.isAdequate)).toBe(true);
  const nothing = document(viewOf(setOf('p03-closed-doughnut')), 0.9, {});
  expect(nothing.plans.current.budget).toBe(0);
  expect(nothing.sweep!.map(({ budget }) => budget / nothing.rings!.optimum.value)).toEqual([
    0.5,
    0.75,
    0.9,
    1,
    1.1,
    nothing.rings!.sufficient.value / nothing.rings!.optimum.value,
    1.25,
    1.5,
  ]);
});

test('what each limit costs: the least that keeps all the others', () => {
  const view = viewOf(setOf('p05-misallocation'));
  const { limits } = view.set;
  const { withoutLimits = {}, rings } = document(view, 0.9, {});
  expect(Object.keys(withoutLimits)).toEqual(limits);
  for (const [left, id] of limits.entries()) {
    const costs = view.allowed.flatMap((portfolio) => {
      const kept = view.set.confidences(portfolio).every(({ value }, limit) => limit === left || value >= 0.9 - 1e-12);
      return kept ? [view.whole[portfolio] ?? 0] : [];
    });
    expect(withoutLimits[id]?.least).toBe(Math.min(...costs));
    expect(withoutLimits[id]?.least).toBeLessThanOrEqual(rings?.necessary.value ?? 0);
  }
  expect(document(view, 0.9, { isEvery: false }).withoutLimits).toBeUndefined();
});

describe('the document of a doughnut', () => {
  const of = exactModel('p05-misallocation.yaml');
  const at = (assessment: boolean, controlPerformance: boolean): View =>
    viewOf(exactSet(of, { assessment, controlPerformance }));

  test('says all that the page of the published case says', () => {
    const lessUncertain = {
      assessment: at(true, false),
      controlPerformance: at(false, true),
      nothing: at(false, false),
    };
    const grouping = of.controls.map(({ discipline }) => discipline);
    const found = document(viewOf(setOf('p05-misallocation')), 0.9, { lessUncertain, budget: 500e3, grouping });
    const exact = (value: number): object => ({ value, standardError: 0, low: value, high: value });
    expect(found.rings).toMatchObject({
      necessary: { ...exact(420e3), budget: 420e3 },
      optimum: exact(540e3),
      sufficient: exact(580e3),
      actual: exact(990e3),
      effective: exact(370e3),
      shortfall: exact(170e3),
      overshoot: exact(410e3),
      misallocation: exact(620e3),
      priceOfError: { total: { value: 170e3 }, assessment: { value: 170e3 }, controlPerformance: { value: 0 } },
    });
    expect(found.rings!.appetitePremium.value).toBeCloseTo(88_625, 6);
    expect(found.noSafeSpace).toBeUndefined();
    expect(found.today).toMatchObject({
      inside: false,
      verdict: 'misspent',
      addTo: { sprinkler: 'zoned', guards: 'round-the-clock' },
      beatenBy: found.portfolios.optimum,
    });
    expect(found.plans.optimum!.total.value).toBeCloseTo(767_775, 6);
    expect(found.plans.optimum).toMatchObject({ isAdequate: true, isJustified: true, jointConfidence: 1 });
    expect(found.plans.current.isAdequate).toBe(false);
    expect(found.plans.current.adequate.value).toBeCloseTo(0.85, 12);
    expect(found.segments).toMatchObject({
      physical: { actual: { value: 250e3 }, optimum: { value: 420e3 }, shortfall: { value: 170e3 } },
      people: { actual: { value: 700e3 }, overshoot: { value: 670e3 } },
      cyber: { sufficient: { value: 130e3 }, shortfall: { value: 0 }, overshoot: { value: 0 } },
    });
    expect(found.controls['training']).toMatchObject({
      current: 'yearly',
      optimum: 'none',
      sufficient: 'yearly',
      bought: 'some',
      levels: { none: 'some', yearly: 'some' },
    });
    expect(found.changes.map(({ control, to }) => `${control} ${to}`)).toEqual([
      'guards none',
      'locks fitted',
      'mail-filter on',
      'sprinkler zoned',
      'training none',
    ]);
    expect(found.bestForBudget).toMatchObject({ budget: 500e3, leastAdequate: 420e3, plan: { isAdequate: true } });
    expect(found.nearBest).toEqual({ low: 540e3, high: 580e3 });
    expect(found.tried).toEqual({ portfolios: 72, isEvery: true });
  });

  test('draws no ring where nothing is adequate, and says what there is', () => {
    const found = document(viewOf(setOf('p04-no-safe-space')), 0.9, { budget: 100e3 });
    expect(found.rings).toBeUndefined();
    expect(found.noSafeSpace).toMatchObject({ portfolio: { audit: 'on', checks: 'on' } });
    expect(found.noSafeSpace!.mildestLimit['limit-1']).toBeCloseTo(0.075, 12);
    expect(found.noSafeSpace!.waysOut).toHaveLength(4);
    expect(found.today).toMatchObject({ overshoot: null, shortfallByAdding: null, respent: null, verdict: null });
    expect(found.segments).toEqual({});
    expect(found.changes).toEqual([]);
    expect(found.nearBest).toBeNull();
    expect(found.bestForBudget).toMatchObject({ leastAdequate: null, plan: { isAdequate: false } });
    expect(Object.keys(found.portfolios)).toEqual(['current']);
  });

  test('has no upper end where with bad luck nothing is adequate', () => {
    const found = document(viewOf(setOf('p02-many-levels', false)), 0.9, {});
    // Confidences .85, .925 and 1, two errors of .05 either way: c may be adequate, only e surely is
    expect(found.rings!.necessary).toMatchObject({ value: 480e3, low: 300e3, high: 650e3 });
    const none = document(viewOf(setOf('p02-many-levels', false)), 0.95, {});
    expect(none.rings!.necessary).toEqual({
      value: 650e3,
      standardError: Infinity,
      low: 300e3,
      high: Infinity,
      budget: 650e3,
    });
  });

  test('says what fresh worlds made of the inner ring', async () => {
    const view = viewOf(setOf('p02-many-levels'));
    const judged = await judgedOnFreshWorlds(view, askedAlike(view.set, 0.5), async (portfolio) => [
      { value: portfolio === 1 ? 0.3 : 0.9, standardError: 0.02 },
    ]);
    const found = document(judged.view, 0.5, { judged });
    expect(found.freshWorlds).toMatchObject({
      judgements: [
        { portfolio: { sprinklers: 'a' }, fails: true },
        { portfolio: { sprinklers: 'b' }, fails: false },
      ],
      optimism: 80e3,
    });
    expect(found.rings!.necessary.value).toBe(180e3);
  });
});
