import { afterAll, describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { makeThreadRunner } from '../../src/runners/threads.ts';
import type { Change } from '../../src/sim/compile/change.ts';
import { tailValueAtRisk } from '../../src/sim/measure/quantiles.ts';
import type { Futures } from '../../src/sim/session/futures.ts';
import { openSession } from '../../src/sim/session.ts';
import { snowballPoints } from '../../src/snowball/points/points.ts';
import { changedTail, shareSaved, tailOfRun, tailSaved, tailSum } from '../../src/snowball/tail.ts';
import { modelOfText, snowballModel } from '../fixtures/snowball-models.ts';

/** Uncertain, two years, a restart, a switchover, a loop of causes: two ways in which failures compound. */
const TEXT = `ringfence: 1
title: Two years of a plant
currency: GBP
starts: 2027-01-01
horizon: 2 years
bearers: { own: count }
nodes:
  a: { kind: infrastructure }
  b: { kind: infrastructure }
  feed: { kind: asset, needs: { supply: { any: [a, b], switchover: 1..9 h } } }
  plant: { kind: process, needs: { feed: { buffer: 1..3 h } }, restart: 1..20 h, loss: [ { own: £1k..£9k per hour } ] }
  office: { kind: process, needs: [feed], loss: [ { own: £1k..£2k per hour } ] }
threats:
  fault: { discipline: physical, occurs: every 3..30 months, affects: { a: { outage: 10..90 h } } }
  storm: { discipline: physical, occurs: every 5..50 months, affects: { a: { outage: 2..9 h }, b: { outage: 2..40 h } } }
`;

const CHANGES: readonly Change[] = [
  { plain: ['plant'] },
  { plain: ['feed'] },
  { plain: ['feed'], feltBy: { node: 'feed', dependant: 'office' } },
  { unfelt: ['a'] },
  { hard: ['b'] },
  { withoutThreats: ['fault'] },
];

const futures = (trials: number, worlds: number): Promise<Futures> =>
  openSession(modelOfText(TEXT), makeInlineRunner()).futures({ trials, worlds });

describe('the tail of changed futures', () => {
  test.each(CHANGES)('is exact, from few of them: %j', async (change) => {
    const all = await futures(6000, 30);
    const tail = tailOfRun(all)!;
    expect(tail.level).toBe(0.99);
    expect(tail.mean).toBeCloseTo(tailValueAtRisk(all.sample.losses.toSorted(), 0.99), 4);
    const whole = await all.changed(
      change,
      Int32Array.from({ length: 6000 }, (_, trial) => trial),
    );
    const found = await changedTail(tail, { changes: [change] });
    const wanted = tailValueAtRisk(whole.toSorted(), 0.99);
    expect(Math.abs(found.mean - wanted)).toBeLessThanOrEqual(1e-9 * wanted);
  });

  test('is exact too where a change makes futures worse', async () => {
    const all = await futures(6000, 30);
    const worse: Change = { unfelt: ['b'], lost: 'feed' };
    const whole = await all.changed(
      worse,
      Int32Array.from({ length: 6000 }, (_, trial) => trial),
    );
    const found = await changedTail(tailOfRun(all)!, { changes: [worse] });
    const wanted = tailValueAtRisk(whole.toSorted(), 0.99);
    expect(Math.abs(found.mean - wanted)).toBeLessThanOrEqual(1e-9 * wanted);
  });

  test('is found without running all of them', async () => {
    const all = await futures(20_000, 50);
    let asked = 0;
    const changed: Futures['changed'] = (change, trials, options) => {
      asked += trials.length;
      return all.changed(change, trials, options);
    };
    const tail = tailOfRun({ ...all, changed })!;
    await changedTail(tail, { changes: [{ plain: ['plant'] }] });
    expect(asked).toBeLessThan(8000);
  });
});

test('standard errors of what is saved, and of its share, are those that runs differ by', async () => {
  const change: Change = { plain: ['plant'] };
  const found: {
    saved: number;
    savedError: number;
    share: number;
    shareError: number;
    mean: number;
    meanError: number;
  }[] = [];
  for (let seed = 0; seed < 40; seed++) {
    const session = openSession(modelOfText(TEXT), makeInlineRunner(), { seed: `errors ${seed}` });
    const tail = tailOfRun(await session.futures({ trials: 6000, worlds: 100 }))!;
    const changed = await changedTail(tail, { changes: [change] });
    const saved = tailSaved(tail, changed);
    const share = shareSaved(tail, changed);
    const mean = tailSum(tail, [{ of: tail, factor: 1 }]);
    found.push({
      saved: saved.value,
      savedError: saved.standardError,
      share: share.value,
      shareError: share.standardError,
      mean: mean.value,
      meanError: mean.standardError,
    });
  }
  const spread = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  };
  const typical = (errors: readonly number[]): number =>
    Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
  // A spread of 40 runs is known to 11 %: three of its errors either way
  for (const [value, error] of [
    ['saved', 'savedError'],
    ['share', 'shareError'],
    ['mean', 'meanError'],
  ] as const) {
    const ratio = typical(found.map((one) => one[error])) / spread(found.map((one) => one[value]));
    expect(ratio).toBeGreaterThan(0.67);
    expect(ratio).toBeLessThan(1.5);
  }
});

const threads = makeThreadRunner({ workers: 2 });
afterAll(() => threads.close());

test('points have the same bits for any number of workers', async () => {
  const inThreads = await openSession(modelOfText(TEXT), threads).futures({ trials: 6000, worlds: 30 });
  const found = await snowballPoints(inThreads);
  expect(found).toEqual(await snowballPoints(await futures(6000, 30)));
  expect(found.points.length).toBeGreaterThan(0);
});

test('a question is given up when it is cancelled', async () => {
  const all = await openSession(snowballModel('p1'), makeInlineRunner()).futures({ trials: 6000 });
  const stop = new AbortController();
  stop.abort(new Error('enough'));
  await expect(snowballPoints(all, { signal: stop.signal })).rejects.toThrow('enough');
});
