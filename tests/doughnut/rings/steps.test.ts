/** What leads from today to a plan where the file's rules tie controls together. */
import { expect, test } from 'vitest';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { askedAlike } from '../../../src/doughnut/rings/evaluated-set.ts';
import { surestBelow } from '../../../src/doughnut/rings/frontier.ts';
import { ringsOf } from '../../../src/doughnut/rings/rings.ts';
import { changesTo } from '../../../src/doughnut/rings/steps.ts';
import { viewOf } from '../../../src/doughnut/rings/view.ts';
import { handSet } from '../../fixtures/doughnut/hand-set.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

const control = (current: string, opex: string, rule = ''): string =>
  `{ against: [theft], current: ${current}, ${rule} levels: { none: {}, on: { opex: ${opex}, prevent: 50% } } }`;

const model = modelFrom(`ringfence: 1
title: Rules
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  theft: { occurs: 10 per year, cost: { own: £20k } }
controls:
  alarm: ${control('none', '£10k per year', 'requires: { wires: on },')}
  guards: ${control('on', '£90k per year', 'excludes: [night-gate],')}
  night-gate: ${control('none', '£20k per year')}
  wires: ${control('none', '£5k per year')}
`);
const saved: Readonly<Record<string, number>> = { alarm: 100e3, guards: 95e3, 'night-gate': 90e3, wires: 0 };
const isOn = (levels: Readonly<Record<string, string>>, id: string): boolean => levels[id] === 'on';
const costs = costsOf(model, { seed: 'seed', worlds: 10 });
const view = viewOf(
  handSet(model, costs, {
    risk: (levels) => Object.keys(saved).reduce((left, id) => left - (isOn(levels, id) ? saved[id]! : 0), 200e3),
    figures: [(levels) => (isOn(levels, 'night-gate') ? 0 : 2)],
  }),
);
const asked = askedAlike(view.set, 0.8);

test('what rules tie to the rest of the plan is told from today, so that the list adds up', () => {
  const { set, whole } = view;
  const best = ringsOf(view, asked)!.optimum.portfolio;
  const changes = changesTo(view, asked, best);
  const rows = changes.map(({ control: at, change, isFromToday }) => ({
    control: set.controls[at]!.id,
    spend: change?.spend,
    isFromToday,
  }));
  // Guards and the night gate exclude each other; the alarm does not go without its wires
  expect(rows).toEqual([
    { control: 'alarm', spend: 10e3, isFromToday: false },
    { control: 'guards', spend: -90e3, isFromToday: true },
    { control: 'night-gate', spend: 20e3, isFromToday: false },
    { control: 'wires', spend: 5e3, isFromToday: true },
  ]);
  const total = rows.reduce((sum, { spend }) => sum + spend!, 0);
  expect(total).toBeCloseTo(whole[best]! - whole[set.today]!, 6);
});

test('below the inner ring the plan that comes nearest is known, of those alike the one with the least in all', () => {
  const { necessary } = ringsOf(view, asked)!;
  const below = surestBelow(view, asked, necessary.value)!;
  expect(view.whole[below]).toBeLessThan(necessary.value);
  // Nothing without the night gate, which costs 20k, keeps the limit: the alarm and its wires are the cheapest in all
  expect(view.whole[below]).toBeCloseTo(15e3, 6);
  expect(surestBelow(view, asked, 0)).toBeNull();
});
