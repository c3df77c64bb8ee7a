/** `ringfence discover`: which combinations break a limit. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { bytes, count, given, override, several } from './options.ts';

export interface DiscoverCommandOptions {
  readonly limit?: readonly string[];
  readonly over?: string;
  readonly symptoms?: true;
  readonly trials?: number;
  readonly worlds?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly scenario?: string;
  readonly portfolio?: string;
  readonly given?: readonly string[];
  readonly set?: readonly string[];
  readonly memory?: number;
  readonly json?: true;
  readonly quiet?: true;
  readonly out?: string;
  readonly csv?: string;
}

/** @param finish Takes the exit status. */
export function discoverCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('discover')
    .description('Find which combinations of events break a limit: rules that a person can read.')
    .argument('<file>', 'the model file')
    .option(
      '--limit <limit>',
      'a limit of the model (default: every one that a single year breaks); may stand several times',
      several,
    )
    .option('--over <amount>', 'a loss instead, such as £50m: what makes a year lose more than that')
    .option('--symptoms', 'look at hours down too, except those of the node that the limit names')
    .option('--trials <count>', 'simulated futures in all (default: until enough is known, at most 1,000,000)', count)
    .option('--worlds <count>', 'draws of what is uncertain, over which the trials are spread', count)
    .option('--seed <phrase>', 'any text; the same phrase gives the same figures')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option('--scenario <name>', 'a scenario of the model, or base')
    .option('--portfolio <name>', 'a portfolio of the model, or current for the levels as they are')
    .option('--given <event>', 'what if threat=ID happens, or node=ID:30..60h is out; may stand several times', given)
    .option('--set <path=value>', 'change a figure of the model; may stand several times', override)
    .option('--memory <size>', 'keep no more than this for what is asked again, such as 2g', bytes)
    .option('--json', 'print the document instead of the page')
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .option('--out <file>', 'write the document to a file too')
    .option('--csv <file>', 'write the rules as a table too')
    .action(async (file: string, options: DiscoverCommandOptions) => {
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
