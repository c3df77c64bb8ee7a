/** Insurance, DESIGN 6.3, by the reference simulator: answers that a person can work out. */
import { describe, expect, test } from 'vitest';
import { tellText } from './told.ts';

describe('a policy', () => {
  const cover = (against: string, layer: string, more = ''): ReturnType<typeof tellText> =>
    tellText(`
nodes: { a: { kind: asset }, office: { kind: site } }
threats:
  fire: { occurs: on 2027-02-01, cost: { own: £2m } }
  flu: { occurs: on 2027-03-01, cost: { own: £1m } }
  flood: { occurs: on 2027-01-02, affects: { office: { outage: 400 days } } }
controls:
  cover: { ${against} current: on, ${more} levels: { none: {}, on: { order: 1, opex: £1 per year, transfer: ${layer} } } }
`);

  test('pays for losses whose root threat it names, and for no other (6.3)', () => {
    expect(cover('against: [fire],', '£500k over £200k per event').lossBy).toEqual({ fire: 1_500_000, flu: 1_000_000 });
    expect(cover('against: [flu],', '£500k over £200k per event').lossBy).toEqual({ fire: 2_000_000, flu: 500_000 });
    expect(cover('against: [fire],', '£10m over £200k per year').lossBy).toEqual({ fire: 200_000, flu: 1_000_000 });
  });

  test('with an arrow pays for the effects that it names, and for what stems from them', () => {
    const { lossBy } = tellText(`
nodes:
  shop: { kind: site, loss: [ { own: £100 per hour } ] }
  mill: { kind: site }
  yard: { kind: site, needs: [mill], loss: [ { own: £10 per hour } ] }
threats: { fire: { occurs: on 2027-02-01, affects: { shop: { outage: 10 h }, mill: { outage: 20 h } } } }
controls:
  cover: { against: [fire -> mill], current: on, levels: { none: {}, on: { order: 1, opex: £1 per year, transfer: £1m over £50 per event } } }
`);
    expect(lossBy['fire']).toBeCloseTo(1050, 6);
  });

  test('pays whatever the own capacity of the control (6.3)', () => {
    const down = cover('against: [fire],', '£500k over £200k per event', 'needs: [office],');
    expect(down.lossBy).toEqual({ fire: 1_500_000, flu: 1_000_000 });
  });

  test('over the sum of the year, pro rata to the losses', () => {
    // 3m in the year, of which 1.5m is paid: half of each loss.
    const { lossBy } = cover('against: [fire, flu],', '£5m over £1.5m per year');
    expect(lossBy['fire']).toBeCloseTo(1_000_000, 3);
    expect(lossBy['flu']).toBeCloseTo(500_000, 3);
  });

  test('leaves the losses of the waiting time', () => {
    const { loss } = tellText(`
nodes: { a: { kind: asset, loss: [ { own: £100 per hour } ] } }
threats: { t: { occurs: on 2027-02-01, affects: { a: { outage: 30 h } } } }
controls:
  cover: { against: [t], current: on, levels: { none: {}, on: { order: 1, opex: £1 per year, transfer: £1m over £100 per event waiting 24 h } } }
`);
    // £600 after the first day, of which £500 lie over the retention.
    expect(loss).toBeCloseTo(2500, 6);
  });

  test('two yearly layers that pay all leave nothing, not rounding', () => {
    const { loss } = tellText(`
nodes: { a: { kind: asset } }
threats:
  fire: { occurs: on 2027-02-01, cost: { own: £2m } }
  flu: { occurs: on 2027-03-01, cost: { own: £1m } }
controls:
  aa: { against: [fire, flu], current: on, levels: { none: {}, on: { order: 1, opex: £1 per year, transfer: £1m over £1m per year } } }
  bb: { against: [fire, flu], current: on, levels: { none: {}, on: { order: 1, opex: £1 per year, transfer: £2m over £1m per year } } }
`);
    expect(loss).toBe(0);
  });
});
