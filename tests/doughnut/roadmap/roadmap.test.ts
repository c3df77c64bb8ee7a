/** Roadmaps by hand, and one method against the other. */
import { describe, expect, test } from 'vitest';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { appraise } from '../../../src/doughnut/finance/appraisal.ts';
import { ledgerOf } from '../../../src/doughnut/finance/ledger.ts';
import { positionsOf } from '../../../src/doughnut/portfolios/allowed-portfolios.ts';
import { budgetsOf, roadmapTo } from '../../../src/doughnut/roadmap/found.ts';
import { planned } from '../../../src/doughnut/roadmap/roadmap.ts';
import { pricingOf } from '../../../src/doughnut/roadmap/schedule.ts';
import { askedAlike } from '../../../src/doughnut/rings/evaluated-set.ts';
import { viewOf } from '../../../src/doughnut/rings/view.ts';
import type { Portfolio } from '../../../src/model/selection.ts';
import { handSet } from '../../fixtures/doughnut/hand-set.ts';
import { makeRandom } from '../../fixtures/random.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

const FILE = `ringfence: 1
title: Roads
currency: GBP
starts: 2027-01-01
horizon: 3 years
bearers: { own: count }
spend: { discount: 3%, budget: { from 2027: £110k per year, from 2029: £40k per year } }
threats: { theft: { occurs: 10 per year, cost: { own: £20k } } }
controls:
  alarm:
    against: [theft]
    current: none
    levels: { none: {}, on: { capex: £60k, life: 3 years, opex: £5k per year, prevent: 10% } }
  gate:
    against: [theft]
    current: none
    levels: { none: {}, on: { capex: £90k, life: 3 years, prevent: 10% } }
  guard:
    against: [theft]
    current: day
    levels: { none: {}, day: { opex: £15k per year, prevent: 10% } }
`;

const SAVES: Readonly<Record<string, number>> = { alarm: 50_000, gate: 60_000, guard: 5_000 };

/** Losses of £300k a year less what each control saves; inside the limit with a gate. */
function scene(text: string, worlds = 1) {
  const model = modelFrom(text);
  const costs = costsOf(model, { seed: 'seed', worlds });
  const isOn = (level: string | undefined): boolean => level !== undefined && level !== 'none';
  const view = viewOf(
    handSet(model, costs, {
      risk: (levels) =>
        Object.entries(SAVES).reduce((sum, [id, saved]) => sum - (isOn(levels[id]) ? saved : 0), 300_000),
      figures: [({ gate }) => (isOn(gate) ? 0 : 2)],
    }),
  );
  const ledger = ledgerOf(view, model, costs, 3);
  const at = (portfolio: Portfolio): number => view.positionOf(positionsOf(model, portfolio))!;
  return { ledger, view, at, asked: askedAlike(view.set, 0.9), best: at({ alarm: 'on', gate: 'on', guard: 'none' }) };
}

describe('what to do in which year', () => {
  test('the gate that the limit needs first, the alarm when there is money, the guard goes at once', () => {
    const { ledger, asked, best } = scene(FILE);
    const found = roadmapTo(ledger, asked, best, null)!;
    expect(found.method).toBe('every');
    // Three changes, each in one of three years or never
    expect(found.tried).toBe(64);
    expect(found.years.map(({ year, budget }) => [year, budget])).toEqual([
      [2027, 110_000],
      [2028, 110_000],
      [2029, 40_000],
    ]);
    expect(found.years.map(({ changes }) => changes.map(({ control }) => control))).toEqual([
      ['gate', 'guard'],
      ['alarm'],
      [],
    ]);
    expect(found.years.map(({ paid }) => Math.round(paid))).toEqual([90_000, 65_000, 5000]);
    expect(found.years.map(({ riskCost }) => riskCost.value)).toEqual([240_000, 190_000, 190_000]);
    expect(found.years.every(({ isAdequate }) => isAdequate)).toBe(true);
    expect([found.beyond, found.never, found.bound]).toEqual([0, [], found.total]);
  });

  test('what no year can pay is never bought; what must be paid beyond is said', () => {
    const { ledger, asked, best } = scene(FILE);
    const little = roadmapTo(ledger, asked, best, 80_000)!;
    expect(little.never).toEqual(['gate']);
    expect(little.years.map(({ isAdequate }) => isAdequate)).toEqual([false, false, false]);
    // Even what stands costs more, unless the guard goes
    const { ledger: other, asked: same, at } = scene(FILE.replace('opex: £15k', 'opex: £150k'));
    expect(roadmapTo(other, same, at({ guard: 'none' }), 10_000)!.beyond).toBe(0);
    expect(roadmapTo(other, same, at({ gate: 'on' }), 10_000)!.beyond).toBeCloseTo(3 * 140_000, 4);
    expect(roadmapTo(ledger, asked, ledger.view.set.today, null)).toBeNull();
  });

  test('without budgets everything that pays comes at once, and is worth what the appraisal says', () => {
    const free = FILE.replace(/, budget: \{.*?\}/, '').replace('gate:\n', 'gate:\n    from: 2028-07-01\n');
    const { ledger, view, asked, best } = scene(free);
    const pricing = pricingOf(ledger, asked, best, [Infinity, Infinity, Infinity]);
    const { schedule, priced } = planned(pricing, view.tolerance)!;
    expect(schedule).toEqual([0, 1, 0]);
    const stay = pricing.price(pricing.changes.map(() => 3))!;
    expect(stay.total - priced.total).toBeCloseTo(appraise(ledger, view.set.today, best).npv.value, 4);
    expect(priced.outside).toBeCloseTo(1.5, 2);
  });

  test('budgets of the file, unless an amount is asked for', () => {
    const model = modelFrom(FILE);
    expect(budgetsOf(model, null, [2027, 2028, 2029, 2030])).toEqual([110_000, 110_000, 40_000, 40_000].map(near));
    expect(budgetsOf(model, 5, [2027, 2028])).toEqual([5, 5]);
    expect(budgetsOf({ ...model, spend: undefined }, null, [2027])).toEqual([Infinity]);
  });
});

const near = (value: number): unknown => expect.closeTo(value, 4);

test('moving one change after another is never better than trying all, within its bound, and mostly as good', () => {
  const random = makeRandom(11);
  let alike = 0;
  for (let i = 0; i < 30; i++) {
    const money = (): string => `£${random.whole(2, 9)}0k`;
    const text = FILE.replace('£60k', money()).replace('£90k', money()).replace('£15k', money());
    const { ledger, view, asked, best } = scene(text);
    const budgets = [0, 1, 2].map(() => random.whole(3, 20) * 10_000);
    const pricing = pricingOf(ledger, asked, best, budgets);
    const every = planned(pricing, view.tolerance)!;
    const greedy = planned(pricing, view.tolerance, 1)!;
    expect([every.method, greedy.method]).toEqual(['every', 'greedy']);
    const ranks = [every, greedy].map(({ priced: { beyond, outside, total } }) => [beyond, outside, total]);
    const [a, b] = ranks as [number[], number[]];
    // The first of the three in which they differ is no better
    const first = a.findIndex((value, rank) => Math.abs(value - b[rank]!) > 1e-3);
    if (first >= 0) expect(b[first]!).toBeGreaterThan(a[first]!);
    expect(greedy.priced.total).toBeGreaterThanOrEqual(pricing.bound - 1);
    expect(every.priced.total).toBeGreaterThanOrEqual(pricing.bound - 1);
    if (a.every((value, at) => Math.abs(value - b[at]!) < 1)) alike++;
  }
  expect(alike).toBeGreaterThan(20);
});
