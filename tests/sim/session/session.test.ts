import { afterAll, describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { parseResultDocument, type ResultDocument } from '../../../src/results/result-document.ts';
import type { Estimates } from '../../../src/results/scenario-result.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeThreadRunner } from '../../../src/runners/threads.ts';
import { columnsOf } from '../../../src/sim/kernel/ground/columns.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import type { Progress } from '../../../src/sim/session/collect.ts';
import type { Runner } from '../../../src/sim/session/runner.ts';
import { tailOf } from '../../../src/sim/measure/tail.ts';
import { VERSION } from '../../../src/sim/session/version.ts';
import { openSession, type RunOptions, type Session } from '../../../src/sim/session.ts';
import manifest from '../../../package.json' with { type: 'json' };
import {
  against,
  constant,
  cost,
  effect,
  interval,
  level,
  lossPerHour,
  modelOf,
  need,
  perYear,
  type ModelParts,
} from '../../fixtures/model-builder.ts';

const SHARE: Model['limits'][number] = {
  id: 'spread',
  kind: 'shareOfTail',
  mattersOver: 0,
  mattersOverIsAssumed: false,
  node: 'any',
  most: 0.5,
  owner: null,
  review: null,
  confidence: 0.9,
};

/** The quantiles of each bearer without their errors. */
const valuesOf = (quantiles: Readonly<Record<string, Estimates>> = {}): Record<string, Record<string, number>> =>
  Object.fromEntries(
    Object.entries(quantiles).map(([bearer, levels]) => [
      bearer,
      Object.fromEntries(Object.entries(levels).map(([level, { value }]) => [level, value])),
    ]),
  );

/** Two feeds, one plant, and a control in the way of fire. Rates and the control are uncertain. */
function works(parts: ModelParts = {}): Model {
  const rate = interval(1 / 8760, 6 / 8760, 'number/hour', 'uncertain');
  const hours = interval(2, 80, 'hours', 'varies');
  return modelOf({
    nodes: [
      'feed-a',
      'feed-b',
      {
        id: 'plant',
        needs: [
          need('feed', { kind: 'any', members: ['feed-a', 'feed-b'], switchover: interval(1, 9, 'hours', 'varies') }),
        ],
        loss: [lossPerHour(100)],
      },
    ],
    threats: [
      {
        id: 'fire',
        occurs: { kind: 'rate', per: 'rate', amount: rate, once: false },
        affects: [effect('feed-a', hours)],
      },
      { id: 'flood', occurs: perYear(1), affects: [effect('feed-b', hours, { cost: [cost('own', 500)] })] },
    ],
    controls: [
      {
        id: 'sprinkler',
        against: [against('fire')],
        level: 'basic',
        levels: [
          level('none', 0),
          level('basic', 1, { prevent: interval(0.3, 0.6, 'share', 'uncertain') }),
          level('full', 2, { prevent: interval(0.7, 0.95, 'share', 'uncertain') }),
          level('rebuilt', 3, {}, { changesModel: true }),
        ],
      },
    ],
    ...parts,
  });
}

const ARRAYS = { Float64Array, Int32Array, Uint8Array, Uint32Array };

/** The compiled model written out and read again, arrays as lists of numbers. */
function throughJson(model: CompiledModel): CompiledModel {
  const text = JSON.stringify(model, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? { array: value.constructor.name, values: Array.from(value as Float64Array, (number) => String(number)) }
      : value,
  );
  return JSON.parse(text, (_, value: { array?: keyof typeof ARRAYS; values: string[] } | null) =>
    typeof value?.array === 'string' ? new ARRAYS[value.array](value.values.map(Number)) : value,
  );
}

const SIZE: RunOptions = { trials: 16_000, worlds: 40 };

describe('a session', () => {
  const inline = makeInlineRunner();
  const threads = [1, 2, 3].map((workers) => makeThreadRunner({ workers }));
  const open = (model: Model = works(), seed?: string): Session => openSession(model, inline, { seed });
  afterAll(async () => {
    await Promise.all([inline, ...threads].map((runner) => runner.close()));
  });

  test('gives the same document for any number of workers and any size of block', async () => {
    const model = works({ limits: [SHARE] });
    const document = await open(model).run(SIZE);
    for (const runner of threads) {
      expect(await openSession(model, runner).run(SIZE)).toEqual(document);
    }
    expect(await open(model).run({ ...SIZE, trialsPerBlock: 256 })).toEqual(document);
    expect(await openSession(model, threads[1]!).run({ ...SIZE, trialsPerBlock: 8192 })).toEqual(document);
  });

  test('gives the same document from a compiled model that went through JSON', async () => {
    const model = works({ limits: [SHARE] });
    const carried: Runner = {
      workers: 1,
      run: (job, listener, signal) => inline.run({ ...job, model: throughJson(job.model) }, listener, signal),
      close: () => inline.close(),
    };
    expect(await openSession(model, carried).run(SIZE)).toEqual(await open(model).run(SIZE));
  });

  test('gives a document that its own reader takes', async () => {
    const document = await open().run({ ...SIZE, settings: { note: 'x' } });
    expect(document).toMatchObject({ ringfence: manifest.version, seed: 'ringfence', worlds: 40, trials: 16_000 });
    expect(document).toMatchObject({ trialsPerWorld: 400, partial: false, settings: { note: 'x' } });
    expect(document.lossesCounted).toEqual(['own']);
    expect(parseResultDocument(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, value: document });
  });

  test('knows its version', () => {
    expect(VERSION).toBe(manifest.version);
  });

  test.each(['', '0'])('takes %j as a seed like any other', async (seed) => {
    const document = await open(works(), seed).run(SIZE);
    expect(document.seed).toBe(seed);
    expect(await open().run({ ...SIZE, seed })).toEqual(document);
    expect((await open().run(SIZE)).scenarios).not.toEqual(document.scenarios);
  });

  test('runs one world, whole, where nothing is uncertain', async () => {
    const flood = { id: 'flood', occurs: perYear(3), affects: [effect('a', 10)] };
    const model = modelOf({ nodes: [{ id: 'a', loss: [lossPerHour(7)] }], threats: [flood] });
    const document = await open(model).run({ trials: 10_000, worlds: 50 });
    expect(document).toMatchObject({ worlds: 1, trials: 10_000, trialsPerWorld: 10_000 });
    expect(document.scenarios['base']?.givenThisWorld).toBeUndefined();
    expect(await openSession(model, threads[1]!).run({ trials: 10_000, trialsPerBlock: 512 })).toEqual(document);
  });

  test('takes one trial alone, the same as in a run', async () => {
    const session = open();
    const { loss } = (await session.run({ trials: 60, worlds: 3 })).scenarios['base']!;
    const column = columnsOf(session.compiled).loss;
    let sum = 0;
    for (let world = 2; world >= 0; world--) {
      for (let trial = 19; trial >= 0; trial--) sum += session.trial(world, trial).columns[column]!;
    }
    expect(loss.mean.value).toBeGreaterThan(0);
    expect(Math.abs(sum / 60 / loss.mean.value - 1)).toBeLessThan(1e-12);
    expect(session.trial(2, 7)).toEqual(open().trial(2, 7));
  });

  test('gives kernels that do not disturb each other', () => {
    const session = open();
    const [one, other] = [session.kernel(), session.kernel()];
    one.start(1, 2);
    one.runTo(4000);
    other.start(0, 5);
    other.runTo(8760);
    one.runTo(8760);
    expect(one.record()).toEqual(session.trial(1, 2));
  });

  test('refuses sizes that do not fit, in words', async () => {
    await expect(open().run({ trials: 5, worlds: 6 })).rejects.toThrow('5 trials are fewer than 6 worlds');
  });

  describe('cut short', () => {
    const stopAfter = (trials: number): RunOptions => {
      const stop = new AbortController();
      const onProgress = (progress: Progress): void => {
        if (progress.trialsDone >= trials) stop.abort(new Error('enough of it'));
      };
      return { ...SIZE, signal: stop.signal, onProgress, trialsPerBlock: 256 };
    };

    test('gives what is known, and says that it is a part', async () => {
      const document = await open().run(stopAfter(1));
      const measured = document.scenarios['base']!.measured;
      expect(document).toMatchObject({ partial: true, worlds: 40, trials: 16_000 });
      expect(measured.trials).toBeGreaterThan(0);
      expect(measured.trials).toBeLessThan(16_000);
      const whole = await open().run({ trials: measured.trials, worlds: measured.worlds });
      expect(document.scenarios['base']?.loss.mean).toEqual(whole.scenarios['base']?.loss.mean);
    });

    test('while the tail is looked at, its limits are not resolved', async () => {
      const document = await open(works({ limits: [SHARE] })).run(stopAfter(16_000));
      expect(document.partial).toBe(true);
      expect(document.scenarios['base']).toMatchObject({
        measured: { trials: 16_000 },
        appetite: [{ status: 'not resolved' }],
      });
    });

    test('before anything is known it says why', async () => {
      const signal = AbortSignal.abort(new Error('changed my mind'));
      await expect(open().run({ ...SIZE, signal })).rejects.toThrow('changed my mind');
    });

    test('by closing: what runs ends', async () => {
      const session = open();
      const run = session.run({ trials: 10_000_000 });
      await session.close();
      await expect(run).rejects.toThrow('the session was closed');
      await expect(session.run(SIZE)).rejects.toThrow('the session was closed');
    });
  });

  describe('until it knows enough', () => {
    const until = { relative: 0.06, of: 'mean' } as const;

    test('ends early, at the same place for any runner and block', async () => {
      const document = await open().run({ trials: 100_000, worlds: 1000, until });
      const { loss, measured } = document.scenarios['base']!;
      expect(document).toMatchObject({ partial: false, worlds: measured.worlds, trials: measured.trials });
      expect(measured.worlds).toBeLessThan(1000);
      expect(measured.worlds % 100).toBe(0);
      expect(loss.mean.standardError).toBeLessThanOrEqual(0.06 * loss.mean.value);
      const before = { trials: (measured.worlds - 100) * 100, worlds: measured.worlds - 100 };
      if (before.worlds > 0) {
        const { mean } = (await open().run(before)).scenarios['base']!.loss;
        expect(mean.standardError).toBeGreaterThan(0.06 * mean.value);
      }
      for (const trialsPerBlock of [256, 4096]) {
        const session = openSession(works(), threads[2]!);
        expect(await session.run({ trials: 100_000, worlds: 1000, until, trialsPerBlock })).toEqual(document);
      }
    });

    test('runs to the end when it never does', async () => {
      const document = await open().run({ ...SIZE, until: { relative: 1e-6, of: 'tvar99' } });
      const { until, ...base } = document.scenarios['base']!;
      expect(until).toMatchObject({ relative: 1e-6, of: 'tvar99', reached: false });
      expect({ ...document, scenarios: { base } }).toEqual(await open().run(SIZE));
    });
  });

  describe('results on the way', () => {
    test('grow by tenths; the last is that of a run', async () => {
      const documents: ResultDocument[] = [];
      for await (const document of open().results({ trials: 16_000, worlds: 40 })) documents.push(document);
      const partial = documents.slice(0, -1);
      expect(partial.length).toBeGreaterThan(2);
      expect(partial.every((document) => document.partial)).toBe(true);
      const worlds = partial.map((document) => document.scenarios['base']!.measured.worlds);
      expect(worlds.every((count) => count % 4 === 0)).toBe(true);
      expect(worlds).toEqual([...new Set(worlds)].toSorted((a, b) => a - b));
      expect(documents.at(-1)).toEqual(await open().run(SIZE));
      const part = (await open().run({ trials: worlds[0]! * 400, worlds: worlds[0]! })).scenarios['base']!;
      const { bearerQuantiles, ...loss } = partial[0]!.scenarios['base']!.loss;
      const { bearerQuantiles: whole, ...wholeLoss } = part.loss;
      expect(loss).toEqual(wholeLoss);
      // Errors of quantiles over trials come from groups of worlds, of which a part of a run has fewer.
      expect(valuesOf(bearerQuantiles)).toEqual(valuesOf(whole));
    });

    test('who leaves the loop ends the run', async () => {
      const session = open();
      let last = 0;
      const onProgress = (progress: Progress): void => {
        last = progress.trialsDone;
      };
      for await (const document of session.results({ trials: 160_000, worlds: 40, onProgress })) {
        expect(document.partial).toBe(true);
        break;
      }
      expect(last).toBeLessThan(160_000);
    });

    test('fail as a run does', async () => {
      await expect(open().results({ trials: 1, worlds: 2 }).next()).rejects.toThrow('fewer than 2 worlds');
    });
  });

  describe('under other portfolios', () => {
    const withLevel = (id: string): Model => {
      const model = works();
      return { ...model, controls: model.controls.map((control) => ({ ...control, level: id })) };
    };

    test('gives what the model read so would give', async () => {
      const selections = [{ portfolio: { sprinkler: 'none' } }, {}, { portfolio: { sprinkler: 'full' } }];
      const levels = ['none', 'basic', 'full'];
      for (const runner of [inline, threads[1]!]) {
        const samples = await openSession(works(), runner).evaluate(selections, SIZE);
        const documents = samples.map(({ document }) => document);
        const alone = await Promise.all(levels.map((id) => open(withLevel(id)).run(SIZE)));
        expect(documents).toEqual(alone);
        expect(documents.map((document) => document.scenarios['base']?.portfolio)).toEqual(
          levels.map((id) => ({ sprinkler: id })),
        );
        const means = documents.map((document) => document.scenarios['base']!.loss.mean.value);
        expect(means).toEqual(means.toSorted((a, b) => b - a));
        expect(new Set(means).size).toBe(3);
      }
    });

    test.each([
      [works(), { sprinkler: 'rebuilt' }, 'level `rebuilt` of control `sprinkler` would change the model'],
      [works(), { sprinkler: 'ful' }, 'unknown level of `sprinkler` `ful`: did you mean `full`?'],
      [works(), { sprnkler: 'full' }, 'unknown control `sprnkler`: did you mean `sprinkler`?'],
      [withLevel('rebuilt'), { sprinkler: 'basic' }, 'level `rebuilt` of control `sprinkler` has changed the model'],
    ])('refuses what needs another model: %#', async (model, portfolio, words) => {
      const evaluated = open(model).evaluate([{}, { portfolio }], SIZE);
      await expect(evaluated).rejects.toThrow(words);
      await expect(evaluated).rejects.toMatchObject({ name: 'SelectionFault' });
    });

    test('stops after the one in which it is cut short', async () => {
      const stop = new AbortController();
      let reports = 0;
      const onProgress = (progress: Progress): void => {
        if (progress.trialsDone > 0 && progress.trialsDone < progress.trials && ++reports > 0) stop.abort();
      };
      const options = { ...SIZE, trialsPerBlock: 256, signal: stop.signal, onProgress };
      const samples = await open().evaluate([{}, {}, {}], options);
      expect(samples.map(({ document }) => document.partial)).toEqual([true]);
    });
  });

  describe('shares of the tail', () => {
    const shareOf = (document: ResultDocument) => document.scenarios['base']!.appetite[0]!.estimate;
    const limitOn = (node: string): Model['limits'][number] => ({ ...SHARE, id: node, node });

    test('are those of a count over all trials one by one', async () => {
      const session = open(works({ limits: [limitOn('feed-a'), limitOn('feed-b'), limitOn('plant')] }));
      const document = await session.run({ trials: 2000, worlds: 20 });
      const columns = columnsOf(session.compiled);
      const records = Array.from({ length: 2000 }, (_, at) => session.trial(Math.floor(at / 100), at % 100));
      const tail = tailOf(Float64Array.from(records, (record) => record.periodLoss[0]!));
      const sum = (of: (place: number) => number): number =>
        tail.place.reduce((total, place, entry) => total + of(place) * tail.weight[entry]!, 0);
      const total = sum((place) => records[place]!.columns[columns.loss]!);
      for (const [index, result] of document.scenarios['base']!.appetite.entries()) {
        const caused = sum((place) => records[place]!.columns[columns.nodeLossCaused + columns.perNode * index]!);
        expect(session.compiled.nodeIds[index]).toBe(result.id);
        expect(Math.abs(result.estimate.value - caused / total)).toBeLessThan(1e-12);
      }
      const shares = document.scenarios['base']!.appetite.map((result) => result.estimate.value);
      expect(shares[0]).toBeGreaterThan(0.1);
      expect(Math.abs(shares.reduce((all, share) => all + share) - 1)).toBeLessThan(1e-12);
    });

    test('look at the period, not at the whole horizon', async () => {
      const outage = interval(5, 20, 'hours', 'varies');
      const on = (id: string, node: string, hour: number) => ({
        id,
        occurs: { kind: 'on', atHours: [hour] } as const,
        affects: [effect(node, outage)],
      });
      const model = modelOf({
        horizonHours: 2 * 8760,
        periodHours: 8760,
        nodes: [
          { id: 'early', loss: [lossPerHour(1)] },
          { id: 'late', loss: [lossPerHour(constant(1000, 'money/hour', 'uncertain'))] },
        ],
        threats: [on('one', 'early', 8000), on('two', 'late', 8760)],
        limits: [limitOn('late')],
      });
      const document = await open(model).run({ trials: 1000 });
      expect(shareOf(document)).toMatchObject({ value: 1, standardError: 0 });
    });
  });
});
