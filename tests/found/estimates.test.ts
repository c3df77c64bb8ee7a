/** Figures that looked surer than they were: heavy tails, a single trial, lumps, what was never seen. */
import { describe, expect, test } from 'vitest';
import { compare, makeInlineRunner, openSession, readModelText, type Model } from '../../src/index.ts';
import type { Estimate } from '../../src/results/estimate.ts';
import { parseUntil } from '../../src/sim/session/until.ts';
import { HEAD, modelOfText, reportOf, resultOf } from './run-text.ts';

const threat = (occurs: string, cost: string): string =>
  `${HEAD}threats: { t: { occurs: ${occurs}, cost: { own: ${cost} } } }\n`;
const SEEDS = ['1', '2', '3', '4', '5'];

describe('heavy tails', () => {
  const heavy = threat('0.1 per year', '£1k..£10m');

  test('a mean and a deviation that a few losses decide are not settled, and reach as far as their laws say', async () => {
    for (const seed of SEEDS) {
      const { loss } = await resultOf(heavy, { trials: 100_000, seed });
      // Sigma 2.8: the mean of a claim is £5.04m, its root mean square £254m
      expect(loss.mean.unreliable).toBe(true);
      expect(loss.mean.high).toBeGreaterThan(503_000);
      expect(loss.standardDeviation.unreliable).toBe(true);
      expect(loss.standardDeviation.high).toBeGreaterThan(75e6);
      expect(loss.tailValueAtRisk['0.99']?.unreliable).toBe(true);
      expect(loss.shareOfGreatest?.share).toBeGreaterThan(0.2);
      // A quantile in the body is well known
      expect(loss.valueAtRisk['0.95']?.unreliable).toBeUndefined();
    }
  });

  test('the page says so, and how much the greatest losses are of it', async () => {
    const said = await reportOf(heavy, { trials: 20_000 });
    expect(said).toMatch(/mean £\d+k ± £\d+k not settled: could be £/);
    expect(said).toMatch(
      /The mean loss is not settled: the 10 greatest losses make up \d+% of it, and losses greater than any seen decide it\. It could be £\d/,
    );
    expect(said).not.toContain('No figure above rests on too few trials');
  });

  test('a limit on such a mean is not resolved, in whichever seed', async () => {
    // £1k..£100m: exactly £14.4m a year
    const limited = `${threat('0.1 per year', '£1k..£100m')}appetite: { limits: { m: { mean loss: £12m per year } } }\n`;
    for (const seed of SEEDS) {
      const [limit] = (await resultOf(limited, { trials: 100_000, seed })).appetite;
      expect(limit?.status).toBe('not resolved');
    }
    const said = await reportOf(limited, { trials: 20_000 });
    expect(said).toMatch(/tolerated; that is not settled and could be £/);
  });

  test('--until does not stop at a mean that is not settled', async () => {
    const until = parseUntil('50% of mean');
    if (!until.ok) throw new Error('no target');
    const { measured } = await resultOf(heavy, { trials: 20_000, until: until.value });
    expect(measured.trials).toBe(20_000);
  });

  test('light losses are settled', async () => {
    const { loss } = await resultOf(threat('1 per year', 'exponential £1m'), { trials: 10_000 });
    for (const known of [loss.mean, loss.standardDeviation, ...Object.values(loss.tailValueAtRisk)]) {
      expect(known.unreliable).toBeUndefined();
    }
  });
});

describe('one trial', () => {
  test('leaves every error open', async () => {
    const { loss, threats } = await resultOf(threat('on 2027-03-01', '£1m'), { trials: 1 });
    expect(loss.mean).toMatchObject({ value: 1e6, standardError: Infinity, unreliable: true });
    expect(loss.standardDeviation).toMatchObject({ standardError: Infinity, unreliable: true });
    expect(loss.valueAtRisk['0.5']).toMatchObject({ standardError: Infinity, low: 0, high: Infinity });
    expect(threats['t']?.eventsPerHorizon).toMatchObject({ value: 1, standardError: Infinity, unreliable: true });
    expect(JSON.parse(JSON.stringify(loss.mean))).toMatchObject({ standardError: null, high: null });
  });

  test('is said to say nothing of errors', async () => {
    const text = threat('on 2027-03-01', '£1m');
    expect(await reportOf(text, { trials: 1 })).toContain('Of one trial no error can be known.');
    const limited = `${text}appetite: { limits: { m: { mean loss: £2m per year } } }\n`;
    expect((await resultOf(limited, { trials: 1 })).appetite[0]?.status).toBe('not resolved');
    expect(await reportOf(text, { trials: 100 })).toContain('Every trial lost the same.');
  });
});

describe('a quantile where one lump of losses ends and another begins', () => {
  const atom = threat('5% per year', '£1m');

  test('has an interval that holds both, whichever the seed finds', async () => {
    const values = new Set<number>();
    for (let seed = 0; seed < 12; seed++) {
      const known = (await resultOf(atom, { trials: 10_000, seed: `${seed}` })).loss.valueAtRisk['0.95']!;
      values.add(known.value);
      expect(known).toMatchObject({ low: 0, high: 1e6 });
      expect(known.standardError).toBeGreaterThan(200_000);
    }
    expect(values).toEqual(new Set([0, 1e6]));
  });

  test('inside a lump is known for certain', async () => {
    const { loss } = await resultOf(atom, { trials: 10_000 });
    expect(loss.valueAtRisk['0.9']).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
    expect(loss.valueAtRisk['0.99']).toEqual({ value: 1e6, standardError: 0, low: 1e6, high: 1e6 });
  });

  test('--until does not stop there', async () => {
    const until = parseUntil('2% of var95');
    if (!until.ok) throw new Error('no target');
    for (const seed of SEEDS) {
      const { measured } = await resultOf(atom, { trials: 20_000, until: until.value, seed });
      expect(measured.trials).toBe(20_000);
    }
  });

  test('the mean of the worst share that ends there has an error too', async () => {
    // £1m where the share is at least 5 %, less below: error £1m sqrt(.05 x .95 / n) / .05
    for (const seed of SEEDS) {
      const known = (await resultOf(atom, { trials: 10_000, seed })).loss.tailValueAtRisk['0.95']!;
      expect(known.standardError).toBeGreaterThan(30_000);
      expect(known.low).toBeLessThan(1e6);
      expect(known.high).toBeGreaterThanOrEqual(1e6 * 0.999);
    }
  });

  test('of outages between two lengths is told as both', async () => {
    const outage = `${HEAD}
nodes: { a: { kind: service, goal: g, loss: [{ own: £1 per hour }] } }
threats: { t: { occurs: on 2027-03-01, affects: { a: { outage: discrete 10 h 50% 13 h 50% } } } }
`;
    for (const seed of SEEDS) {
      const known = (await resultOf(outage, { trials: 10_000, seed })).nodes['a']!.longestOutageHours['0.5']!;
      expect(known.low).toBeGreaterThanOrEqual(10);
      expect(known.low).toBeLessThan(10.1);
      expect(known.high).toBeGreaterThanOrEqual(13);
      expect(known.high).toBeLessThan(13.2);
    }
  });
});

describe('what was never seen', () => {
  const rare = `${HEAD}
nodes: { a: { kind: service, goal: g, tolerance: { mtpd: 1 h }, loss: [{ own: £10 per hour }] } }
threats: { t: { occurs: 0.000001 per year, affects: { a: { outage: 5 h } } } }
appetite: { limits: { mtpd: { outage of: a, over: mtpd, chance: 5% per year }, m: { mean loss: £100 per year } } }
`;
  const bounded = (known: Estimate | undefined, high: number): void => {
    expect(known).toMatchObject({ value: 0, low: 0 });
    expect(known!.high! / high).toBeCloseTo(1, 2);
    expect(known!.standardError).toBeGreaterThan(0);
  };

  test('has an upper bound of 3 in so many trials, and no error of 0', async () => {
    const { loss, nodes, threats, appetite } = await resultOf(rare, { trials: 1000 });
    const three = 3 / 1000;
    bounded(loss.probabilityOfLoss, three);
    bounded(nodes['a']?.probabilityOfOutage, three);
    bounded(nodes['a']?.probabilityOfBreach['mtpd'], three);
    bounded(nodes['a']?.unavailability, three);
    bounded(threats['t']?.eventsPerHorizon, three);
    // A year down would cost £87,600
    bounded(loss.mean, three * 87_600);
    bounded(nodes['a']?.lossCaused, three * 87_600);
    expect(loss.valueAtRisk['0.999']).toMatchObject({ value: 0, high: Infinity });
    expect(loss.valueAtRisk['0.95']).toMatchObject({ value: 0, low: 0, high: 0 });
    const byId = Object.fromEntries(appetite.map((limit) => [limit.id, limit]));
    bounded(byId['mtpd']?.estimate, three);
    expect(byId['mtpd']?.status).toBe('within');
    // What was not seen could cost £263 a year, for all that so few trials say
    expect(byId['m']?.status).toBe('not resolved');
    expect((await resultOf(rare, { trials: 10_000 })).appetite.find(({ id }) => id === 'm')?.status).toBe('within');
  });

  test('is told as not seen, with its bound', async () => {
    const said = await reportOf(rare, { trials: 1000 });
    expect(said).toContain('chance of any loss not seen under 0.3%');
    expect(said).toContain('No trial had a loss. 95 in 100 times that means a chance of a loss below 0.3%.');
    expect(said).toMatch(/mtpd: a below full over 60 min not seen under 0\.3% 5% within/);
  });
});

describe('differences on the same futures', () => {
  const claims = (rate: string): string => `${HEAD}
threats: { t: { occurs: ${rate}, cost: { own: exponential £10k } } }
controls: { guard: { against: [t], current: none, levels: { none: {}, good: { order: 1, prevent: 2% } } } }
portfolios: { guarded: { guard: good } }
`;
  const differences = async (text: string, trials: number) => {
    const read = (portfolio?: string): Model => modelOfText(text, portfolio === undefined ? undefined : { portfolio });
    const candidate = (name: string, model: Model) => ({ name, file: 'm.yaml', portfolio: name, model });
    const runner = makeInlineRunner();
    const document = await compare([candidate('current', read()), candidate('guarded', read('guarded'))], runner, {
      trials,
    });
    await runner.close();
    return document!.comparisons[0]!.loss;
  };

  test('are unreliable where too few futures differ', async () => {
    // 2 % of 1,000 claims are stopped: 20 futures, and 2,000 with a hundred times the trials
    const few = await differences(claims('1 per year'), 1000);
    expect(few.mean.unreliable).toBe(true);
    const many = await differences(claims('1 per year'), 100_000);
    expect(many.mean.unreliable).toBeUndefined();
    expect(many.mean.low).toBeLessThan(-200);
    expect(many.mean.high).toBeGreaterThan(-200);
  });

  test('are not doubted for what both have alike', async () => {
    // The heavy threat is the same in both; only the light one is guarded
    const text = claims('1 per year').replace(
      'threats: {',
      'threats: { heavy: { occurs: 0.1 per year, cost: { own: £1k..£10m } },',
    );
    const loss = await differences(text, 100_000);
    expect(loss.mean.unreliable).toBeUndefined();
    expect(Math.abs(loss.mean.value + 200)).toBeLessThan(4 * loss.mean.standardError);
  });
});

test('a run cut short by nothing says of one world that it is one', async () => {
  const read = readModelText(threat('1..5 per year', '£1k'));
  if (!read.ok) throw new Error('no model');
  const runner = makeInlineRunner();
  const session = openSession(read.value, runner);
  const { scenarios } = await session.run({ trials: 1, worlds: 1 });
  await session.close();
  await runner.close();
  expect(scenarios['base']).toMatchObject({ givenThisWorld: true, loss: { mean: { standardError: Infinity } } });
});
