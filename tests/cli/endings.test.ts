import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROKEN, plant } from './plant.ts';
import { AT_WORK, loadHook, SHOWS_PROGRESS, start } from './ringfence.ts';

let folder: string;
let model: string;
/** Minutes of work, in worlds that take milliseconds. */
const long = ['--trials', '20m', '--worlds', '20k'];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-endings-'));
  model = path.join(folder, 'model.yaml');
  await writeFile(model, plant(BROKEN));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('Ctrl-C', () => {
  test('once stops the run, gives what is known as partial, and status 130', async () => {
    const { child, outcome, shows } = start(['run', model, ...long, '--json'], SHOWS_PROGRESS);
    // The first world, which is the least that is told of, may be the last of the first few.
    await shows(AT_WORK, 10);
    child.kill('SIGINT');
    const { status, stdout, stderr } = await outcome;
    expect(status).toBe(130);
    expect(stderr).toContain('Stopping');
    const document: { partial: boolean; scenarios: { base: { measured: { trials: number } } } } = JSON.parse(stdout);
    expect(document.partial).toBe(true);
    expect(document.scenarios.base.measured.trials).toBeGreaterThan(0);
    expect(document.scenarios.base.measured.trials).toBeLessThan(20_000_000);
  });

  test('twice leaves at once', async () => {
    // The run never ends, whatever it is told, so that only the second can end the program.
    const forever = `await (() => new Promise(() => { setInterval(() => {}, 1e6); process.stderr.write('stalled'); }))(`;
    const stall = loadHook(`const loaded = await next(url, context);
      if (!url.includes('/run-action-')) return loaded;
      return { ...loaded, source: String(loaded.source).replace('await runAll(', ${JSON.stringify(forever)}) };`);
    const { child, outcome, shows } = start(['run', model], stall);
    await shows(/stalled/);
    child.kill('SIGINT');
    await shows(/Stopping/);
    child.kill('SIGINT');
    expect((await outcome).status).toBe(130);
  });
});

test('a reader who leaves early hears no complaint', async () => {
  const { child, outcome } = start(['run', model, '--trials', '2000', '--worlds', '20', '--quiet']);
  child.stdout?.destroy();
  const { status, stderr } = await outcome;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a fault of Ringfence itself has status 3 and asks to be reported', async () => {
  const sabotage = loadHook(
    "if (url.includes('/run-action-')) return { format: 'module', source: 'throw new Error(\"sabotage\")', shortCircuit: true }; return next(url, context);",
  );
  const { status, stdout, stderr } = await start(['run', model], sabotage).outcome;
  expect(status).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toContain('Ringfence is at fault');
  expect(stderr).toContain('sabotage');
});
