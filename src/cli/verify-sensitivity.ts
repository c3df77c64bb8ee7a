/** What `verify` asks of a sensitivity analysis. */
import { readModelText } from '../io/read-model.ts';
import { openSession } from '../sim/session.ts';
import type { Runner } from '../sim/session/runner.ts';
import { sensitivity } from '../study/sensitivity/sensitivity.ts';
import type { Sense } from '../study/verify/verify.ts';

export function senser(runner: Runner, seed: string, signal: AbortSignal): Sense {
  return async ({ model: text, trials }) => {
    const read = readModelText(text);
    if (!read.ok) throw new Error(`a model of verify is at fault: ${read.problems[0]?.message}`);
    const session = openSession(read.value, runner);
    try {
      const document = await sensitivity(session, { trials, seed, signal });
      if (document.partial) signal.throwIfAborted();
      return document;
    } finally {
      await session.close();
    }
  };
}
