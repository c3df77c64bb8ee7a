import { describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession, type Futures } from '../../../src/sim/session.ts';
import { generationsOf, type Generations } from '../../../src/snowball/growth/generations.ts';
import { tippingPoints } from '../../../src/snowball/growth/tipping.ts';
import type { Tipping } from '../../../src/results/snowball/growth.ts';
import { modelOfText, snowballModel } from '../../fixtures/snowball-models.ts';

const futuresOf = (model: ReturnType<typeof snowballModel>, size: object): Promise<Futures> =>
  openSession(model, makeInlineRunner()).futures(size);

async function generations(name: string, trials: number): Promise<Generations | null> {
  const futures = await futuresOf(snowballModel(name), { trials });
  return generationsOf(
    futures,
    Int32Array.from({ length: trials }, (_, trial) => trial),
  );
}

describe('generations of the golden models:', () => {
  test.each([
    ['p1', [1, 1, 1, 1]],
    ['p2', [2, 1]],
    ['p3', [1, 1, 1, 1]],
    ['p6', [1, 1]],
  ])('%s', async (name, outages) => {
    const found = (await generations(name, 5))!;
    expect(found.outages.map((all) => all / 5)).toEqual(outages);
    const total = outages.reduce((sum, each) => sum + each, 0);
    expect(found.outagesPerCascade).toMatchObject({ value: total / outages[0]!, standardError: 0 });
  });

  test('p4: one becomes four, exactly, in every future', async () => {
    const found = (await generations('p4', 2000))!;
    expect(found.ratios.map((ratio) => [ratio.value, ratio.standardError])).toEqual([
      [1, 0],
      [4, 0],
    ]);
    const perCascade = found.outagesPerCascade;
    expect(perCascade.value).toBe(6);
    expect(1 - 1 / perCascade.value).toBeCloseTo(0.8333333333333334, 12);
  });

  test('p7: a stock that lasts has one generation, and nothing is null without an outage', async () => {
    const found = await generations('p7', 3);
    expect(found).toMatchObject({ outages: [3], ratios: [], outagesPerCascade: { value: 1 } });
    expect(await generations('p10', 3)).toBe(null);
  });

  test('a next generation by chance has the error of its chance', async () => {
    // b is hurt by a for certain; the stock of c holds if the outage is short: 1 in 2
    const model = modelOfText(`
ringfence: 1
title: By chance
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  a: { kind: infrastructure }
  c: { kind: service, needs: { a: { buffer: 10 h } }, loss: [ { own: £1k per hour } ] }
threats:
  fault: { discipline: physical, occurs: on 2027-02-01, affects: { a: { outage: uniform 5 15 h } } }
`);
    const trials = Int32Array.from({ length: 4000 }, (_, trial) => trial);
    const found = await generationsOf(await futuresOf(model, { trials: 4000 }), trials);
    const { value, standardError } = found!.ratios[0]!;
    expect(standardError).toBeCloseTo(Math.sqrt(0.25 / 4000), 4);
    expect(Math.abs(value - 0.5)).toBeLessThan(3 * standardError);
  });
});

const of = (all: readonly Tipping[], ...scaled: string[]): Tipping =>
  all.find((one) => one.scaled.length === scaled.length && scaled.every((each) => one.scaled.includes(each as never)))!;

describe('tipping points', () => {
  test('where there is no loss are the first scale with one: p7', async () => {
    const found = await tippingPoints(await futuresOf(snowballModel('p7'), { trials: 5 }));
    for (const what of ['repairs', 'stocks']) {
      const { factor, ofTenthWorse, slope } = of(found, what);
      expect(factor!.value / (4 / 3)).toBeCloseTo(1, 3);
      expect([ofTenthWorse, slope]).toEqual([null, null]);
    }
    expect(of(found, 'repairs', 'stocks').factor!.value / 1.1547005383792515).toBeCloseTo(1, 3);
    // A date has no rate.
    expect(found.map(({ scaled }) => scaled)).toEqual([['repairs'], ['stocks'], ['repairs', 'stocks']]);
  });

  test('where there is one are where it is twice what proportion says: p9', async () => {
    const found = await tippingPoints(await futuresOf(snowballModel('p9'), { trials: 4000 }));
    // Two events that overlap, and the end of the horizon, move it a little.
    const near = (tipping: Tipping, expected: number): void => {
      expect(Math.abs(tipping.factor!.value - expected)).toBeLessThan(3 * tipping.factor!.standardError + 2e-3);
    };
    near(of(found, 'repairs'), 1.25);
    near(of(found, 'stocks'), 1.25);
    near(of(found, 'repairs', 'stocks'), 1.118033988749895);
    // Twice as often costs twice as much.
    expect(of(found, 'rates').factor).toBe(null);
    const rates = of(found, 'rates').slope!;
    expect(Math.abs(rates.value - 1)).toBeLessThan(3 * rates.standardError);
    // (12 x 1.1 - 10) / (12 - 10) = 1.6
    const { ofTenthWorse, slope } = of(found, 'repairs');
    expect(ofTenthWorse!.value).toBeCloseTo(1.6, 2);
    expect(slope!.value).toBeCloseTo(Math.log(1.6) / Math.log(1.1), 1);
  });

  test('are none where all is in proportion: p3, p4', async () => {
    for (const name of ['p3', 'p4']) {
      const found = await tippingPoints(await futuresOf(snowballModel(name), { trials: 500 }));
      for (const tipping of found.filter(({ scaled }) => !scaled.includes('rates'))) expect(tipping.factor).toBe(null);
      expect(of(found, 'repairs').slope!.value).toBeCloseTo(1, 2);
    }
  });

  test('have the errors of worlds where rates are uncertain', async () => {
    const model = modelOfText(`
ringfence: 1
title: Uncertain
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  a: { kind: service, loss: [ { own: £1k per hour } ] }
threats:
  fault: { discipline: physical, occurs: every 1..4 months, affects: { a: { outage: 5 h } } }
`);
    const found = await tippingPoints(await futuresOf(model, { trials: 800, worlds: 40 }));
    const { slope } = of(found, 'rates');
    expect(found.map(({ scaled }) => scaled)).toEqual([['repairs'], ['rates'], ['repairs', 'rates']]);
    expect(Math.abs(slope!.value - 1)).toBeLessThan(3 * slope!.standardError + 1e-3);
  });
});
