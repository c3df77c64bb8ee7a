import { afterEach, describe, expect, test } from 'vitest';
import { makeRunnerAsNeeded } from '../../src/runners/as-needed.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import type { Kernel } from '../../src/sim/kernel/ground/kernel.ts';
import { SimulationFault } from '../../src/sim/kernel/ground/kernel.ts';
import type { Job, Result, Runner } from '../../src/sim/session/runner.ts';
import { makeToyKernel, toyModel, toyWorker } from './toy/model.ts';

/** A worker whose file does not exist, so that whoever starts one fails. */
const NO_WORKER = new URL('./toy/there-is-none.mjs', import.meta.url);

const TASKS = 12;

function jobOf(model: CompiledModel, tasks = TASKS): Job<'sums'> {
  const task = (number: number) => ({ number, firstWorld: number, worlds: 1, firstTrial: 0, trials: 256 });
  return { kind: 'sums', model, seed: 'as needed', tasks, task };
}

describe('a runner that takes threads as needed', () => {
  const open: Runner[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((runner) => runner.close()));
  });

  /** A runner whose every trial in this thread takes so many seconds of a clock of its own, and counts them. */
  function runnerOf(secondsPerTrial: number, entry: URL = toyWorker, events = 0) {
    const seen = { trials: 0 };
    const makeKernel = (model: CompiledModel, seed: string): Kernel => {
      const kernel = makeToyKernel(model, seed);
      const simulate = (world: number, trial: number): void => {
        seen.trials++;
        kernel.simulate(world, trial);
      };
      return { ...kernel, simulate };
    };
    const clock = (): number => seen.trials * secondsPerTrial;
    const runner = makeRunnerAsNeeded({ makeKernel, clock, events: () => events, threads: { workers: 2, entry } });
    open.push(runner);
    return { runner, seen };
  }

  /** The results of a job in order of task, as plain values. */
  async function resultsOn(runner: Runner, job: Job<'sums'>): Promise<Result<'sums'>[]> {
    const results: Result<'sums'>[] = [];
    await runner.run(job, {
      onResult: (result, index) => {
        expect(results[index]).toBeUndefined();
        results[index] = structuredClone(result);
      },
    });
    return results;
  }

  const alone = (): Promise<Result<'sums'>[]> => {
    const runner = makeInlineRunner(makeToyKernel);
    open.push(runner);
    return resultsOn(runner, jobOf(toyModel()));
  };

  test('does work under two seconds alone', async () => {
    const { runner, seen } = runnerOf(1.9 / (TASKS * 256), NO_WORKER);
    expect(await resultsOn(runner, jobOf(toyModel()))).toEqual(await alone());
    expect(seen.trials).toBe(TASKS * 256);
  });

  test('hands work over two seconds to threads once its pace is known, with the same results', async () => {
    const { runner, seen } = runnerOf(3.6 / (TASKS * 256));
    expect(await resultsOn(runner, jobOf(toyModel()))).toEqual(await alone());
    expect(seen.trials).toBe(512);
  });

  test('begins with threads where the model expects ten million events', async () => {
    const { runner, seen } = runnerOf(0, toyWorker, 10_000_001);
    expect(await resultsOn(runner, jobOf(toyModel()))).toEqual(await alone());
    expect(seen.trials).toBe(0);
  });

  test('gives up a task that is long by itself, and has it done again', async () => {
    const { runner, seen } = runnerOf(0.01);
    expect(await resultsOn(runner, jobOf(toyModel()))).toEqual(await alone());
    expect(seen.trials).toBeLessThan(256);
  });

  test('finishes a last task, however long', async () => {
    const { runner, seen } = runnerOf(1, NO_WORKER);
    expect(await resultsOn(runner, jobOf(toyModel(), 1))).toHaveLength(1);
    expect(seen.trials).toBe(256);
  });

  test('counts the work of all its jobs together, and stays with threads', async () => {
    const { runner, seen } = runnerOf(1.2 / (TASKS * 256));
    const job = jobOf(toyModel());
    await resultsOn(runner, job);
    expect(seen.trials).toBe(TASKS * 256);
    expect(await resultsOn(runner, job)).toEqual(await alone());
    const after = seen.trials;
    expect(after).toBeLessThan(2 * TASKS * 256);
    await resultsOn(runner, job);
    expect(seen.trials).toBe(after);
  });

  test('a fault is that of the first task that has one, on either side', async () => {
    for (const seconds of [0.0001, 0.01]) {
      const { runner } = runnerOf(seconds);
      const faulty = jobOf(toyModel({ scenario: 'fault 5 3' }));
      await expect(resultsOn(runner, faulty)).rejects.toThrow(SimulationFault);
    }
  });
});
