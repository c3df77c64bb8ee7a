/** Harm has a price, and so has its chance: portfolios that differ in harm alone differ with noise. */
import { expect, test } from 'vitest';
import { doughnut } from '../../../src/doughnut/doughnut.ts';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';

const TEXT = `ringfence: 1
title: Harm alone
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
spend: { harm: { value: £2m, factor: 1 } }
nodes:
  hall: { kind: site, loss: [{ harm: 0.01 per hour }] }
threats:
  crush: { discipline: people, occurs: 10% per year, affects: { hall: { outage: 10 h, leaves: 0% } } }
controls:
  stewards:
    discipline: people
    against: [crush]
    current: none
    levels:
      none: {}
      some: { opex: £5k per year, prevent: 50% }
`;

const TRIALS = 10_000;
/** A harm of .1 at £2m. */
const COST = 200_000;

/** The standard error of a mean over trials of what costs so much with a chance. */
const errorOf = (chance: number): number => COST * Math.sqrt((chance * (1 - chance)) / TRIALS);

test.each([
  ['trials that are remembered', undefined],
  ['trials that are run in full', 2 ** 20],
])('%s: the error of what is left, and of what a step saves, is that of its chance', async (_, memory) => {
  const session = openSession(readModelFileText(TEXT, 'harm.yaml'), makeInlineRunner());
  const { plans, controls } = await doughnut(session, { trials: TRIALS, memory });
  const { riskCost } = plans.current;
  expect(Math.abs(riskCost.value - 0.1 * COST)).toBeLessThan(4 * errorOf(0.1));
  // The chance is read off so many trials, to 3 % of it
  expect(Math.abs(riskCost.standardError / errorOf(0.1) - 1)).toBeLessThan(0.1);
  const { saves } = controls['stewards']!.today.given.next!;
  expect(Math.abs(saves.value - 0.05 * COST)).toBeLessThan(4 * errorOf(0.05));
  expect(Math.abs(saves.standardError / errorOf(0.05) - 1)).toBeLessThan(0.15);
  await session.close();
});
