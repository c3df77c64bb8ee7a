/** `ringfence doughnut`: what security should cost: at least, best, at most, and what to do about it. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { begun } from './begun.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { bytes, count, given, innerShare, override, several } from './options.ts';

/** What segments may be made by. */
const SEGMENTS = ['discipline', 'risk', 'goal', 'owner', 'tier'] as const;

/** What may be shown besides. */
const SHOWN = ['finance', 'why', 'all'] as const;

export interface DoughnutCommandOptions {
  readonly budget?: string;
  readonly cut?: number;
  readonly confidence?: number;
  readonly segments?: (typeof SEGMENTS)[number];
  readonly without?: readonly string[];
  readonly years?: number;
  readonly show?: readonly (typeof SHOWN)[number][];
  readonly most?: number;
  readonly trials?: number;
  readonly worlds?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly scenario?: string;
  readonly given?: readonly string[];
  readonly set?: readonly string[];
  readonly for?: string;
  readonly memory?: number;
  readonly json?: true;
  readonly quiet?: true;
  readonly csv?: string;
  readonly out?: string;
}

/** @param finish Takes the exit status. */
export function doughnutCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('doughnut')
    .description('What security should cost: at least, best and at most, what to buy and what to give up.')
    .argument('<file>', 'the model file')
    .option(
      '--budget <amount>',
      'what is there a year, such as £1.2m: what is best for it, instead of the budget of the model',
    )
    .option('--cut <share>', 'the same for today’s budget less a share, such as 10%', innerShare)
    .option(
      '--confidence <share>',
      'how sure to be of every limit, such as 80%, instead of what the model asks',
      innerShare,
    )
    .addOption(
      new Option('--segments <by>', 'what the spend is taken apart by (default: discipline)').choices(SEGMENTS),
    )
    .addOption(
      new Option(
        '--show <part>',
        'more on the page: finance (money over years), why (single controls and estimates), or all; may stand several times',
      )
        .choices(SHOWN)
        .argParser((part: string, before: readonly string[] | undefined) => {
          if (!SHOWN.some((known) => known === part)) {
            throw new InvalidArgumentError(`Allowed choices are ${SHOWN.join(', ')}.`);
          }
          return [...(before ?? []), part];
        }),
    )
    .option('--years <count>', 'years over which money is looked at (default: the horizon, or 5)', count)
    .option('--without <limit>', 'as if this limit were given up; may stand several times', several)
    .option(
      '--trials <count>',
      'simulated futures of each portfolio (default: 100,000, or what its limits take)',
      count,
    )
    .option(
      '--most <count>',
      'try all portfolios up to so many, and search where there are more (default: 100,000)',
      count,
    )
    .option('--worlds <count>', 'draws of what is uncertain, over which the trials are spread', count)
    .option('--seed <phrase>', 'any text; the same phrase gives the same figures')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option('--scenario <name>', 'a scenario of the model, or base')
    .option('--set <path=value>', 'change a figure of the model; may stand several times', override)
    .addOption(new Option('--given <event>').argParser(given).hideHelp())
    .option('--for <time>', 'stop after so long, such as "2 min", with what is known by then')
    .option('--memory <size>', 'keep no more than this, such as 2g', bytes)
    .option('--json', 'print the document instead of the page')
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .option('--out <path>', 'write the document to a file (.json); or document, tables and every future into a folder')
    .option('--csv <folder>', 'write frontier.csv, controls.csv and segments.csv into a folder too')
    .action(async (file: string, options: DoughnutCommandOptions) => {
      const { wordsOfDoughnut } = await import('./first-words.ts');
      const progress = await begun(options.quiet, wordsOfDoughnut(file, options));
      try {
        const { doughnutPage } = await import('./doughnut-action.ts');
        finish(await doughnutPage(file, options, progress));
      } finally {
        progress.clear();
      }
    });
  return withExamples(command, [
    { line: 'doughnut airport.yaml', what: 'How much is necessary, how much too much, and what to do?' },
    { line: 'doughnut airport.yaml --cut 10%', what: 'What goes if a tenth of the budget does?' },
    { line: 'doughnut airport.yaml --budget £1.2m', what: 'What is best for that budget, and does it reach?' },
    { line: 'doughnut airport.yaml --confidence 80%', what: 'What does it cost to be less sure?' },
    { line: 'doughnut airport.yaml --without big-loss', what: 'What does that limit cost?' },
    { line: 'doughnut airport.yaml --show finance', what: 'Is it worth it over years, and when is it paid?' },
    { line: 'doughnut airport.yaml --csv findings', what: 'Plans, controls and segments for a spreadsheet.' },
    { line: 'doughnut airport.yaml --json | jq .rings', what: 'Figures for other programs.' },
  ]);
}
