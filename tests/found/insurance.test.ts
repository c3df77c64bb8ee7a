import { describe, expect, test } from 'vitest';
import { HEAD, resultOf } from './run-text.ts';

/** A fire strikes the shop and the mill at once, a flu costs £1m, frost is a shock of the scenario. */
const model = (control: string, more = ''): string => `${HEAD}
nodes:
  shop: { kind: site, loss: [{ own: £1k per hour }] }
  mill: { kind: site, loss: [{ own: £10k per hour }] }
  pump: { kind: asset }
  tank: { kind: asset, loss: [{ own: £2k per hour }] }
threats:
  fire: { occurs: on 2027-02-01, affects: { shop: { outage: 10 h }, mill: { outage: 10 h } } }
  flu: { occurs: on 2027-03-01, cost: { own: £1m } }
  flood: { occurs: on 2027-01-20, affects: { pump: { outage: 1 year } } }
controls:
  cover: { current: on, ${control}, levels: { none: {}, on: { transfer: £100m over £0 per event } } }
scenarios: { frosty: { shocks: [{ on: 2027-05-01, node: shop, outage: 5 h }] } }
${more}`;

/** Of £1,115,000 in all: £10k of the shop and £100k of the mill by fire, £1m by flu, £5k by frost. */
const left = async (control: string, more = ''): Promise<number> =>
  Math.round((await resultOf(model(control, more), { trials: 10 }, { scenario: 'frosty' })).loss.mean.value);

describe('a policy (6.3)', () => {
  test('pays losses whose root threat it names, and no others', async () => {
    expect(await left('against: [fire]')).toBe(1_005_000);
    expect(await left('against: [flu]')).toBe(115_000);
    expect(await left('against: [fire, flu]')).toBe(5000);
    expect(await left('against: [all]')).toBe(5000);
  });

  test('pays every loss where it names none, shocks included', async () => {
    expect(await left('discipline: physical')).toBe(0);
  });

  test('pays what stems from an effect that it names', async () => {
    expect(await left('against: [fire -> mill]')).toBe(1_015_000);
    expect(await left('against: [fire -> all]')).toBe(1_005_000);
    expect(await left('against: [fire], each: true')).toBe(1_005_000);
  });

  test('pays for fire what a common cause spreads, but not where it names the node struck', async () => {
    const shared = 'common causes: { both: { of: [mill, tank], beta: 100% } }';
    expect(await left('against: [flu]', shared)).toBe(135_000);
    expect(await left('against: [fire]', shared)).toBe(1_005_000);
    expect(await left('against: [fire -> mill]', shared)).toBe(1_035_000);
  });

  test('pays whatever the capacity of its own node', async () => {
    // The pump is down from January on, and the node of the control with it.
    expect(await left('against: [fire], needs: [pump]')).toBe(1_005_000);
  });

  test('pays per year of what it names only', async () => {
    const text = model('against: [fire]').replace('£100m over £0 per event', '£100m over £50k per year');
    expect((await resultOf(text, { trials: 10 })).loss.mean.value).toBeCloseTo(1_050_000, 3);
  });
});
