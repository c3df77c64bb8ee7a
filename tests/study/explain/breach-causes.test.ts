import { describe, expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { breachCauses, type BreachCauses } from '../../../src/study/explain/breach-causes.ts';

const WORKS = `
ringfence: 1
title: A works
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  grid: { kind: infrastructure }
  works: { kind: service, goal: make, needs: { grid: {} }, loss: [ { own: £10 per hour } ], tolerance: { mtpd: 12 h } }
threats:
  fault: { discipline: physical, occurs: every 5 years, affects: { grid: { outage: 20 h } } }
  theft: { discipline: physical, occurs: on 2027-03-31, cost: { own: £50 } }
appetite:
  confidence: 90%
  limits:
    big: { loss over: £120, chance: 1% per year }
    closed: { outage of: works, over: mtpd, chance: 1% per year }
    one-point: { share of tail: any node, most: 25%, matters over: £5 }
    mean: { mean loss: £1 per year }
`;

describe('what stands behind the breaches of a limit', async () => {
  const session = openSession(readModelFileText(WORKS, 'works.yaml'), makeInlineRunner(), { seed: 'why' });
  const sample = await session.sample({ trials: 2000 });
  const behind = async (id: string): Promise<BreachCauses | null> => {
    const limit = sample.variant.model.limits.find((one) => one.id === id)!;
    const result = sample.document.scenarios['base']!.appetite.find((one) => one.id === id)!;
    return breachCauses(sample, 'why', limit, result, () => Promise.resolve());
  };

  test('is the fault, though the theft happens every year: of £200 n + £50 lost in a year of n faults', async () => {
    const broken = [...sample.losses].filter((loss) => loss > 120);
    const whole = broken.reduce((sum, loss) => sum + loss, 0);
    const found = await behind('big');
    expect(found).toMatchObject({ of: 'breaches', measure: 'loss', periods: broken.length, byNode: [] });
    expect(found?.byThreat.map((cause) => cause.id)).toEqual(['fault', 'theft']);
    const [fault, theft] = found!.byThreat;
    expect(theft?.share.value).toBeCloseTo((50 * broken.length) / whole, 9);
    expect(fault!.share.value + theft!.share.value).toBeCloseTo(1, 9);
    // A year has 200 n / (200 n + 50) of it; the error of such a ratio by hand
    const ratio = theft!.share.value;
    const squares = broken.reduce((sum, loss) => sum + (50 - ratio * loss) ** 2, 0);
    const error = Math.sqrt((squares * broken.length) / (broken.length - 1)) / whole;
    expect(theft?.share.standardError).toBeCloseTo(error, 9);
  });

  test('of an outage are shares of its hours: a theft that costs most keeps nothing down', async () => {
    const found = await behind('closed');
    expect(found).toMatchObject({ of: 'breaches', measure: 'hours' });
    expect(found?.byThreat).toMatchObject([{ id: 'fault', share: { value: 1 } }]);
    expect(found?.byNode).toMatchObject([{ id: 'grid', share: { value: 1 } }]);
  });

  test('of outages and harm are by their own measure, and found where nothing is lost', async () => {
    const text = `
ringfence: 1
title: A club
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  hall: { kind: service, goal: meet, loss: [ { harm: 0.1 per hour } ], tolerance: { mtpd: 12 h } }
threats:
  flood: { occurs: on 2027-02-01, affects: { hall: { outage: 60 h } } }
  strike: { occurs: on 2027-06-01, affects: { hall: { outage: 20 h } } }
  noise: { occurs: on 2027-09-01, affects: { hall: { outage: 10 h } } }
appetite:
  limits:
    closed: { outage of: hall, over: mtpd, chance: 1% per year }
    hurt: { harm over: 2, chance: 1% per year }
`;
    const club = openSession(readModelFileText(text, 'club.yaml'), makeInlineRunner(), { seed: 'why' });
    const run = await club.sample({ trials: 50 });
    const shares = async (id: string): Promise<unknown> => {
      const limit = run.variant.model.limits.find((one) => one.id === id)!;
      const result = run.document.scenarios['base']!.appetite.find((one) => one.id === id)!;
      const found = await breachCauses(run, 'why', limit, result, () => Promise.resolve());
      expect(found?.periods).toBe(50);
      return found?.byThreat.map((cause) => [cause.id, cause.share.value, cause.share.standardError]);
    };
    // 10 h of noise are not too long
    expect(await shares('closed')).toEqual([
      ['flood', 0.75, 0],
      ['strike', 0.25, 0],
    ]);
    expect(await shares('hurt')).toEqual([
      ['flood', expect.closeTo(6 / 9, 12), expect.closeTo(0, 9)],
      ['strike', expect.closeTo(2 / 9, 12), expect.closeTo(0, 9)],
      ['noise', expect.closeTo(1 / 9, 12), expect.closeTo(0, 9)],
    ]);
  });

  test('of a limit on one point is named: the node at which it began', async () => {
    const found = await behind('one-point');
    expect(found).toMatchObject({ of: 'worst' });
    expect(found?.byNode.map(({ id }) => id)).toEqual(['grid']);
    expect(await behind('mean')).toBeNull();
  });
});
