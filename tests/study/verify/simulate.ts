import { makeInlineRunner, openSession, readModelText } from '../../../src/index.ts';
import { compare } from '../../../src/study/compare/compare.ts';
import { drawer } from '../../../src/cli/verify-doughnut.ts';
import { searcher } from '../../../src/cli/verify-search.ts';
import { senser } from '../../../src/cli/verify-sensitivity.ts';
import type { Draw, Save, Search, Sense, Simulate } from '../../../src/study/verify/verify.ts';

/** Simulates the model files of `verify` in this thread. */
export function simulator(seed: string): Simulate {
  const runner = makeInlineRunner();
  return async (text, trials, scenario) => {
    const read = readModelText(text, { scenario });
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    const session = openSession(read.value, runner);
    const { scenarios } = await session.run({ trials, seed });
    await session.close();
    return scenarios[scenario ?? 'base']!;
  };
}

/** Compares pairs of them. */
export function saver(seed: string): Save {
  const runner = makeInlineRunner();
  return async ([first, second], trials) => {
    const candidate = (text: string) => {
      const read = readModelText(text);
      if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
      return { name: text.slice(-60), file: 'verify', portfolio: 'current', model: read.value };
    };
    const document = await compare([candidate(first), candidate(second)], runner, { trials, seed });
    const { value, standardError } = document!.comparisons[0]!.loss.mean;
    return { value: -value, standardError };
  };
}

/** Looks where their failures compound. */
export const searching = (seed: string): Search => searcher(makeInlineRunner(), seed, new AbortController().signal);

/** Draws their doughnuts. */
export const drawing = (seed: string): Draw => drawer(makeInlineRunner(), seed, new AbortController().signal);

/** Asks which of their inputs matter. */
export const sensing = (seed: string): Sense => senser(makeInlineRunner(), seed, new AbortController().signal);
