/** A run that is to stop when it knows a figure well says whether it did. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resultDocumentSchema } from '../../src/results/result-document.ts';
import { KEPT, plant } from '../cli/plant.ts';
import { ringfence } from '../cli/ringfence.ts';

let folder: string;
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-until-'));
  model = path.join(folder, 'model.yaml');
  await writeFile(model, plant(KEPT));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The words of a report, without its line breaks. */
const report = async (until: string): Promise<string> => {
  const { status, stdout } = await ringfence('run', model, '--trials', '10000', '--until', until);
  expect(status).toBe(0);
  return stdout.replaceAll(/\s+/g, ' ');
};

test('reached: after how many trials, and how well the figure is known', async () => {
  expect(await report('5% of mean')).toMatch(
    /Reached what it was to run until, "5% of mean": after [3-9],000 trials, the mean loss is known to [2-5](\.\d+)?%\./,
  );
});

test('not reached: all trials are used, and the figure is known so well', async () => {
  expect(await report('0.1% of var95')).toMatch(
    /Did not reach what it was to run until, "0\.1% of var95": after 10,000 trials, the 1-in-20 loss is known to \d+(\.\d+)?%\. Raise --trials/,
  );
});

test('not reached, and resting on too few trials: no figure of its error is made up', async () => {
  expect(await report('0.1% of tvar99')).toMatch(
    /Did not reach .*: after 10,000 trials, too little lies behind the mean of the worst 1% to say how well it is known\./,
  );
});

test('the document says so too, with the figure', async () => {
  const { stdout } = await ringfence('run', model, '--trials', '10000', '--until', '0.1% of mean', '--json');
  const { base } = resultDocumentSchema.parse(JSON.parse(stdout)).scenarios;
  expect(base?.until).toEqual({ of: 'mean', relative: 0.001, reached: false, estimate: base?.loss.mean });
});
