/** `ringfence history`: the runs of a folder of results, and what moved between two of them. */
import { Command, InvalidArgumentError } from 'commander';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { count } from './options.ts';

export interface HistoryOptions {
  readonly json?: true;
}

/** Collects numbers of runs, two at most. */
function counts(text: string, before: readonly number[] = []): readonly number[] {
  if (before.length === 2) throw new InvalidArgumentError('Give two at most.');
  return [...before, count(text)];
}

/** @param finish Takes the exit status. */
export function historyCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('history')
    .description('List the runs of a folder of results, or say what moved between two of them, and why.')
    .argument('<folder>', 'a folder that --out has written into')
    .argument('[runs...]', 'the numbers of two runs; of one and the last without the second', counts)
    .option('--json', 'print the runs, or what moved, as JSON')
    .action(async (folder: string, runs: readonly number[], options: HistoryOptions) => {
      const { history } = await import('./history-action.ts');
      finish(await history(folder, runs, options));
    });
  return withExamples(command, [
    { line: 'history results', what: 'What was run, when, and what came of it.' },
    { line: 'history results 1 2', what: 'What moved between the first two runs, and why.' },
  ]);
}
