/**
 * Reads one text after the other in a process of its own, as `check` and `run` would: gives what came of it and the processor
 * time that it took. Talks by messages; the program is the built one.
 */
import { makeInlineRunner, openSession, readModelText, SimulationFault } from '../../dist/index.js';

const runner = makeInlineRunner();

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
  const answer = (outcome) => {
    const { user, system } = process.cpuUsage(began);
    process.send({ id, seconds: (user + system) / 1e6, ...outcome });
  };
  outcomeOf(text).then(answer, (error) => answer({ what: 'crash', details: String(error?.stack ?? error) }));
});
