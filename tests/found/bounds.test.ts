import { describe, expect, test } from 'vitest';
import { atBound, exceeds, leftOf, reaches } from '../../src/model/bounds.ts';
import { HEAD, resultOf } from './run-text.ts';

/** A date at which hours round. */
const AWKWARD = '2027-03-05 05:42';

const limitsOf = async (text: string, trials = 4000) => (await resultOf(text, { trials })).appetite;

describe('a figure at a bound', () => {
  test('does not exceed it for what rounding adds, and reaches it for what rounding takes away', () => {
    for (const bound of [0, 1e-3, 1.1, 50_000, 1e12]) {
      const around = bound * 1e-12 + 1e-12;
      expect([exceeds(bound + around, bound), exceeds(bound, bound), reaches(bound - around, bound)]).toEqual([
        false,
        false,
        true,
      ]);
      const apart = 1e-8 * Math.max(1, bound);
      expect([exceeds(bound + apart, bound), reaches(bound - apart, bound)]).toEqual([true, false]);
    }
  });

  test('is what is left of a sum from a thousand millionth of it on', () => {
    expect([leftOf(1e6, 3.5e-10), leftOf(-1e6, 1e-4), leftOf(1e6, 1), leftOf(1e6, -1), leftOf(0, 0)]).toEqual([
      0, 0, 1, -1, 0,
    ]);
    expect(atBound(3.3000000000000003)).toBe(3.3);
  });
});

describe('losses equal to a limit are within it', () => {
  test('after insurance of all that lies above it, in the limit, in the curve and in the quantiles alike', async () => {
    const text = `${HEAD}
nodes: { a: { kind: asset } }
threats: { t: { occurs: 2 per year, cost: { own: £10k..£1m } } }
controls:
  cover: { against: [t], current: on, levels: { on: { transfer: £1000m over £50k per year } } }
appetite:
  limits:
    big: { loss over: £50k, chance: 1% per year }
    curve: { curve: [£50k 1%, £1m 0.1%] per year }
    less: { loss over: £49999, chance: 90% per year }
`.replace('[£50k 1%, £1m 0.1%] per year', '[£50k 1%, £1m 0.1%]');
    const { appetite, loss } = await resultOf(text, { trials: 20_000 });
    const [big, curve, less] = appetite;
    expect(big).toMatchObject({ status: 'within', estimate: { value: 0 } });
    expect(curve).toMatchObject({ status: 'within', estimate: { value: 0 } });
    // Two losses of £10k to £1m a year come to £50k or more in about 70 % of years.
    expect(less!.estimate.value).toBeGreaterThan(0.5);
    const atLimit = loss.exceedance.filter((point) => Math.abs(point.loss - 50_000) < 1);
    expect(atLimit).toHaveLength(1);
    expect(atLimit[0]!.probability).toBe(0);
    expect(loss.valueAtRisk['0.99']!.value).toBeCloseTo(50_000, 6);
    expect(loss.valueAtRisk['0.99']!.standardError).toBeLessThan(1e-6);
  });

  test('where an outage of 1.1 h at £1,000 an hour costs them', async () => {
    const text = `${HEAD}
nodes: { a: { kind: asset, loss: [{ own: £1000 per hour }] } }
threats: { t: { occurs: 1 per year, once: true, affects: { a: { outage: 1.1 h } } } }
appetite:
  limits:
    big: { loss over: £1100, chance: 1% per year }
    mean: { mean loss: £1100 per year }
`;
    const [big, mean] = await limitsOf(text);
    expect(big).toMatchObject({ status: 'within', estimate: { value: 0 } });
    expect(mean!.status).toBe('within');
  });

  test('where the mean is a constant that is summed over many trials', async () => {
    const text = `${HEAD}
nodes: { a: { kind: asset } }
threats: { t: { occurs: [on 2027-02-01, on 2027-03-01, on 2027-04-01], cost: { own: £0.1 } } }
appetite: { limits: { mean: { mean loss: £0.3 per year }, tail: { tail mean: 95%, most: £0.3 } } }
`;
    for (const limit of await limitsOf(text)) expect(limit.status, limit.id).toBe('within');
  });
});

describe('a length of time equal to a bound', () => {
  const outage = (node: string, more = ''): string => `${HEAD}
nodes: { a: ${node} }
threats: { t: { occurs: on ${AWKWARD}, affects: { a: { outage: 1.1 h } } } }
${more}`;

  test('is no breach of a tolerance, nor of a limit over it', async () => {
    const text = outage(
      '{ kind: asset, tolerance: { mtpd: 1.1 h, rto: 66 min } }',
      'appetite: { limits: { long: { outage of: a, over: 1.1 h, chance: 1% per year } } }',
    );
    const { nodes, appetite } = await resultOf(text, { trials: 1000 });
    expect(nodes['a']!.probabilityOfBreach).toMatchObject({ mtpd: { value: 0 }, rto: { value: 0 } });
    expect(appetite[0]!.status).toBe('within');
  });

  test.each([
    '{ own: £1k per hour, after: 1.1 h }',
    '{ own: £1k, after: 1.1 h }',
    '{ own: "= hours * £1k per hour", after: 1.1 h }',
  ])('is not longer than a delay: %s', async (loss) => {
    const result = await resultOf(outage(`{ kind: asset, loss: [${loss}] }`), { trials: 1000 });
    expect(result.loss.probabilityOfLoss.value).toBe(0);
    expect(result.loss.mean.value).toBe(0);
  });

  test('is not more than itself in a formula', async () => {
    const loss = '{ own: "= hours > 1.1 h ? £1m : £1k" }';
    const result = await resultOf(outage(`{ kind: asset, loss: [${loss}] }`), { trials: 1000 });
    expect(result.loss.mean.value).toBe(1000);
  });

  test('leaves nothing in a stretch of the calendar in which nothing is lost', async () => {
    const text = `${HEAD}
calendar: { night: 06:48..23:00 }
nodes: { a: { kind: asset, loss: [{ own: £1k per hour, during: { night: x0 } }] } }
threats: { t: { occurs: on 2027-03-05 06:48, affects: { a: { outage: 16.2 h } } } }
`;
    expect((await resultOf(text, { trials: 1000 })).loss.probabilityOfLoss.value).toBe(0);
  });

  test('waits for as long as a policy says', async () => {
    const cover = (waiting: string): string =>
      outage(
        '{ kind: asset, loss: [{ own: £1k }] }',
        `controls: { c: { against: [t], current: on, levels: { on: { transfer: £1m over £0 per event waiting ${waiting} } } } }`,
      );
    expect((await resultOf(cover('66 min'), { trials: 1000 })).loss.mean.value).toBe(1000);
    expect((await resultOf(cover('0 h'), { trials: 1000 })).loss.mean.value).toBe(0);
  });
});

describe('what insurance leaves of a loss by rounding', () => {
  test('is no loss: two yearly covers that pay all', async () => {
    const text = `${HEAD}
nodes: { a: { kind: asset } }
threats:
  fire: { occurs: on 2027-02-01, cost: { own: £2m } }
  flu: { occurs: on 2027-03-01, cost: { own: £1m } }
controls:
  aa: { against: [fire, flu], current: on, levels: { on: { transfer: £1m over £1m per year } } }
  bb: { against: [fire, flu], current: on, levels: { on: { transfer: £2m over £1m per year } } }
`;
    const { loss } = await resultOf(text, { trials: 1000 });
    expect([loss.mean.value, loss.probabilityOfLoss.value, loss.valueAtRisk['0.999']!.value]).toEqual([0, 0, 0]);
  });
});
