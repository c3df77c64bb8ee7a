/** What the terminal says a portfolio costs is what the doughnut is drawn in, for every portfolio and segment. */
import { expect, test } from 'vitest';
import { costsByPart } from '../../../src/doughnut/cost/part-costs.ts';
import { costsOf } from '../../../src/doughnut/cost/costs.ts';
import { meanOf, portfolioCost } from '../../../src/doughnut/cost/portfolio-cost.ts';
import { candidatesOf } from '../../../src/doughnut/evaluation/candidates.ts';
import { priceTable } from '../../../src/tui/host/price-table.ts';
import { pricesOf } from '../../../src/tui/state/prices.ts';
import { modelFrom } from '../../model/parse/small-model.ts';

/** A panel that two controls share, hours of the own people, business that two controls turn away, a level in part. */
const model = modelFrom(`ringfence: 1
title: A shop
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  theft: { occurs: 10 per year, cost: { own: £20k } }
  flu: { occurs: 1 per year, cost: { own: £1k } }
controls:
  alarm:
    discipline: physical
    against: [theft]
    current: none
    levels: { none: {}, on: { capex: £800..£1200, life: 5..8 years, opex: £120 per year, prevent: 50% } }
  relief:
    discipline: people
    against: [flu]
    current: none
    levels: { none: {}, on-call: { opex: £20 per month, secondment: 10..20 h at £15 per hour, prevent: 50% } }
  gate:
    discipline: physical
    against: [theft]
    current: none
    levels:
      none: {}
      full: { opex: £900..£1100 per year, friction: "36 s per visitor, 1k per year, £20 per hour", prevent: 60%, coverage: 0%..100% in steps of 50% }
spend:
  shared: { panel: { opex: £60 per year, of: [alarm, gate] }, line: { opex: £30 per year, of: [alarm, relief] } }
opportunities:
  parcels: { worth: £600..£1200 per year, refused by: { gate: { full: 10..30% }, alarm: { on: 5% } } }
`);

test('every portfolio costs what it costs in the rings, in all and by segment', () => {
  const size = { seed: 'seed', worlds: 20, trialsPerWorld: 10 };
  const costs = costsOf(model, size);
  const table = priceTable(model, 'discipline', size)!;
  const byPart = costsByPart(
    costs,
    model.controls.map(({ id }) => id),
  );
  const portfolios = candidatesOf(model, 100)!.all;
  expect(portfolios.length).toBe(12);
  for (const { positions } of portfolios) {
    const levels = Object.fromEntries(model.controls.map(({ id, levels }, i) => [id, levels[positions[i]!]!.id]));
    const { all, segments } = pricesOf(table, levels);
    const { budget, business } = portfolioCost(costs, positions);
    expect(all.budget).toBeCloseTo(meanOf(budget), 8);
    expect(all.whole).toBeCloseTo(meanOf(budget) + meanOf(business), 8);
    // Parts: alarm, gate and their panel and parcels are physical; the line is of both disciplines
    const { whole } = byPart.of(positions);
    const of = Object.fromEntries(byPart.parts.map(({ id }, part) => [id, whole[part]!]));
    expect(segments['physical']?.whole).toBeCloseTo(of['alarm']! + of['gate']! + of['panel']! + of['parcels']!, 8);
    expect(segments['people']?.whole).toBeCloseTo(of['relief']!, 8);
    expect(segments['shared']?.whole).toBeCloseTo(of['line']!, 8);
  }
});
