/** Running costs under drivers, against means in closed form. */
import { expect, test } from 'vitest';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { readModelText } from '../../../src/io/read-model.ts';

/** What a level costs to run in a year, by world. */
function opexOf(drivers: string, worlds: number, trialsPerWorld: number): readonly number[] {
  const read = readModelText(`ringfence: 1
title: Running costs
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats: { theft: { occurs: 1 per year, cost: { own: £1 } } }
controls:
  guard: { against: [ theft ], current: on, levels: { none: {}, on: { opex: £100 per year, prevent: 10% } } }
  other: { against: [ theft ], current: on, levels: { none: {}, on: { opex: £100 per year, prevent: 10% } } }
drivers:
${drivers}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { controls } = costsOf(read.value, { seed: 'seed', worlds, trialsPerWorld });
  expect([...controls[1]!.levels[1]!.opex]).toEqual(Array.from({ length: worlds }, () => 100));
  const { opex, budget } = controls[0]!.levels[1]!;
  expect([...budget!]).toEqual([...opex]);
  return [...opex];
}

test('a state in force for half the year triples them: they double', () => {
  const half = `  d: { factor: economic, states: { dear: { occurs: on 2027-07-02 12:00, lasts: forever, while: { controls.guard.opex: x3 } } } }`;
  for (const opex of opexOf(half, 3, 2)) expect(opex).toBeCloseTo(200, 9);
});

test('a state that is met at random a fifth of the time, and an index, over trials', () => {
  const spells = `  d: { factor: economic, states: { dear: { occurs: every 2 years, lasts: exponential 6 months, while: { controls.guard.opex: x3 } } } }`;
  const trials = 4000;
  // A share of the year has a variance of at most .2 x .8.
  expect(Math.abs(opexOf(spells, 1, trials)[0]! - 140)).toBeLessThan((4 * 200 * 0.4) / Math.sqrt(trials));
  const index = `  p: { factor: economic, index: gamma 4 0.5, persists: forever, scales: [ controls.guard.opex ] }`;
  expect(Math.abs(opexOf(index, 1, trials)[0]! - 200)).toBeLessThan((4 * 100) / Math.sqrt(trials));
});
