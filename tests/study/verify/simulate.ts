import { makeInlineRunner, openSession, readModelText } from '../../../src/index.ts';
import type { Simulate } from '../../../src/study/verify/verify.ts';

/** Simulates the model files of `verify` in this thread. */
export function simulator(seed: string): Simulate {
  const runner = makeInlineRunner();
  return async (text, trials) => {
    const read = readModelText(text);
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    const session = openSession(read.value, runner);
    const { scenarios } = await session.run({ trials, seed });
    await session.close();
    return scenarios['base']!;
  };
}
