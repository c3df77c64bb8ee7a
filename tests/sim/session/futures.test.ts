import { afterAll, describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeThreadRunner } from '../../../src/runners/threads.ts';
import { changedModel, type Change } from '../../../src/sim/compile/change.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { kernelOf } from '../../../src/sim/compile/kernel-of.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import type { Kernel } from '../../../src/sim/kernel/ground/kernel.ts';
import { addressesOf, taskEnds } from '../../../src/sim/session/chosen-trials.ts';
import type { FuturesProgress } from '../../../src/sim/session/futures.ts';
import type { Job, Runner } from '../../../src/sim/session/runner.ts';
import { simulateLosses } from '../../../src/sim/session/simulate-losses.ts';
import { openSession } from '../../../src/sim/session.ts';
import { modelOfText, snowballModel } from '../../fixtures/snowball-models.ts';

const WORLDS = modelOfText(`
ringfence: 1
title: Uncertain
currency: GBP
starts: 2027-01-01
horizon: 2 years
bearers: { own: count }
nodes:
  a: { kind: infrastructure }
  b: { kind: infrastructure }
  plant: { kind: process, needs: { feed: { any: [a, b], switchover: 2..30 h } }, restart: 1..20 h, loss: [ { own: £1k..£9k per hour } ] }
threats:
  fault: { discipline: physical, occurs: every 3..30 months, affects: { a: { outage: 10..90 h } } }
`);

/** Has the jobs of a runner counted. */
function counting(runner: Runner): { runner: Runner; trials: () => number } {
  let trials = 0;
  const run: Runner['run'] = (job, listener, signal) => {
    const blocks = Array.from({ length: job.tasks }, (_, index) => (job as Job<'losses'>).task(index));
    if (job.kind === 'losses') trials += blocks.reduce((sum, { world }) => sum + world.length, 0);
    return runner.run(job, listener, signal);
  };
  return { runner: { ...runner, run }, trials: () => trials };
}

const threads = makeThreadRunner({ workers: 2 });
afterAll(() => threads.close());

const SIZE = { trials: 6000, worlds: 20 };
const PLAIN: Change = { plain: ['plant'] };

describe('losses of chosen trials', () => {
  const text = `
ringfence: 1
title: Often
currency: GBP
starts: 2027-01-01
horizon: 2 years
calendar: { summer: Jun..Aug, weekend: Sat..Sun }
bearers: { own: count }
nodes:
  a: { kind: infrastructure }
  plant: { kind: process, needs: [a], restart: 1..20 h, loss: [ { own: £1k..£9k per hour } ] }
threats:
  fault: { discipline: physical, occurs: 2..9 per year, affects: { a: { outage: 1..9 h } } }
  strike: { discipline: people, occurs: 30% per year, during: { summer: x3 }, affects: { plant: { outage: 9 h } } }
  theft: { discipline: physical, occurs: 1..3 per year, during: { weekend: x2 }, cost: { own: £1k..£5k } }
`;
  const models = [text, text.replace('2..9 per year', '4..18 per year'), text.replace('x3', 'x1.5')].map((one) =>
    compileModel(modelOfText(one)),
  );
  const changes: Change[] = [{}, { withoutThreats: ['theft'] }, { plain: ['plant'] }, { hard: ['a'] }, {}];
  const lossesOf = (kernel: Kernel, model: CompiledModel, trials: readonly number[]): Float64Array =>
    simulateLosses(kernel, model, 'kept', { number: 0, lost: null, ...addressesOf(Int32Array.from(trials), 1500) })!
      .loss;

  test('are those of a kernel that has kept no arrivals, whatever was asked for before', () => {
    const kernel = kernelOf(models[0]!, 'kept');
    const orders = [
      [3, 40, 1499, 1530, 2990, 4501],
      [3, 40, 1499, 1530, 2990, 4501],
      [40, 2, 2991, 1530, 3, 1400, 4501],
    ];
    for (const model of [models[0]!, models[1]!, models[0]!, models[2]!]) {
      for (const change of changes) {
        const changed = changedModel(model, change);
        const fresh = kernelOf(changed, 'kept');
        for (const trials of orders) {
          expect(kernel.pour(changed)).toBe(true);
          const losses = lossesOf(kernel, changed, trials);
          const wanted = trials.map((trial) => {
            fresh.simulate(Math.floor(trial / 1500), trial % 1500);
            return [...fresh.periodLoss];
          });
          expect([...losses]).toEqual(wanted.flat());
          expect(losses.some((loss) => loss > 0)).toBe(true);
        }
      }
      kernel.expect(1500);
      const [some, alone] = [kernel, kernelOf(changedModel(model, {}), 'kept')];
      for (const trial of [0, 1, 1200, 3]) {
        some.simulate(1, trial);
        alone.simulate(1, trial);
        expect(some.periodLoss).toEqual(alone.periodLoss);
      }
    }
  });
});

describe('futures', () => {
  test('lose as in the run when nothing is changed, in any order, and by period', async () => {
    const session = openSession(WORLDS, makeInlineRunner());
    const futures = await session.futures(SIZE);
    const trials = Int32Array.from([5999, 0, 17, 4000, 17]);
    const losses = await futures.changed({}, trials);
    const wanted = [...trials].flatMap((trial) => [...futures.sample.losses.subarray(2 * trial, 2 * trial + 2)]);
    expect([...losses]).toEqual(wanted);
    expect(wanted.some((loss) => loss > 0)).toBe(true);
  });

  test('have the same bits in any runner, and are not run again', async () => {
    const trials = Int32Array.from({ length: 2000 }, (_, index) => 3 * index);
    const { runner, trials: simulated } = counting(makeInlineRunner());
    const inline = await openSession(WORLDS, runner).futures(SIZE);
    const changes: Change[] = [PLAIN, { unfelt: ['a'] }, { lost: 'plant' }, { hard: ['b'] }];
    for (const change of changes) {
      const found = await inline.changed(change, trials);
      const there = await (await openSession(WORLDS, threads).futures(SIZE)).changed(change, trials);
      expect(there).toEqual(found);
      expect(found.some((loss) => loss > 0)).toBe(change.plain === undefined && change.unfelt === undefined);
    }
    expect(simulated()).toBe(8000);
    await inline.changed(PLAIN, trials);
    await inline.changed(PLAIN, Int32Array.from([0, 1, 3]));
    expect(simulated()).toBe(8001);
  });

  test('of a session are those of the first time that they were asked for', async () => {
    const session = openSession(WORLDS, makeInlineRunner());
    const { losses } = (await session.futures(SIZE)).sample;
    expect((await session.futures(SIZE)).sample.losses).toBe(losses);
    expect((await session.futures({ ...SIZE, seed: 'another' })).sample.losses).not.toEqual(losses);
  });

  test('lose a node for a day in each', async () => {
    // The only loss there is: the plant down for 24 h, less what the horizon cuts
    const futures = await openSession(snowballModel('p7'), makeInlineRunner()).futures({ trials: 200 });
    const losses = await futures.changed(
      { lost: 'goal' },
      Int32Array.from({ length: 200 }, (_, trial) => trial),
    );
    const whole = losses.filter((loss) => Math.abs(loss - 240_000) < 1e-3).length;
    expect(whole).toBeGreaterThan(190);
    expect(Math.max(...losses)).toBeLessThan(240_000.001);
    expect(new Set(losses).size).toBeGreaterThan(1);
  });

  test('are given up when they are cancelled, and tell how far they are', async () => {
    const futures = await openSession(WORLDS, makeInlineRunner()).futures(SIZE);
    const trials = Int32Array.from({ length: 3000 }, (_, index) => index);
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(futures.changed(PLAIN, trials, { signal: stop.signal })).rejects.toThrow('enough');
    const told: FuturesProgress[] = [];
    await futures.changed(PLAIN, trials, { onProgress: (progress) => void told.push(progress) });
    expect(told.at(-1)).toEqual({ trialsDone: 3000, trials: 3000 });
  });
});

describe('chosen trials', () => {
  test('are cut between blocks of arrivals', () => {
    const trials = Int32Array.from({ length: 3000 }, (_, index) => index * 2);
    expect(taskEnds(trials, 100_000)).toEqual([512, 1024, 1536, 2048, 2560, 3000]);
    expect(taskEnds(trials, 100)).toEqual([300, 600, 900, 1200, 1500, 1800, 2100, 2400, 2700, 3000]);
    expect(taskEnds(new Int32Array(), 100)).toEqual([]);
    expect([...addressesOf(Int32Array.from([0, 99, 100, 250]), 100).world]).toEqual([0, 0, 1, 2]);
    expect([...addressesOf(Int32Array.from([0, 99, 100, 250]), 100).trial]).toEqual([0, 99, 0, 50]);
  });
});
