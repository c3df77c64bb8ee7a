/**
 * Reads one text after the other in a process of its own, as `check` and `run` would: gives what came of it and the processor
 * time that it took. Talks by messages; the program is the built one.
 */
import { Worker } from 'node:worker_threads';
import { makeInlineRunner, openSession, readModelText, SimulationFault } from '../../dist/index.js';

/** Processor seconds after which a text is given up. */
const GIVE_UP = 30;

const runner = makeInlineRunner();

/** The text that is being judged; a thread of its own watches that none takes too long, for this one may be in a loop. */
const current = new Int32Array(new SharedArrayBuffer(4));
new Worker(
  `const { workerData: { current, most } } = require('node:worker_threads');
  let [text, began] = [0, process.cpuUsage()];
  for (;;) {
    Atomics.wait(current, 0, text, 1000);
    if (current[0] !== text) [text, began] = [current[0], process.cpuUsage()];
    const { user, system } = process.cpuUsage(began);
    if ((user + system) / 1e6 > most) process.kill(process.pid, 'SIGKILL');
  }`,
  { eval: true, workerData: { current, most: GIVE_UP } },
).unref();

/** A short run: one trial, which may have up to a million events. */
async function simulate(model) {
  const session = openSession(model, runner);
  try {
    const { scenarios } = await session.run({ trials: 1, worlds: 1, seed: 'fuzz' });
    return Object.values(scenarios).every(({ loss }) => Number.isFinite(loss.mean.value)) ? 'run' : 'no number';
  } catch (error) {
    if (error instanceof SimulationFault && error.message !== '') return 'simulation fault';
    throw error;
  } finally {
    await session.close();
  }
}

async function outcomeOf(text) {
  const read = readModelText(text);
  if (read.ok) return { what: await simulate(read.value) };
  const unnamed = read.problems.filter(({ message, place, code }) => message === '' || code === '' || place === null);
  return read.problems.length > 0 && unnamed.length === 0
    ? { what: 'refused' }
    : { what: 'unnamed', details: JSON.stringify(unnamed[0] ?? null) };
}

process.on('message', ({ id, text }) => {
  const began = process.cpuUsage();
  Atomics.add(current, 0, 1);
  Atomics.notify(current, 0);
  const answer = (outcome) => {
    const { user, system } = process.cpuUsage(began);
    process.send({ id, seconds: (user + system) / 1e6, ...outcome });
  };
  outcomeOf(text).then(answer, (error) => answer({ what: 'crash', details: String(error?.stack ?? error) }));
});
