import { getEventListeners } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { planOf } from '../../../src/sim/session/plan.ts';
import { openSession } from '../../../src/sim/session.ts';
import { makeGatedRunner } from '../../../src/tui/host/gate.ts';
import { until } from '../../fixtures/until.ts';
import { MODEL } from './host-of.ts';

function model() {
  const checked = readModelText(MODEL);
  if (!checked.ok) throw new Error(checked.problems[0]?.message);
  return checked.value;
}

test('a job that is paused stands still, and goes on to the same bits, also on other threads', async () => {
  const runner = makeGatedRunner({ workers: 1 });
  onTestFinished(() => runner.close());
  const trials = 60_000;
  let [pulses, done] = [0, false];
  const run = openSession(model(), runner).run({ trials, onPulse: () => void pulses++ });
  void run.then(() => {
    done = true;
  });
  await until(() => pulses > 0);
  runner.pause();
  runner.take(2);
  // Another job that is paused from the start
  const other = openSession(model(), runner).run({ trials: 1000 });
  expect(done).toBe(false);
  runner.resume();
  const document = await run;
  expect(document).toEqual(await openSession(model(), makeInlineRunner()).run({ trials }));
  expect((await other).trials).toBe(1000);
  expect(runner.workers).toBe(2);
});

test('a job that is cancelled while it is paused ends', async () => {
  const runner = makeGatedRunner({ workers: 1 });
  onTestFinished(() => runner.close());
  runner.pause();
  const stop = new AbortController();
  const run = openSession(model(), runner).run({ trials: 1000, signal: stop.signal });
  stop.abort(new Error('cancelled'));
  await expect(run).rejects.toThrow('cancelled');
});

test('a job that stood still leaves nothing behind: a long run does so many times', async () => {
  const runner = makeGatedRunner({ workers: 1 });
  onTestFinished(() => runner.close());
  const { compiled, seed } = openSession(model(), makeInlineRunner());
  const { signal } = new AbortController();
  runner.pause();
  const job = { kind: 'sums', model: compiled, seed, tasks: 1, task: planOf(1, 100, [1]).block } as const;
  const run = runner.run(job, { onResult: (_result, _index, giveBack) => giveBack() }, signal);
  await until(() => getEventListeners(signal, 'abort').length > 0);
  runner.resume();
  await run;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
