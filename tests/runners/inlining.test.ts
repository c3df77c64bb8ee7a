import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readModelText } from '../../src/index.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import type { Job } from '../../src/sim/session/runner.ts';

const set = vi.hoisted(() => vi.fn<(flag: string) => void>());
vi.mock('node:v8', () => ({ setFlagsFromString: set }));

/** 100 threat events a year, on a node that another needs or that stands alone. */
function modelOf(needs: string): CompiledModel {
  const read = readModelText(`ringfence: 1
title: Busy
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  pump: { kind: asset }
  town: { kind: service${needs} }
threats:
  fault: { occurs: 100 per year, affects: { pump: { outage: 1 h } } }
`);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return compileModel(read.value);
}

const NETWORK = ', needs: { water: { all: [pump] } }';

function jobOf(model: CompiledModel, trials: number): Job<'sums'> {
  const task = (number: number) => ({ number, firstWorld: 0, worlds: 1, firstTrial: number * 1000, trials: 1000 });
  return { kind: 'sums', model, seed: 'inlining', tasks: trials / 1000, task };
}

/** The module as a new process has it: the program's own, unless it is a host's. */
async function fresh(isOwn = true): Promise<(job: Job, workers: number) => void> {
  vi.resetModules();
  const { ownProcess, raiseInlining } = await import('../../src/runners/inlining.ts');
  if (isOwn) ownProcess();
  return raiseInlining;
}

beforeEach(() => set.mockClear());
afterEach(() => vi.resetModules());

test('a long run of a network raises the budgets once, a short one and one without needs do not', async () => {
  const network = modelOf(NETWORK);
  let raise = await fresh();
  raise(jobOf(network, 49_000), 1);
  raise(jobOf(network, 99_000), 2);
  raise(jobOf(modelOf(''), 1_000_000), 1);
  expect(set).not.toHaveBeenCalled();
  raise(jobOf(network, 51_000), 1);
  const times = set.mock.calls.length;
  expect(times).toBeGreaterThan(0);
  raise(jobOf(network, 51_000), 1);
  expect(set).toHaveBeenCalledTimes(times);
  raise = await fresh();
  raise(jobOf(network, 101_000), 2);
  expect(set).toHaveBeenCalledTimes(2 * times);
});

test('in a host that calls the library no flag is set', async () => {
  const raise = await fresh(false);
  raise(jobOf(modelOf(NETWORK), 1_000_000), 1);
  expect(set).not.toHaveBeenCalled();
});

test('this Node knows each of them', async () => {
  const raise = await fresh();
  raise(jobOf(modelOf(NETWORK), 51_000), 1);
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  for (const [flag] of set.mock.calls) expect(known).toContain(`${flag.slice(0, flag.indexOf('='))} `);
});
