/** `ringfence sensitivity`: which uncertain inputs move the figures. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withOneSelection, type OneSelectionOptions } from './common-options.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';

export interface SensitivityCommandOptions extends OneSelectionOptions {
  readonly figure?: string;
  readonly by?: string;
  readonly worth?: boolean;
}

/** @param finish Takes the exit status. */
export function sensitivityCommand(finish: (status: ExitStatus) => void): Command {
  const command = withOneSelection(
    new Command('sensitivity')
      .description(
        'Find what matters: how much each uncertain input, and each driver held, moves the loss and the limits.',
      )
      .argument('<file>', 'the model file')
      .option('--figure <id>', 'the figure shown in full: loss, tail, or a limit of the model (default: loss)')
      .option('--by <what>', 'put inputs together by source, kind, driver, node, threat or control')
      .option('--worth', 'say what knowing an estimate is worth in money: simulates plans as `doughnut` does'),
    {
      trials: 'simulated futures in all (default: 1,000,000)',
      worlds: 'draws of what is uncertain in the run as it is',
      csv: 'write shares and swings as a table too',
    },
  ).action(async (file: string, options: SensitivityCommandOptions) => {
    const { wordsOfSensitivity } = await import('./first-words.ts');
    const progress = await begun(options.quiet, wordsOfSensitivity(file, options));
    try {
      const { sensitivityPage } = await import('./sensitivity-action.ts');
      finish(await sensitivityPage(file, options, progress));
    } finally {
      progress.clear();
    }
  });
  return withExamples(command, [
    { line: 'sensitivity airport.yaml', what: 'Which estimate is worth improving first?' },
    { line: 'sensitivity airport.yaml --figure tail', what: 'Which ones move the worst years?' },
    { line: 'sensitivity airport.yaml --worth', what: 'For how much, a year?' },
    { line: 'sensitivity airport.yaml --by source', what: 'Whose estimates matter?' },
    { line: 'sensitivity airport.yaml --trials 200k', what: 'A first look.' },
    { line: 'sensitivity airport.yaml --json | jq .figures.loss', what: 'Figures for other programs.' },
  ]);
}
