/** What steps are worth over years, against closed forms and by hand. */
import { describe, expect, test } from 'vitest';
import { annuity, presentFactor, presentValue } from '../../../src/doughnut/cost/annuity.ts';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { appraise, type Appraisal } from '../../../src/doughnut/finance/appraisal.ts';
import { ledgerOf, usualYears } from '../../../src/doughnut/finance/ledger.ts';
import { paybackOf } from '../../../src/doughnut/finance/payback.ts';
import { positionsOf } from '../../../src/doughnut/portfolios/allowed-portfolios.ts';
import { changeBetween } from '../../../src/doughnut/rings/change.ts';
import { viewOf } from '../../../src/doughnut/rings/view.ts';
import type { Portfolio } from '../../../src/model/selection.ts';
import { handSet } from '../../fixtures/doughnut/hand-set.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

const FILE = `ringfence: 1
title: Years of money
currency: GBP
starts: 2027-01-01
horizon: 4 years
bearers: { own: count }
threats:
  theft: { occurs: 10 per year, cost: { own: £20k } }
controls:
  alarm:
    against: [theft]
    current: none
    levels:
      none: {}
      on: { capex: £100k, life: 3 years, opex: £10k..£20k per year, prevent: 50% }
  gate:
    against: [theft]
    current: basic
    levels:
      none: {}
      basic: { order: 1, opex: £30k per year, prevent: 40% }
spend: { discount: 3.5% }
`;

const WORLDS = 50;
/** Losses a year: theft of £200k, of which the alarm stops a half in half of the worlds and nothing in the others. */
const risk = (levels: Readonly<Record<string, string>>, world: number): number =>
  200_000 * (levels['alarm'] === 'on' && world % 2 === 0 ? 0.5 : 1) * (levels['gate'] === 'basic' ? 0.6 : 1);

function appraised(text: string, years: number, from: Portfolio, to: Portfolio) {
  const model = modelFrom(text);
  const costs = costsOf(model, { seed: 'seed', worlds: WORLDS });
  const view = viewOf(handSet(model, costs, { risk }));
  const at = (portfolio: Portfolio): number => view.positionOf(positionsOf(model, portfolio))!;
  const [a, b] = [at(from), at(to)];
  return { view, a, b, found: appraise(ledgerOf(view, model, costs, years), a, b) };
}

const of = (text: string, years: number, to: Portfolio): Appraisal => appraised(text, years, {}, to).found;

describe('discounting', () => {
  test('a yearly loss that falls, 2018 to 2040, the first year undiscounted', () => {
    // CLIMADA, test_cost_benefit: 2 % a year.
    const saved = 6.51220115756442e9 - 4.850407096284983e9;
    const years = Array.from({ length: 23 }, () => saved);
    expect(presentValue(years, 0.02, 0) / 3.100583368954022e10).toBeCloseTo(1, 12);
  });

  test('a perpetuity is nearly the amount over the rate, and an annuity the inverse of its factors', () => {
    const many = Array.from({ length: 1000 }, () => 1);
    expect(presentValue(many, 0.05, 1)).toBeCloseTo(20, 9);
    expect(presentValue([1, 1, 1], 0.035, 1)).toBeCloseTo(1 / annuity(0.035, 3), 12);
    expect(presentFactor(0, 7)).toBe(1);
  });
});

describe('net present value', () => {
  test('is the annuity of what the rings say of a year, whatever lives and years', () => {
    for (const years of [1, 3, 4, 7]) {
      const { view, a, b, found } = appraised(FILE, years, {}, { alarm: 'on' });
      const perYear = view.total[a]! - view.total[b]!;
      expect(found.npv.value).toBeCloseTo(perYear / annuity(0.035, years), 4);
      // And it is above nothing in the same worlds.
      expect(found.pays.value).toBeCloseTo(changeBetween(view, a, b).pays.value, 12);
      expect(found.pays.value).toBeGreaterThan(0.4);
    }
  });

  test('counts the years by hand: bought at the start and after its life, the rest at the end of each year', () => {
    const plain = FILE.replace('£10k..£20k', '£10k');
    const { years, npv, cost, residual, saved } = of(plain, 4, { alarm: 'on' });
    expect(years.map((year) => [year.year, year.capex, year.opex, year.business])).toEqual([
      [2027, 100_000, 10_000, 0],
      [2028, 0, 10_000, 0],
      [2029, 0, 10_000, 0],
      [2030, 100_000, 10_000, 0],
    ]);
    for (const year of years) expect(year.saved).toBeCloseTo(30_000, 6);
    const f = (t: number): number => 1.035 ** -t;
    // One of the three years of the second alarm has passed: two payments of its annuity are left.
    const yearly = (100_000 * 0.035) / (1 - f(3));
    expect(residual).toBeCloseTo(yearly * (f(1) + f(2)), 4);
    const flows = f(1) + f(2) + f(3) + f(4);
    expect(cost.value).toBeCloseTo(100_000 * (1 + f(3)) + 10_000 * flows - residual * f(4), 4);
    expect(saved.value).toBeCloseTo(30_000 * flows, 4);
    expect(npv.value).toBeCloseTo(saved.value - cost.value, 6);
  });

  test('what works later saves later, and what was bought before is sunk', () => {
    const later = of(FILE.replace('£10k..£20k', '£10k').replace('alarm:\n', 'alarm:\n    from: 2028-01-01\n'), 4, {
      alarm: 'on',
    });
    for (const [year, saved] of [0, 30_000, 30_000, 30_000].entries()) {
      expect(later.years[year]!.saved).toBeCloseTo(saved, 6);
    }
    expect(later.years.map(({ capex }) => capex)).toEqual([0, 100_000, 0, 0]);

    const standing = FILE.replace('basic: { order: 1,', 'basic: { order: 1, capex: £90k, life: 6 years,').replace(
      'current: basic',
      'current: basic\n    bought: 2026-01-01',
    );
    // Given up, it saves what it costs to run; its renewal, five years from now, comes after the years that are looked at.
    expect(of(standing, 4, { gate: 'none' }).years.map(({ capex, opex }) => [capex, opex])).toEqual(
      Array.from({ length: 4 }, () => [0, -30_000]),
    );
  });
});

describe('return, payback, break-even', () => {
  test('by hand', () => {
    const { npv, cost, returned, payback, breakEven, saved } = of(FILE.replace('£10k..£20k', '£10k'), 3, {
      alarm: 'on',
    });
    expect(returned!.value).toBeCloseTo(npv.value / cost.value, 12);
    // £100k at once, £20k a year gained: not in three years, and in the good worlds £50k a year.
    expect(payback.value).toBe(Infinity);
    expect(payback.low).toBeCloseTo(2, 9);
    expect(payback.high).toBe(Infinity);
    // £100k over its life, and £10k a year.
    expect(breakEven!.savedPerYear).toBeCloseTo(100_000 * annuity(0.035, 3) + 10_000, 4);
    expect(breakEven!.share!.value).toBeCloseTo(cost.value / saved.value, 12);
  });

  test('what costs nothing has no return and pays back at once; what saves nothing pays from no share of it', () => {
    const { returned, payback, breakEven, npv } = of(FILE, 4, { gate: 'none' });
    expect(returned).toBeNull();
    expect(payback.value).toBe(Infinity);
    // Losses may grow by what it cost to run.
    expect(breakEven!.savedPerYear).toBeCloseTo(-30_000, 6);
    expect(breakEven!.share).toBeNull();
    expect(npv.value).toBeLessThan(0);
    expect(of(FILE, 4, {}).breakEven).toBeNull();
    expect(of(FILE, 4, {}).payback.value).toBe(0);
  });

  test('payback lies within the year in which savings catch up', () => {
    const year = (capex: number, saved: number) => ({ year: 2027, capex, opex: 10, business: 0, saved });
    expect(paybackOf([year(100, 60), year(0, 60), year(0, 60)], 1)).toBeCloseTo(2, 12);
    expect(paybackOf([year(100, 60), year(0, 60), year(0, 60)], 2)).toBeCloseTo(100 / 110, 12);
    expect(paybackOf([year(0, 60)], 1)).toBe(0);
    expect(paybackOf([year(0, 5), year(0, 5)], 1)).toBe(Infinity);
  });
});

test('a horizon of one year is looked at five times over, and as long as there are budgets', () => {
  const starts = '2027-01-01T00:00';
  expect(usualYears({ horizonHours: 8760, starts })).toBe(5);
  expect(usualYears({ horizonHours: 4 * 8760, starts })).toBe(4);
  expect(usualYears({ horizonHours: 730, starts })).toBe(5);
  const { spend } = modelFrom(
    FILE.replace('discount: 3.5%', 'budget: { from 2027: £1m per year, from 2033: £2m per year }'),
  );
  expect(usualYears({ horizonHours: 730, starts, spend })).toBe(7);
});
