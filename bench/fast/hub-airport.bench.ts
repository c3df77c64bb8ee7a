/**
 * 20,000 trials of the hub airport in 20 worlds: a small model with one of each kind of part, in which most trials are
 * quiet. It guards the cost of a trial in which little happens, which most trials of most models are.
 */
import path from 'node:path';
import { bench, expect } from 'vitest';
import { makeInlineRunner, openSession, readModel } from '../../src/index.ts';

const file = path.resolve(import.meta.dirname, '../../scenarios/hub-airport/as-was.yaml');
const read = await readModel(file);
if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
const session = openSession(read.value, makeInlineRunner());

const run = async (): Promise<number> => {
  const { scenarios } = await session.run({ trials: 20_000, worlds: 20, seed: 'bench' });
  return scenarios['base']!.loss.mean.value;
};

expect(await run()).toBe(2149054.755176666);

bench(
  'hub-airport, 20,000 trials',
  async () => {
    await run();
  },
  { time: 2000, iterations: 5 },
);
