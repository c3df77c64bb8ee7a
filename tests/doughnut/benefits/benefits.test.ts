/** The four benefits: parts that add up, against closed forms and on a simulated model. */
import { describe, expect, test } from 'vitest';
import { shapleyOfProduct } from '../../../src/doughnut/benefits/shapley.ts';
import { doughnut } from '../../../src/doughnut/doughnut.ts';
import { readModelFileText } from '../../../src/io/read-model.ts';
import type { DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { makeRandom } from '../../fixtures/random.ts';

describe("Shapley's parts of a product", () => {
  test('of two factors each takes its change at the mean of the other', () => {
    expect(shapleyOfProduct([10, 4], [6, 3])).toEqual([(10 - 6) * 3.5, (4 - 3) * 8]);
  });

  test('add up, do not depend on the order of factors, and are nothing for what stays', () => {
    const random = makeRandom(7);
    for (let i = 0; i < 100; i++) {
      const [before, after] = [0, 1].map(() => Array.from({ length: 3 }, () => random.whole(0, 20)));
      const parts = shapleyOfProduct(before!, after!);
      const product = (of: readonly number[]): number => of.reduce((a, b) => a * b, 1);
      expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(product(before!) - product(after!), 8);
      const turned = shapleyOfProduct(before!.toReversed(), after!.toReversed()).toReversed();
      for (const [at, part] of parts.entries()) expect(part).toBeCloseTo(turned[at]!, 8);
      expect(shapleyOfProduct(before!, [before![0]!, after![1]!, after![2]!])[0]).toBe(0);
    }
  });
});

/** A line that breaks often, and a store that burns seldom; an opportunity that wants assurance. */
const model = (controls: string, spend = '{ discount: 0% }'): string => `ringfence: 1
title: Benefits
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
spend: ${spend}
nodes:
  line: { kind: process, loss: [{ own: £1k per hour }, { harm: 0.001 per hour }] }
threats:
  breakdown: { occurs: 20 per year, affects: { line: { outage: 10 h } } }
  theft: { occurs: 2 per year, cost: { own: £20k } }
controls:
${controls}
opportunities:
  contract: { worth: £80k per year, accepted when: { loss over: £300k, chance: 20% per year, confidence: 50% } }
`;

async function found(controls: string, spend?: string): Promise<DoughnutDocument> {
  const session = openSession(readModelFileText(model(controls, spend), 'model.yaml'), makeInlineRunner());
  return doughnut(session, { worlds: 20, trials: 1000 });
}

const CARE = `  care:
    against: [breakdown]
    current: none
    levels: { none: {}, some: { opex: £10k per year, prevent: 50% } }`;
const SPARES = `  spares:
    current: none
    levels: { none: {}, some: { opex: £10k per year, set: { threats.breakdown.affects.line.outage: 5 h } } }`;
const LOCKS = `  locks:
    against: [theft]
    current: dear
    levels: { none: {}, cheap: { order: 1, opex: £5k per year, prevent: 80% }, dear: { order: 2, opex: £30k per year, prevent: 80% } }`;

/** All lines add up to the fall of spend and losses in all. */
function expectSum({ benefits, plans }: DoughnutDocument): void {
  const { surprise, costOfRisk, flexibility, certainty, price, total } = benefits!;
  const lines = [surprise, ...Object.values(costOfRisk), flexibility, certainty].map(({ value }) => value);
  const fall = plans.current.total.value - (plans.optimum ?? plans.current).total.value;
  expect(total.value).toBeCloseTo(fall, 6);
  expect(lines.reduce((a, b) => a + b, 0) - price.value).toBeCloseTo(fall, 4);
}

describe('the four benefits', () => {
  test('what prevents makes it rarer, what repairs sooner makes it shorter, and nothing is counted twice', async () => {
    const [care, spares, both] = await Promise.all([found(CARE), found(SPARES), found(`${CARE}\n${SPARES}`)]);
    for (const document of [care, spares, both]) expectSum(document);
    const near = (value: number, most: number): void => expect(Math.abs(value)).toBeLessThan(most);
    // Breakdowns cost £200k a year less what two at once save: ordinary years and the worst twentieth
    const ofCare = care.benefits!.costOfRisk;
    expect(ofCare.frequency.value + care.benefits!.surprise.value).toBeGreaterThan(90_000);
    // One outage in forty meets another, and is then one with it
    near(ofCare.duration.value, 3 * ofCare.duration.standardError + 5000);
    const ofSpares = spares.benefits!.costOfRisk;
    near(ofSpares.frequency.value, 3 * ofSpares.frequency.standardError + 5000);
    expect(ofSpares.duration.value + spares.benefits!.surprise.value).toBeGreaterThan(90_000);
    // Together each takes its half of it at the mean of the other: £75k of £150k
    const ofBoth = both.benefits!.costOfRisk;
    expect(ofBoth.frequency.value / ofBoth.duration.value).toBeCloseTo(1, 1);
    expect(both.benefits!.certainty.accepted).toEqual([]);
    expect(ofBoth.harm.value).toBe(0);
    expect(both.benefits!.price.value).toBeCloseTo(20_000, 6);
  });

  test('cheaper locks are flexibility alone; harm, the tail and business have lines of their own', async () => {
    const locks = await found(LOCKS);
    expectSum(locks);
    expect(locks.benefits!.flexibility.value).toBeCloseTo(25_000, 6);
    expect(locks.benefits!.costOfRisk.frequency.value).toBe(0);
    expect(locks.benefits!.surprise.value).toBe(0);

    const priced = await found(`${CARE}\n${LOCKS}`, '{ harm: { value: £1m, factor: 2 }, tail price: 0.5 }');
    expectSum(priced);
    // 100 h fewer at .001 an hour, £2m each
    expect(priced.benefits!.costOfRisk.harm.value).toBeGreaterThan(180_000);
    expect(priced.benefits!.surprise.value).toBeGreaterThan(
      (await found(`${CARE}\n${LOCKS}`)).benefits!.surprise.value,
    );
    const { chanceOfSurprise } = priced.benefits!;
    expect(chanceOfSurprise.today).toBeLessThanOrEqual(0.05);
    expect(chanceOfSurprise.after).toBeLessThan(chanceOfSurprise.today);
  });

  test('business that is accepted only then is certainty', async () => {
    const strict = model(CARE).replace('loss over: £300k, chance: 20%', 'loss over: £180k, chance: 20%');
    const session = openSession(readModelFileText(strict, 'model.yaml'), makeInlineRunner());
    const document = await doughnut(session, { worlds: 20, trials: 1000 });
    expectSum(document);
    expect(document.benefits!.certainty).toMatchObject({ accepted: ['contract'], refused: [] });
    expect(document.benefits!.certainty.value).toBeCloseTo(80_000, 4);
  });
});
