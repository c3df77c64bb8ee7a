import { describe, expect, test } from 'vitest';
import { doughnut } from '../../src/doughnut/doughnut.ts';
import { groupingOf } from '../../src/doughnut/segments.ts';
import { supplierTiers } from '../../src/doughnut/supplier-tiers.ts';
import { readModelFileText, readModelText } from '../../src/io/read-model.ts';
import type { Model } from '../../src/model/model.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';

/** The shop sells what a wholesaler sends, who has it from a farm and by carriers; power comes from outside, water too. */
const TEXT = `ringfence: 1
title: Who stands behind whom
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  shop: { kind: service, goal: open, needs: [till, wholesaler, power], loss: [{ own: £1k per hour }] }
  till: { kind: asset }
  power: { kind: infrastructure, needs: [farm] }
  wholesaler: { kind: supplier, needs: [warehouse, carrier, farm, mill] }
  warehouse: { kind: site }
  carrier: { kind: supplier, needs: [port] }
  farm: { kind: supplier, needs: [wholesaler] }
  mill: { kind: supplier }
  port: { kind: infrastructure, needs: [dredger] }
  dredger: { kind: supplier }
  annex: { kind: site }
threats:
  theft: { discipline: physical, occurs: 1 per year, affects: { till: { outage: 1 h, leaves: 0% } } }
  fire: { discipline: physical, occurs: 1 per year, affects: { warehouse: { outage: 1 h, leaves: 0% } } }
  strike: { discipline: people, occurs: 1 per year, affects: { port: { outage: 1 h, leaves: 0% }, carrier: { outage: 1 h, leaves: 0% } } }
  storm: { discipline: physical, occurs: 1 per year, affects: { dredger: { outage: 1 h, leaves: 0% }, till: { outage: 1 h, leaves: 0% } } }
  damp: { discipline: physical, occurs: 1 per year, affects: { annex: { outage: 1 h, leaves: 0% } } }
  fraud: { discipline: people, occurs: 1 per year, cost: { own: £1k } }
controls:
${['locks theft', 'audit fire', 'escorts strike', 'roofs storm', 'fans damp', 'checks fraud', 'gates storm -> dredger']
  .map((text) => {
    const [id, ...against] = text.split(' ');
    return `  ${id}: { against: ["${against.join(' ')}"], current: none, levels: { none: {}, on: { opex: £1k per year, prevent: 50% } } }`;
  })
  .join('\n')}
`;

function modelOf(text: string): Model {
  const read = readModelText(text);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.value;
}

describe('supplier tiers', () => {
  const model = modelOf(TEXT);

  test('count the suppliers on the way of needs from a goal that has the fewest', () => {
    const tiers = supplierTiers(model);
    // The farm stands behind the wholesaler, and behind the power of the shop itself
    expect(Object.fromEntries(tiers)).toEqual({
      shop: 0,
      till: 0,
      power: 0,
      wholesaler: 1,
      warehouse: 1,
      farm: 1,
      carrier: 2,
      mill: 2,
      port: 2,
      dredger: 3,
    });
  });

  test('make segments of what controls protect', () => {
    const ids = model.controls.map(({ id }) => id);
    const grouping = groupingOf(model, 'tier');
    expect(Object.fromEntries(ids.map((id, at) => [id, grouping[at]]))).toEqual({
      locks: 'own',
      audit: 'tier 1',
      escorts: 'tier 2',
      gates: 'tier 3',
      roofs: 'shared',
      // No goal rests on the annex, and of fraud the file does not say what it strikes
      fans: 'other',
      checks: 'other',
    });
  });

  test('a goal that is a supplier is of tier 1, and a ring of suppliers ends', () => {
    const text = TEXT.replace('shop: { kind: service', 'shop: { kind: supplier');
    expect(supplierTiers(modelOf(text)).get('shop')).toBe(1);
    expect(supplierTiers(modelOf(text)).get('dredger')).toBe(4);
  });

  test('are refused, with a remedy, where there is no supplier', async () => {
    const session = openSession(
      readModelFileText(TEXT.replaceAll('kind: supplier', 'kind: partner'), 'm.yaml'),
      makeInlineRunner(),
    );
    await expect(doughnut(session, { segments: 'tier', trials: 100 })).rejects.toThrow(
      'the model has no node of kind supplier, so that nothing has a tier: state which nodes are suppliers, or make segments by something else',
    );
  });
});
