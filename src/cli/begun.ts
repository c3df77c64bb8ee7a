/** The first words of a command, said before what simulates is loaded: that may take longer than people wait without a word. */
import type { FirstWords } from './first-words.ts';
import type { ProgressBar } from './progress-bar.ts';

/** @param words Null where a file is missing, which is then told as a fault. */
export async function begun(isQuiet: true | undefined, words: FirstWords | null): Promise<ProgressBar> {
  const { makeProgressBar, SILENT } = await import('./progress-bar.ts');
  if (isQuiet === true) return SILENT;
  const progress = makeProgressBar(process.stderr);
  if (words !== null) progress.begin(words);
  return progress;
}
