/** What `verify` asks of a doughnut. */
import { doughnut } from '../doughnut/doughnut.ts';
import { readModelText } from '../io/read-model.ts';
import { openSession } from '../sim/session.ts';
import type { Runner } from '../sim/session/runner.ts';
import type { Draw } from '../study/verify/verify.ts';

export function drawer(runner: Runner, seed: string, signal: AbortSignal): Draw {
  return async ({ model: text, confidence, worlds, trials }) => {
    const read = readModelText(text);
    if (!read.ok) throw new Error(`a model of verify is at fault: ${read.problems[0]?.message}`);
    const session = openSession(read.value, runner);
    try {
      const document = await doughnut(session, { confidence, worlds, trials, seed, signal });
      if (document.partial) signal.throwIfAborted();
      return document;
    } finally {
      await session.close();
    }
  };
}
