import { describe, expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession, type Session } from '../../../src/sim/session.ts';
import type { Runner } from '../../../src/sim/session/runner.ts';
import { comparedColumns, compareSamples } from '../../../src/study/compare/compare.ts';
import { explain, explainedColumns } from '../../../src/study/explain/explain.ts';
import { runAll } from '../../../src/study/run/run-all.ts';
import { SMALL } from '../../model/parse/small-model.ts';

const SIZE = { trials: 1024, worlds: 16 } as const;
const STRONG = { portfolio: { changeover: 'auto', sprinkler: 'full' } } as const;

/** A session whose runner counts the tasks it does. */
function counted(memory?: number): {
  readonly session: Session;
  readonly runner: Runner;
  readonly tasks: () => number;
} {
  const runner = makeInlineRunner();
  let tasks = 0;
  const counting: Runner = {
    ...runner,
    run: (job, listener, signal) => {
      tasks += job.tasks;
      return runner.run(job, listener, signal);
    },
  };
  const session = openSession(readModelFileText(SMALL), counting, { memory });
  return {
    session,
    runner: counting,
    /** Since it was asked last. */
    tasks: () => {
      const done = tasks;
      tasks = 0;
      return done;
    },
  };
}

describe('samples that a session keeps', () => {
  test('a question that was answered is not run again, whoever asks, and its answer is the same bits', async () => {
    const { session, tasks } = counted();
    const first = await session.sample({ ...STRONG, ...SIZE });
    expect(tasks()).toBeGreaterThan(0);
    const again = await session.sample({ portfolio: { sprinkler: 'full', changeover: 'auto' }, ...SIZE });
    const [evaluated] = await session.evaluate([STRONG], SIZE);
    const document = await session.run({ ...STRONG, ...SIZE });
    const partials = [];
    for await (const one of session.results({ ...STRONG, ...SIZE })) partials.push(one);
    expect(tasks()).toBe(0);
    expect(again.losses).toEqual(first.losses);
    expect(evaluated!.losses).toEqual(first.losses);
    expect([again.document, evaluated!.document, document, ...partials]).toEqual(Array(4).fill(first.document));
    const fresh = await counted().session.run({ ...STRONG, ...SIZE });
    expect(JSON.stringify(document)).toBe(JSON.stringify(fresh));
  });

  test('another selection, seed, size or end is another question', async () => {
    const { session, tasks } = counted();
    await session.run(SIZE);
    tasks();
    const others = [
      { ...SIZE, ...STRONG },
      { ...SIZE, scenario: 'winter' },
      { ...SIZE, given: ['fire'] },
      { ...SIZE, set: ['nodes.hub.restart=1 h'] },
      { ...SIZE, seed: 'another' },
      { trials: 2048, worlds: 16 },
      { trials: 1024, worlds: 32 },
      { ...SIZE, until: { relative: 0.5, of: 'mean' } },
      {},
    ] as const;
    for (const asked of others) {
      await session.run(asked);
      expect(tasks(), JSON.stringify(asked)).toBeGreaterThan(0);
    }
    for (const asked of others) await session.run(asked);
    expect(tasks()).toBe(0);
  });

  test('settings are those of who asks', async () => {
    const { session, tasks } = counted();
    const plain = await session.run(SIZE);
    tasks();
    const noted = await session.run({ ...SIZE, settings: { note: 'second' } });
    expect(tasks()).toBe(0);
    expect(noted).toEqual({ ...plain, settings: { note: 'second' } });
    expect(JSON.stringify(noted)).toBe(
      JSON.stringify(await counted().session.run({ ...SIZE, settings: { note: 'second' } })),
    );
  });

  test('columns: whoever asks for other ones has them run once, and then both are known', async () => {
    const { session, runner, tasks } = counted();
    const [{ compiled, model }] = session.variants([{}]) as [ReturnType<Session['variants']>[number]];
    const [forExplain, forCompare] = [explainedColumns(compiled), comparedColumns({ compiled, model })];
    await session.sample({ ...SIZE, columns: forExplain });
    await session.sample({ ...SIZE, columns: forCompare });
    expect(tasks()).toBeGreaterThan(0);
    const sample = await session.sample({ ...SIZE, columns: forExplain });
    const compared = await session.sample({ ...SIZE, columns: forCompare });
    expect(tasks()).toBe(0);
    const alone = counted();
    const fresh = await alone.session.sample({ ...SIZE, columns: forExplain });
    expect(sample.columns).toEqual(forExplain);
    for (const place of forExplain.keys()) expect(sample.clusters.of(place)).toEqual(fresh.clusters.of(place));
    expect(await explain(sample, runner)).toEqual(await explain(fresh, alone.runner));
    expect(tasks()).toBeGreaterThan(0);
    // The worst periods too are simulated once.
    await explain(await session.sample({ ...SIZE, columns: forExplain }), runner);
    expect(tasks()).toBe(0);
    const named = (of: typeof compared) => ({ name: 'a', file: 'f', portfolio: 'p', sample: of });
    const freshCompared = await counted().session.sample({ ...SIZE, columns: forCompare });
    expect(compareSamples([named(compared)])).toEqual(compareSamples([named(freshCompared)]));
  });

  test('an explained run, asked again, simulates nothing', async () => {
    const { session, runner, tasks } = counted();
    const runs = [{ name: 'base', selection: {} }];
    const first = await runAll(session, runner, runs, { ...SIZE, explained: true });
    expect(tasks()).toBeGreaterThan(0);
    expect(await runAll(session, runner, runs, { ...SIZE, explained: true })).toEqual(first);
    expect(tasks()).toBe(0);
  });

  test('nothing is kept without memory, and what was used longest ago goes when there is little', async () => {
    const none = counted(0);
    const first = await none.session.run(SIZE);
    none.tasks();
    expect(await none.session.run(SIZE)).toEqual(first);
    expect(none.tasks()).toBeGreaterThan(0);

    const { bytes } = await counted().session.sample(SIZE);
    const { session, tasks } = counted(bytes * 3.5);
    const asked = ['a', 'b', 'c', 'd', 'e'].map((seed) => ({ ...SIZE, seed }));
    for (const one of asked) await session.run(one);
    tasks();
    await session.run(asked[4]!);
    expect(tasks()).toBe(0);
    await session.run(asked[0]!);
    expect(tasks()).toBeGreaterThan(0);
  });

  test('what was cut short is not kept, and a closed session answers nothing', async () => {
    const { session, tasks } = counted();
    const stop = new AbortController();
    const options = { trials: 40_960, worlds: 16, signal: stop.signal };
    const cut = await session.sample({ ...options, onProgress: ({ worldsDone }) => worldsDone > 0 && stop.abort() });
    expect(cut.partial).toBe(true);
    tasks();
    expect((await session.run({ trials: 40_960, worlds: 16 })).partial).toBe(false);
    expect(tasks()).toBeGreaterThan(0);
    await session.close();
    await expect(session.run({ trials: 40_960, worlds: 16 })).rejects.toThrow('the session was closed');
  });
});
