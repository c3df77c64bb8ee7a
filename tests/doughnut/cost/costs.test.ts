/** What portfolios cost in every world, by hand. */
import { describe, expect, test } from 'vitest';
import { annuity } from '../../../src/doughnut/cost/annuity.ts';
import { type Costs, costsOf } from '../../../src/doughnut/cost/costs.ts';
import {
  expectedBusinessCost,
  expectedSpend,
  levelSpends,
  mandatorySpend,
} from '../../../src/doughnut/cost/expected-spend.ts';
import { avoidableCost, moneyOver } from '../../../src/doughnut/cost/money-by-year.ts';
import { costParts, meanOf, portfolioCost } from '../../../src/doughnut/cost/portfolio-cost.ts';
import { positionsOf } from '../../../src/doughnut/portfolios/allowed-portfolios.ts';
import type { Portfolio } from '../../../src/model/selection.ts';
import { openSession } from '../../../src/sim/session.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { looseEnds } from '../../../src/report/check/loose-ends.ts';
import { lawsOf } from '../../fixtures/law-of.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

const FILE = `ringfence: 1
title: Spend by hand
currency: GBP
starts: 2027-01-01
horizon: 4 years
bearers: { own: count }
inputs: { wage: £40k..£60k per year }
threats:
  theft: { occurs: 10 per year, cost: { own: £20k } }
controls:
  alarm:
    against: [theft]
    current: none
    from: 2028-01-01
    levels:
      none: {}
      on: { capex: £100k, life: 2 years, opex: £10k per year, prevent: 50% }
  gate:
    against: [theft]
    current: basic
    bought: 2025-01-01
    overrun: 20%
    elasticity: 50%
    levels:
      none: {}
      basic: { order: 1, capex: £300k, life: 3 years, opex: £30k per year, prevent: 40% }
      full:
        order: 2
        capex: £500k
        life: 5 years
        people: 3 at £50k per year
        secondment: 200 h at £60 per hour x1.5
        friction: 36 s per visitor, 100k per year, £20 per hour
        prevent: 60%
        coverage: 0%..100% in steps of 25%
  guards:
    against: [theft]
    current: none
    levels:
      none: {}
      some: { order: 1, people: "= 2 at = wage", prevent: 20..40% }
      many: { order: 2, opex: £80k..£120k per year, capex: £10k..£20k, life: 3..6 years, misses: x0.5 }
spend:
  discount: 3.5%
  shared: { room: { opex: £12k per year, capex: £8k, life: 4 years, of: [alarm, guards] } }
opportunities:
  shop: { worth: £200k per year, refused by: { gate: { full: 10% }, alarm: { on: 20% } } }
`;

const model = modelFrom(FILE);
const WORLDS = 400;
const costs = costsOf(model, { seed: 'seed', worlds: WORLDS });

const at = (portfolio: Portfolio): Int32Array => positionsOf(model, portfolio);
const of = (portfolio: Portfolio): { budget: number; business: number } => {
  const { budget, business } = portfolioCost(costs, at(portfolio));
  expect(new Set(budget.slice(0, 3)).size).toBe(1);
  return { budget: budget[0] ?? NaN, business: business[0] ?? NaN };
};

const BASIC = 360_000 * annuity(0.035, 3) + 30_000;
const FULL = 600_000 * annuity(0.035, 5) + 150_000;
/** 200 h at £60 times 1.5; 36 s of 100,000 visitors at £20 an hour, half of it lost; a tenth of the shop. */
const FULL_BUSINESS = 18_000 + 10_000 + 20_000;
const ROOM = 12_000 + 8000 * annuity(0.035, 4);

describe('a portfolio', () => {
  test('as it stands: the annuity of what it would cost again, overrun counted, and what it costs to run', () => {
    expect(of({}).budget).toBeCloseTo(BASIC, 6);
    expect(of({}).business).toBe(0);
  });

  test('posts are paid by the budget; secondment, friction and business turned away by the rest of the business', () => {
    expect(of({ gate: 'full' }).budget).toBeCloseTo(FULL, 6);
    expect(of({ gate: 'full' }).business).toBeCloseTo(FULL_BUSINESS, 6);
    const { refused, ...parts } = costParts(costs, at({ gate: 'full' }));
    expect(parts).toMatchObject({ people: 150_000, opex: 0, secondment: 18_000, shared: 0 });
    expect(parts.friction).toBeCloseTo(10_000, 8);
    expect(refused).toBeCloseTo(20_000, 8);
  });

  test('a level in part costs the mean of the two that it consists of, in every part', () => {
    const quarter = of({ gate: 'full at 25%' });
    expect(quarter.budget).toBeCloseTo(0.25 * FULL + 0.75 * BASIC, 6);
    expect(quarter.business).toBeCloseTo(0.25 * FULL_BUSINESS, 6);
  });

  test('what is shared is paid once, if any of its controls is above its lowest level', () => {
    const alarm = 100_000 * annuity(0.035, 2) + 10_000;
    expect(of({ alarm: 'on' }).budget).toBeCloseTo(BASIC + alarm + ROOM, 6);
    const both = portfolioCost(costs, at({ alarm: 'on', guards: 'many' })).budget;
    const guards = portfolioCost(costs, at({ guards: 'many' })).budget;
    both.forEach((value, world) => expect(value - (guards[world] ?? 0)).toBeCloseTo(alarm, 6));
  });

  test('of what several controls turn away each takes its share of the rest', () => {
    const { business, open } = portfolioCost(costs, at({ gate: 'full', alarm: 'on' }));
    expect(open[0]?.[0]).toBeCloseTo(200_000 * 0.9 * 0.8, 6);
    expect(business[0]).toBeCloseTo(28_000 + 200_000 * (1 - 0.9 * 0.8), 6);
  });
});

describe('worlds', () => {
  test('are those of the simulation: an input has one value for costs and losses, whatever else is in the file', () => {
    const guards = portfolioCost(costs, at({ guards: 'some' })).budget;
    const wages = guards.map((value) => (value - BASIC - ROOM) / 2);
    // The same input, by its label, in a file that has it and nothing else that is priced.
    const alone = costsOf(
      modelFrom(
        'ringfence: 1\ntitle: Wage\nstarts: 2027-01-01\nhorizon: 1 year\nbearers: { own: count }\ninputs: { wage: £40k..£60k per year }\n' +
          'threats: { theft: { occurs: 1 per year, cost: { own: £1 } } }\n' +
          'controls: { post: { against: [theft], current: on, levels: { none: {}, on: { opex: "= wage", prevent: 1% } } } }\n',
      ),
      { seed: 'seed', worlds: WORLDS },
    );
    const same = portfolioCost(alone, [1]).budget;
    wages.forEach((wage, world) => expect(wage / (same[world] ?? NaN)).toBeCloseTo(1, 9));
    expect(new Set(wages).size).toBe(WORLDS);
  });

  test('do not move with their number or with another control, and differ with the seed', () => {
    const levels = ({ controls }: Costs): Float64Array => controls.at(-1)?.levels[2]?.opex ?? new Float64Array();
    const fewer = levels(costsOf(model, { seed: 'seed', worlds: 10 }));
    expect(fewer).toEqual(levels(costs).slice(0, 10));
    const without = modelFrom(FILE.replace('spend:\n  discount: 3.5%\n', 'spend:\n  discount: 0%\n'));
    expect([...levels(costsOf(without, { seed: 'seed', worlds: 10 }))]).toEqual([...fewer]);
    expect([...levels(costsOf(model, { seed: 'other', worlds: 10 }))]).not.toEqual([...fewer]);
  });

  test('a stated interval is drawn as it is stated: 5 % of worlds below its low end, 5 % above its high end', () => {
    const many = costsOf(model, { seed: 'seed', worlds: 4000 });
    const opex = many.controls.at(-1)?.levels[2]?.opex ?? new Float64Array();
    // Three standard errors of a binomial share.
    const error = 3 * Math.sqrt((0.05 * 0.95) / 4000);
    expect(Math.abs(opex.filter((x) => x < 80_000).length / 4000 - 0.05)).toBeLessThan(error);
    expect(Math.abs(opex.filter((x) => x > 120_000).length / 4000 - 0.05)).toBeLessThan(error);
  });

  test('the expected spend is the mean over worlds, within its error; exactly that of constants', () => {
    expect(expectedSpend(model, at({ gate: 'full' })) ?? NaN).toBeCloseTo(
      meanOf(portfolioCost(costsOf(model, { seed: 'ringfence', worlds: 1000 }), at({ gate: 'full' })).budget),
      6,
    );
    const plain = modelFrom(FILE.replace('people: "= 2 at = wage"', 'people: 2 at £40k..£60k per year'));
    const positions = at({ guards: 'many' });
    const budget = portfolioCost(costsOf(plain, { seed: 'seed', worlds: 4000 }), positions).budget;
    const mean = meanOf(budget);
    const variance = budget.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (budget.length - 1);
    const expected = expectedSpend(plain, positions) ?? NaN;
    expect(Math.abs(mean - expected)).toBeLessThan(3 * Math.sqrt(variance / budget.length));
    expect(expectedSpend(plain, at({ gate: 'full at 50%' })) ?? NaN).toBeCloseTo(0.5 * FULL + 0.5 * BASIC, 6);
    const unpriced = 'ringfence: 1\ntitle: T\nstarts: 2027-01-01\nhorizon: 1 year\nbearers: { own: count }\n';
    expect(expectedSpend(modelFrom(unpriced))).toBeNull();
    expect(levelSpends(modelFrom(unpriced))).toBeNull();
  });

  test('levels by themselves, lowest ones too, and what is shared add up to the spend; what the business bears is apart', () => {
    const plain = modelFrom(FILE.replace('people: "= 2 at = wage"', 'people: 2 at £40k..£60k per year'));
    for (const each of [model, plain]) {
      const [alarm, gate, guards] = levelSpends(each)! as [number[], number[], number[]];
      expect(gate[1]).toBeCloseTo(BASIC, 6);
      const positions = at({ alarm: 'on', gate: 'full', guards: 'many' });
      const own = [alarm, gate, guards].map((levels, control) => levels[positions[control]!]!);
      expect(own.reduce((sum, one) => sum + one, ROOM)).toBeCloseTo(expectedSpend(each, positions)!, 4);
    }
    // A control that has one level is paid for all the same
    const one = modelFrom(
      FILE.replace(
        / {2}alarm:[\s\S]*spend:/,
        '  fence: { against: [theft], current: up, levels: { up: { opex: £3k per year, prevent: 50% } } }\nspend:',
      ).replace(/ {2}shared:[\s\S]*/, ''),
    );
    expect(levelSpends(one)).toEqual([[3000]]);
    expect(expectedBusinessCost(one)).toBe(0);
    expect(expectedBusinessCost(modelFrom(FILE, { portfolio: { gate: 'full' } }))).toBeCloseTo(FULL_BUSINESS, 6);
    expect(expectedBusinessCost(model)).toBe(0);
  });
});

describe('money by year', () => {
  const years = (portfolio: Portfolio): (readonly [capex: number, opex: number, business: number])[] =>
    moneyOver(model, costs, at(portfolio)).years.map(({ capex, opex, business }) => [
      Math.round(capex[0] ?? NaN),
      Math.round(opex[0] ?? NaN),
      Math.round(business[0] ?? NaN),
    ]);

  test('what stands is bought again when its life is over', () => {
    // Bought at the start of 2025 for three years: due at the start of 2028 (a leap day later in the calendar of days).
    expect(years({})).toEqual([
      [0, 30_000, 0],
      [360_000, 30_000, 0],
      [0, 30_000, 0],
      [0, 30_000, 0],
    ]);
  });

  test('another level is bought when it can work, and again after its life; what is shared with it too', () => {
    expect(years({ alarm: 'on', gate: 'none' })).toEqual([
      [0, 0, 0],
      [108_000, 22_000, 0],
      [0, 22_000, 0],
      [100_000, 22_000, 0],
    ]);
  });

  test('a level in part: the standing part is renewed, the rest is bought', () => {
    expect(years({ gate: 'full at 25%' })).toEqual([
      [150_000, 60_000, 7000],
      [270_000, 60_000, 7000],
      [0, 60_000, 7000],
      [0, 60_000, 7000],
    ]);
  });

  test('over the horizon, with lives that end with it and without interest, it is what the portfolio costs a year', () => {
    const even = modelFrom(FILE.replace('discount: 3.5%', 'discount: 0%').replace('from: 2028-01-01\n    ', ''));
    const priced = costsOf(even, { seed: 'seed', worlds: 3 });
    const positions = at({ alarm: 'on', gate: 'none' });
    const paid = moneyOver(even, priced, positions).years.reduce(
      (sum, { capex, opex }) => sum + (capex[0] ?? 0) + (opex[0] ?? 0),
      0,
    );
    expect(paid / 4).toBeCloseTo(portfolioCost(priced, positions).budget[0] ?? NaN, 6);
  });

  test('what can still be avoided is what it costs to run, and the annuity after the life that is paid for', () => {
    const gate = avoidableCost(model, costs, 1)[0] ?? NaN;
    // Due 8,760 h after the start: 2025 and 2026 have 730 days, of 1,095.
    expect(gate).toBeCloseTo(30_000 + 0.75 * (BASIC - 30_000), 6);
    expect(avoidableCost(model, costs, 0)[0]).toBe(0);
  });
});

test('a level in part stops its share of arrivals, as simulated', async () => {
  // gate: full at 50% stops half of 60 % and half of 40 %; a year has 10 arrivals of £20k.
  const half = modelFrom(FILE, { portfolio: { gate: 'full at 50%' } });
  const { document } = await openSession(half, makeInlineRunner()).sample({ trials: 20_000, worlds: 1 });
  const { mean } = Object.values(document.scenarios)[0]!.loss;
  expect(Math.abs(mean.value - 100_000)).toBeLessThan(4 * mean.standardError);
  expect(mean.standardError).toBeLessThan(600);
});

describe('what the law demands', () => {
  const demanded = FILE.replace('    bought: 2025-01-01\n', '    mandatory: basic\n');

  test('costs what its lowest levels cost, with what they require', () => {
    expect(mandatorySpend(model)).toBeCloseTo(0, 9);
    expect(mandatorySpend(modelFrom(demanded))).toBeCloseTo(BASIC, 6);
    const requires = demanded.replace('mandatory: basic\n', 'mandatory: basic\n    requires: { alarm: on }\n');
    const current = requires.replace('    current: none\n    from', '    current: on\n    from');
    expect(mandatorySpend(modelFrom(current))).toBeCloseTo(BASIC + 100_000 * annuity(0.035, 2) + 10_000 + ROOM, 6);
  });

  test('is said where the budget does not pay for it', () => {
    const short = modelFrom(demanded.replace('discount: 3.5%', 'discount: 3.5%\n  budget: £100k per year'));
    const said = looseEnds(short, lawsOf(short), mandatorySpend(short));
    expect(said).toContain('What is mandatory, with what that requires, costs £158k a year; the budget is £100k.');
    const enough = modelFrom(demanded.replace('discount: 3.5%', 'discount: 3.5%\n  budget: £200k per year'));
    expect(looseEnds(enough, lawsOf(enough), mandatorySpend(enough)).join(' ')).not.toContain('budget');
  });
});
