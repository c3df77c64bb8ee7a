/** `ringfence discover`: which combinations break a limit. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withOneSelection, type OneSelectionOptions } from './common-options.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { several } from './options.ts';

export interface DiscoverCommandOptions extends OneSelectionOptions {
  readonly limit?: readonly string[];
  readonly over?: string;
  readonly symptoms?: true;
}

/** @param finish Takes the exit status. */
export function discoverCommand(finish: (status: ExitStatus) => void): Command {
  const command = withOneSelection(
    new Command('discover')
      .description('Find which combinations of events break a limit: rules that a person can read.')
      .argument('<file>', 'the model file')
      .option(
        '--limit <limit>',
        'a limit of the model (default: every one that a single year breaks); may stand several times',
        several,
      )
      .option('--over <amount>', 'a loss instead, such as £50m: what makes a year lose more than that')
      .option('--symptoms', 'look at hours down too, except those of the node that the limit names'),
    {
      trials: 'simulated futures in all (default: until enough is known, at most 1,000,000)',
      worlds: 'draws of what is uncertain, over which the trials are spread',
      csv: 'write the rules as a table too',
    },
  ).action(async (file: string, options: DiscoverCommandOptions) => {
    const { wordsOfDiscovery } = await import('./first-words.ts');
    const progress = await begun(options.quiet, wordsOfDiscovery(file, options));
    try {
      const { discoverPage } = await import('./discover-action.ts');
      finish(await discoverPage(file, options, progress));
    } finally {
      progress.clear();
    }
  });
  return withExamples(command, [
    { line: 'discover airport.yaml', what: 'What do the years have in common that break a limit?' },
    { line: 'discover airport.yaml --over £50m', what: 'What makes a year lose more than £50m?' },
    { line: 'discover airport.yaml --limit closure --symptoms', what: 'Which outages announce it?' },
    { line: 'discover airport.yaml --json | jq .answers', what: 'Figures for other programs.' },
  ]);
}
