/** What testing and better estimates are worth, against closed forms; the tornado against rings drawn anew. */
import { describe, expect, test } from 'vitest';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { inWorlds } from '../../../src/doughnut/estimates/among.ts';
import { contenders } from '../../../src/doughnut/estimates/contenders.ts';
import { worthOfKnowing } from '../../../src/doughnut/estimates/information.ts';
import { costInputs } from '../../../src/doughnut/estimates/inputs.ts';
import { testOutcomes, worthOfTesting } from '../../../src/doughnut/estimates/testing.ts';
import { tornado } from '../../../src/doughnut/estimates/tornado.ts';
import { askedAlike } from '../../../src/doughnut/rings/evaluated-set.ts';
import { ringsOf } from '../../../src/doughnut/rings/rings.ts';
import { viewOf } from '../../../src/doughnut/rings/view.ts';
import { normalQuantile } from '../../../src/sim/random/normal.ts';
import { handSet } from '../../fixtures/doughnut/hand-set.ts';
import { randomSet, evaluated } from '../../fixtures/doughnut/plain-set.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

const WORLDS = 2000;
/** Even over 0..1. */
const EVEN = Float64Array.from({ length: WORLDS }, (_, world) => (world + 0.5) / WORLDS);
const ALIKE = new Float64Array(WORLDS).fill(1 / WORLDS);

describe('value of testing', () => {
  test('of what is as likely good as bad every number of successes is as likely', () => {
    // Bayes (1763): with an even prior, 1 / (n + 1); after k of n the mean is (k + 1) / (n + 2), Laplace's rule.
    const outcomes = testOutcomes(EVEN, ALIKE, 6);
    for (const [k, { chance, weights }] of outcomes.entries()) {
      expect(chance).toBeCloseTo(1 / 7, 5);
      const mean = weights.reduce((sum, weight, world) => sum + weight * EVEN[world]!, 0);
      expect(mean).toBeCloseTo((k + 1) / 8, 5);
    }
  });

  test('certain successes and failures are no trouble', () => {
    const outcomes = testOutcomes(Float64Array.of(0, 1), Float64Array.of(0.25, 0.75), 3);
    expect(outcomes.map(({ chance }) => chance)).toEqual([0.25, 0, 0, 0.75]);
  });

  const model = modelFrom(`ringfence: 1
title: Tested
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats: { theft: { occurs: 10 per year, cost: { own: £20k } } }
controls:
  guard:
    against: [theft]
    current: some
    levels: { none: {}, some: { opex: £100k per year, prevent: 50% } }
  wall:
    against: [theft]
    current: none
    levels: { none: {}, some: { opex: £400k per year, prevent: 50% } }
`);

  test('is the chance of results that make the cheap control sure enough, times what that saves', () => {
    const costs = costsOf(model, { seed: 'seed', worlds: WORLDS });
    // The limit holds with a wall, or with a guard who stops at least 60 %: 40 % sure today, 90 % asked.
    const least = 0.6;
    const figure = ({ guard, wall }: Readonly<Record<string, string>>, world: number): number =>
      wall === 'some' || (guard === 'some' && EVEN[world]! >= least) ? 0 : 2;
    const view = viewOf(handSet(model, costs, { risk: () => 0, figures: [figure] }));
    const asked = askedAlike(view.set, 0.9);
    expect(ringsOf(view, asked)!.necessary.value).toBe(400_000);
    const [found] = worthOfTesting(view, asked, EVEN, [10])!;
    // After k of 10 of an even prior P(e >= .6) = P(Bin(11, .6) <= k), the sum below (Johnson, Kotz & Kemp 1992, 3.6).
    const binomial = (k: number): number => {
      let choose = 1;
      for (let i = 0; i < k; i++) choose *= (11 - i) / (i + 1);
      return choose * 0.6 ** k * 0.4 ** (11 - k);
    };
    let below = 0;
    let good = 0;
    for (let k = 0; k <= 10; k++) {
      below += binomial(k);
      if (below >= 0.9) good += 1 / 11;
    }
    expect(good).toBeCloseTo(2 / 11, 12);
    expect(found!.necessaryFalls!.value).toBeCloseTo(good * 300_000, -2);
    expect(found!.changes).toBeCloseTo(good, 4);
    expect(found!.noRing).toBe(0);
    // 11 outcomes of a law of 2,000 worlds: each rests on hundreds.
    expect(found!.worlds).toBeGreaterThan(300);
  });

  test('tests may find that nothing does', () => {
    const costs = costsOf(model, { seed: 'seed', worlds: WORLDS });
    const figure = ({ guard }: Readonly<Record<string, string>>, world: number): number =>
      guard === 'some' && EVEN[world]! >= 0.04 ? 0 : 2;
    const view = viewOf(handSet(model, costs, { risk: () => 0, figures: [figure] }));
    const [found] = worthOfTesting(view, askedAlike(view.set, 0.9), EVEN, [10])!;
    // Only after no success of ten: P(e >= .04) = .96 ** 11 = .64; after one it is .93
    expect(found!.noRing).toBeCloseTo(1 / 11, 4);
    expect(found!.necessaryFalls!.value).toBeCloseTo(0, 6);
  });
});

describe('value of knowing', () => {
  test('a figure that decides by a normal difference: the unit normal loss', () => {
    // Raiffa & Schlaifer (1961), table of the linear-loss integral: L(0.5) = .1978
    const z = Float64Array.from(EVEN, (p) => normalQuantile(p));
    // A shuffled order of worlds, so that halves of a group are alike
    const order = Int32Array.from({ length: WORLDS }, (_, world) => (world * 7919) % WORLDS);
    const values = Float64Array.from(order, (at) => z[at]!);
    const gaps = { worlds: WORLDS, choices: [values.map((value) => 1000 * (value + 0.5))] };
    const found = worthOfKnowing(gaps, { id: 'x', of: 'losses', values });
    // Within the group in which it changes sign nothing is decided exactly
    expect(Math.abs(found.value - 197.8)).toBeLessThan(2);
    expect(found.high).toBeGreaterThanOrEqual(found.value);
    expect(found.standardError).toBeCloseTo(Math.sqrt(spread(values)) / Math.sqrt(WORLDS), 0);
    // What has nothing to do with it is worth nothing, though chosen and counted on the same worlds it would seem to be
    const other = worthOfKnowing(gaps, {
      id: 'y',
      of: 'losses',
      values: Float64Array.from(EVEN, (_, i) => (i * 104_729) % WORLDS),
    });
    expect(other.value).toBeLessThan(2 * other.standardError + 5);
  });
});

/** Variance of what is gained: 1000 max(0, -(z + 1/2)). */
function spread(values: Float64Array): number {
  const gains = values.map((value) => 1000 * Math.max(0, -(value + 0.5)));
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  return gains.reduce((sum, gain) => sum + (gain - mean) * (gain - mean), 0) / (gains.length - 1);
}

describe('tornado', () => {
  const text = (opex: string): string => `ringfence: 1
title: Prices
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
spend: { discount: 3% }
threats: { theft: { occurs: 10 per year, cost: { own: £20k } } }
controls:
  guard:
    against: [theft]
    current: none
    levels: { none: {}, some: { opex: ${opex} per year, capex: £50k..£90k, life: 4 years, prevent: 50% } }
`;
  const risk = ({ guard }: Readonly<Record<string, string>>): number => (guard === 'some' ? 100_000 : 200_000);
  const figure = ({ guard }: Readonly<Record<string, string>>): number => (guard === 'some' ? 0 : 2);

  test('of a price it is the rings with the price at its ends', () => {
    const worlds = 500;
    const of = (opex: string) => {
      const model = modelFrom(text(opex));
      const costs = costsOf(model, { seed: 'seed', worlds });
      return { model, costs, view: viewOf(handSet(model, costs, { risk, figures: [figure] })) };
    };
    const { model, costs, view } = of('£20k..£60k');
    const prices = costInputs(model, costs);
    expect(prices.map(({ id }) => id)).toEqual(['controls.guard.levels.some.capex', 'controls.guard.levels.some.opex']);
    const asked = askedAlike(view.set, 0.9);
    const rows = tornado(view, asked, { model, costs, losses: [], prices });
    const opex = rows.find(({ id }) => id.endsWith('opex'))!;
    expect(opex.low.at).toBeGreaterThan(17_000);
    expect(opex.high.at).toBeLessThan(66_000);
    for (const end of [opex.low, opex.high]) {
      const { view: anew } = of(`£${end.at}`);
      expect(end.rings!.necessary.value).toBeCloseTo(ringsOf(anew, asked)!.necessary.value, 4);
    }
    // £40k between its ends moves the ring more than £40k over four years.
    expect(rows.map(({ id }) => id.split('.').at(-1))).toEqual(['opex', 'capex']);
  });

  test('of what is simulated it is the rings of the worlds at its ends', () => {
    const worlds = 500;
    const model = modelFrom(text('£20k').replace('£50k..£90k', '£70k'));
    const costs = costsOf(model, { seed: 'seed', worlds });
    // Above its 93rd percentile the guard does not do.
    const values = Float64Array.from({ length: worlds }, (_, world) => ((world * 7919) % worlds) / worlds);
    const set = handSet(model, costs, {
      risk: (levels, world) => risk(levels) * (1 + values[world]!),
      figures: [({ guard }, world) => (guard === 'some' && values[world]! < 0.93 ? 0 : 2)],
    });
    const view = viewOf(set);
    const asked = askedAlike(set, 0.9);
    const [row, ...others] = tornado(view, asked, {
      model,
      costs,
      losses: [
        { id: 'threats.theft.occurs', of: 'losses', values },
        // What has nothing to do with what is lost moves nothing but noise, and is not looked at
        { id: 'other', of: 'losses', values: Float64Array.from({ length: worlds }, (_, world) => world % 2) },
      ],
      prices: [],
    });
    expect(others).toEqual([]);
    expect(row!.low.at).toBeCloseTo(0.05, 2);
    expect(row!.high.at).toBeCloseTo(0.95, 2);
    expect(row!.low.rings!.necessary.value).toBeCloseTo(ringsOf(view, asked)!.necessary.value, 6);
    expect(row!.high.rings).toBeNull();
  });
});

test('a set looked at in all of its worlds is the same set, and few portfolios are all of them', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const set = evaluated({ ...randomSet(seed), isSample: false });
    const view = viewOf(set);
    const again = viewOf(inWorlds({ ...set, weights: set.weights }, [...set.weights.keys()], () => true));
    if (set.weights.every((weight) => Math.abs(weight - 1 / set.weights.length) < 1e-12)) {
      for (const portfolio of view.allowed) expect(again.total[portfolio]!).toBeCloseTo(view.total[portfolio]!, 6);
    }
    expect(contenders(view, askedAlike(set, 0.9)).allowed).toEqual(view.allowed);
  }
});
