import { existsSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { until } from '../fixtures/until.ts';
import { makeThreadRunner, type ThreadOptions } from '../../src/runners/threads.ts';
import { makeAccumulator, type Measured } from '../../src/sim/accumulate/accumulator.ts';
import { sampleItems } from '../../src/sim/accumulate/sample-items.ts';
import { columnsOf } from '../../src/sim/kernel/ground/columns.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import { collect, type CollectEnd, type CollectOptions, type Progress } from '../../src/sim/session/collect.ts';
import { planRun, type RunSize } from '../../src/sim/session/plan.ts';
import type { Job, Runner } from '../../src/sim/session/runner.ts';
import type { Block } from '../../src/sim/session/simulate-block.ts';
import { makeToyKernel, toyModel, toyWorker } from './toy/model.ts';

const SIZE: RunSize = { trials: 12_000, worlds: 24 };

/** All that was measured, as plain values that compare bit by bit. */
function bitsOf(measured: Measured) {
  const { columns, loss, largest, samples, worlds, trials } = measured;
  const items = sampleItems(toyModel());
  const pieces = Array.from({ length: items.count }, (_, item) => samples.pieces(item));
  return { columns, loss, largest, pieces, worlds, trials };
}

interface Run {
  readonly bits: ReturnType<typeof bitsOf>;
  readonly end: CollectEnd;
}

async function runOn(
  runner: Runner,
  model: CompiledModel,
  options: CollectOptions = {},
  size: RunSize = SIZE,
): Promise<Run> {
  const planned = planRun(size, model.uncertain);
  if (!planned.ok) throw new Error('the plan does not fit');
  const accumulator = makeAccumulator(model, columnsOf(model), planned.value);
  const end = await collect(runner, model, 'a seed', planned.value, accumulator, options);
  return { bits: structuredClone(bitsOf(accumulator.measured())), end };
}

describe('threads', () => {
  const open: Runner[] = [];
  let folder: string;
  let inline: Run;

  const threads = (options: ThreadOptions = {}): Runner => {
    const runner = makeThreadRunner({ workers: 2, entry: toyWorker, ...options });
    open.push(runner);
    return runner;
  };

  beforeAll(async () => {
    if (!existsSync(path.resolve(import.meta.dirname, '../../dist/runners/serve.js'))) {
      throw new Error('there is no dist: run `npm run build` first');
    }
    folder = await mkdtemp(path.join(tmpdir(), 'ringfence-threads-'));
    inline = await runOn(makeInlineRunner(makeToyKernel), toyModel());
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((runner) => runner.close()));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A scenario that befalls the toy kernel so many times. */
  const fate = (what: string, world: number, trial: number | 'any', times: number): CompiledModel =>
    toyModel({ scenario: `${what} ${world} ${trial} ${times} ${mark(what, world, times)}` });
  /** The file that stands as soon as it has befallen. */
  const mark = (what: string, world: number, times: number): string => path.join(folder, `${what}-${world}-${times}`);

  test.each([1, 2, 3])('%i give the same bits as no thread', async (workers) => {
    expect(inline.end).toBe('all');
    expect(inline.bits.trials).toBe(12_000);
    expect(await runOn(threads({ workers }), toyModel())).toEqual(inline);
  });

  test.each([256, 512, 768, 4096])('give the same bits in blocks of %i trials', async (trialsPerBlock) => {
    expect(await runOn(threads(), toyModel(), {}, { ...SIZE, trialsPerBlock })).toEqual(inline);
    const wide: RunSize = { trials: 12_000, worlds: 6 };
    const alone = await runOn(makeInlineRunner(makeToyKernel), toyModel(), {}, wide);
    expect(await runOn(threads(), toyModel(), {}, { ...wide, trialsPerBlock })).toEqual(alone);
  });

  test('give other bits for another seed, so that sameness means something', async () => {
    const other = await runOn(threads(), toyModel({ paceFactor: Float64Array.of(2) }));
    expect(other.bits.loss).not.toEqual(inline.bits.loss);
  });

  test('serve one model after another, poured or anew', async () => {
    const runner = threads();
    expect(await runOn(runner, toyModel())).toEqual(inline);
    for (const model of [toyModel({ paceFactor: Float64Array.of(2) }), toyModel({ nodeIds: ['only'] })]) {
      const alone = await runOn(makeInlineRunner(makeToyKernel), model);
      expect(await runOn(runner, model)).toEqual(alone);
    }
    expect(await runOn(runner, toyModel())).toEqual(inline);
  });

  test('do jobs asked for at once one after the other', async () => {
    const runner = threads();
    const other = toyModel({ paceFactor: Float64Array.of(2) });
    const both = await Promise.all([runOn(runner, toyModel()), runOn(runner, other), runOn(runner, toyModel())]);
    expect(both[0]).toEqual(inline);
    expect(both[2]).toEqual(inline);
    expect(both[1]).toEqual(await runOn(makeInlineRunner(makeToyKernel), other));
  });

  test.each([
    ['exit', 1],
    ['exit', 2],
    ['throw', 2],
    ['memory', 1],
  ])('that die (%s, %i times) are replaced, and nothing else changes', async (what, times) => {
    const runner = threads({ resourceLimits: { maxOldGenerationSizeMb: 64 } });
    expect(await runOn(runner, fate(what, 5, 300, times))).toEqual(inline);
    expect(existsSync(path.join(folder, `${what}-5-${times}`))).toBe(true);
  });

  test('that die over the same block three times are a fault that names it', async () => {
    const run = runOn(threads(), fate('throw', 6, 20, 9));
    await expect(run).rejects.toThrow('block 3 has brought down 3 workers: TypeError: a bug');
    await expect(run).rejects.toMatchObject({ name: 'WorkerFault', outOfMemory: false });
  });

  test('that run out of memory over the same block three times are a fault that says so', async () => {
    const run = runOn(threads({ resourceLimits: { maxOldGenerationSizeMb: 64 } }), fate('memory', 6, 20, 9));
    await expect(run).rejects.toThrow('block 3 needs more memory than a worker thread has: 3 have run out of it');
    await expect(run).rejects.toMatchObject({ name: 'WorkerFault', outOfMemory: true });
  });

  test('say a fault of the model in its words, the first in order, and do not try again', async () => {
    for (const runner of [threads(), threads({ workers: 3 }), makeInlineRunner(makeToyKernel)]) {
      const run = runOn(runner, toyModel({ scenario: 'fault 7 any' }), {}, { ...SIZE, trialsPerBlock: 256 });
      await expect(run).rejects.toThrow('trial 0 of world 7 does not settle');
      await expect(run).rejects.toMatchObject({ name: 'SimulationFault' });
      expect(await runOn(runner, toyModel())).toEqual(inline);
    }
  });

  test('that cannot start are a fault', async () => {
    const runner = threads({ entry: new URL('./no-such-file.mjs', toyWorker) });
    await expect(runOn(runner, toyModel())).rejects.toThrow('Cannot find module');
  });

  test.each(['inline', 'threads'])('%s: an abort leaves whole worlds from the first on', async (which) => {
    const runner = which === 'inline' ? makeInlineRunner(makeToyKernel) : threads();
    const stop = new AbortController();
    const onProgress = (progress: Progress): void => {
      if (progress.trialsDone > 0) stop.abort();
    };
    const size: RunSize = { ...SIZE, trialsPerBlock: 256 };
    const cut = await runOn(runner, toyModel(), { signal: stop.signal, onProgress }, size);
    expect(cut.end).toBe('cut');
    expect(cut.bits.trials).toBeLessThan(12_000);
    expect(cut.bits.loss).toEqual(inline.bits.loss.slice(0, cut.bits.loss.length));
    expect(await runOn(runner, toyModel())).toEqual(inline);
  });

  test('an abort before the start leaves nothing', async () => {
    const cut = await runOn(threads(), toyModel(), { signal: AbortSignal.abort() });
    expect(cut).toMatchObject({ end: 'cut', bits: { trials: 0 } });
  });

  test('an abort does not wait for blocks that take long', async () => {
    const stop = new AbortController();
    const trialsPerBlock = 102_400;
    const size: RunSize = { trials: 2 * trialsPerBlock, worlds: 2, trialsPerBlock };
    const done = mark('gate', 0, trialsPerBlock);
    const run = runOn(threads(), fate('gate', 0, 'any', trialsPerBlock), { signal: stop.signal }, size);
    await until(() => existsSync(done));
    stop.abort();
    writeFileSync(`${done}-open`, '');
    expect(await run).toMatchObject({ end: 'cut', bits: { trials: 0 } });
    // It has left a mark for each trial that it has done.
    expect(statSync(done).size).toBeLessThan(10);
  });

  test('an abort does not wait for a trial that takes for ever, and the runner goes on to serve', async () => {
    const stop = new AbortController();
    const runner = threads();
    const done = mark('gate', 1, 1);
    const run = runOn(runner, fate('gate', 1, 0, 1), { signal: stop.signal });
    await until(() => existsSync(done));
    // Nobody opens the gate: the thread is ended.
    stop.abort();
    expect((await run).end).toBe('cut');
    expect(await runOn(runner, toyModel())).toEqual(inline);
  });

  test('closing gives up what still runs', async () => {
    const runner = threads();
    const run = runOn(runner, fate('gate', 0, 'any', 1));
    await until(() => existsSync(mark('gate', 0, 1)));
    await runner.close();
    expect((await run).end).toBe('cut');
    expect((await runOn(runner, toyModel())).bits.trials).toBe(0);
  });

  test.each(['inline', 'threads'])(
    '%s: a run that knows enough ends at a checkpoint, at the same one',
    async (which) => {
      const runner = which === 'inline' ? makeInlineRunner(makeToyKernel) : threads();
      for (const trialsPerBlock of [256, 4096]) {
        let checkpoints = 0;
        const atCheckpoint = (): boolean => ++checkpoints === 4;
        const run = await runOn(runner, toyModel(), { atCheckpoint }, { ...SIZE, trialsPerBlock });
        expect(run).toMatchObject({ end: 'enough', bits: { worlds: 10, trials: 5000 } });
        expect(run.bits.loss).toEqual(inline.bits.loss.slice(0, 5000 * 2));
      }
    },
  );

  test('report how far they are, and the whole at the end', async () => {
    const reports: Progress[] = [];
    await runOn(
      threads(),
      toyModel(),
      { onProgress: (progress) => reports.push(progress) },
      { ...SIZE, trials: 60_000 },
    );
    expect(reports.at(-1)).toEqual({ trialsDone: 60_000, trials: 60_000, worldsDone: 24, worlds: 24 });
    const done = reports.map((report) => report.trialsDone);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  test('are given a task each, and no result is kept once it is delivered', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const planned = planRun({ trials: 40_960, worlds: 40 }, true);
    if (!planned.ok) throw new Error('the plan does not fit');
    const { blocks, block } = planned.value;
    const inHand = new Set<number>();
    const delivered: WeakRef<object>[] = [];
    let mostInHand = 0;
    const task = (index: number): Block => {
      inHand.add(index);
      mostInHand = Math.max(mostInHand, inHand.size);
      return block(index);
    };
    const onResult = (result: object, index: number): void => {
      inHand.delete(index);
      delivered.push(new WeakRef(result));
    };
    const job: Job<'sums'> = { kind: 'sums', model: toyModel(), seed: '', tasks: blocks, task };
    await threads().run(job, { onResult });
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(mostInHand).toBe(2);
    expect(delivered).toHaveLength(40);
    expect(delivered.filter((reference) => reference.deref() !== undefined).length).toBeLessThanOrEqual(2);
  });

  test.each([0, -1, 1.5, Number.NaN])('cannot be %d', (workers) => {
    expect(() => makeThreadRunner({ workers })).toThrow(RangeError);
  });
});
