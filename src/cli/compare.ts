/** `ringfence compare`: scenarios, portfolios and model files side by side on the same futures. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { bytes, count, given, names, override } from './options.ts';

export interface CompareCommandOptions {
  readonly trials?: number;
  readonly worlds?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly scenario?: readonly string[];
  readonly portfolio?: readonly string[];
  readonly given?: readonly string[];
  readonly set?: readonly string[];
  readonly memory?: number;
  readonly pairs?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly out?: string;
}

/** @param finish Takes the exit status. */
export function compareCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('compare')
    .description(
      'Compare scenarios, portfolios and model files on the same futures. The first of each is the baseline; ' +
        'several of several kinds are combined.',
    )
    .argument('<files...>', 'one model file, or several variants of it')
    .option('--scenario <name>', 'a scenario, or base; several with commas between', names)
    .option(
      '--portfolio <name>',
      'a portfolio, or current for the levels as they are; several with commas between',
      names,
    )
    .option(
      '--trials <count>',
      'simulated futures of each (default: until enough is known of the first, at most 1,000,000)',
      count,
    )
    .option('--worlds <count>', 'draws of what is uncertain, over which the trials are spread', count)
    .option('--seed <phrase>', 'any text; the same phrase gives the same figures')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option(
      '--given <event>',
      'what if threat=ID happens, or node=ID:30..60h is out; @2027-12-19T17:00 behind for a time; DRIVER=STATE holds a driver; may stand several times',
      given,
    )
    .option('--set <path=value>', 'change a figure of every variant; may stand several times', override)
    .option('--memory <size>', 'refuse a comparison that would keep more than this, such as 2g', bytes)
    .option('--pairs', 'of more than two: not only one table of all, but each beside the first')
    .option('--json', 'print the document of the comparison instead of the report')
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .option('--out <path>', 'write the document to a file (.json); or document, tables and every future into a folder')
    .action(async (files: readonly string[], options: CompareCommandOptions) => {
      const { wordsOfComparison } = await import('./first-words.ts');
      const progress = await begun(options.quiet, wordsOfComparison(files, options));
      try {
        const { compareModels } = await import('./compare-action.ts');
        finish(await compareModels(files, options, progress));
      } finally {
        progress.clear();
      }
    });
  return withExamples(command, [
    {
      line: 'compare airport.yaml --portfolio current --portfolio resilient',
      what: 'What would the resilient portfolio change?',
    },
    { line: 'compare airport.yaml --scenario base --scenario winter-peak', what: 'How much worse is a winter peak?' },
    { line: 'compare as-believed.yaml as-was.yaml', what: 'Two models of one place.' },
    {
      line: 'compare airport.yaml --portfolio resilient --json > out.json',
      what: 'Against the levels as they are; figures for other programs.',
    },
  ]);
}
