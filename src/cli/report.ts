/** `ringfence report`: one page to send, for people who never open a terminal. */
import { Command, Option } from 'commander';
import { AUDIENCES, type Audience } from '../report/html/audiences.ts';
import { begun } from './begun.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { bytes, count, override, several } from './options.ts';

export interface ReportCommandOptions {
  readonly out?: string;
  readonly audience?: Audience;
  readonly trials?: number;
  readonly worlds?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly scenario?: readonly string[];
  readonly set?: readonly string[];
  readonly memory?: number;
  readonly for?: string;
  readonly pdf?: true;
  readonly open?: true;
  readonly quiet?: true;
}

/** @param finish Takes the exit status. */
export function reportCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('report')
    .description('Make one page to send: the verdict, how bad it can get, what security should cost, what to do.')
    .argument(
      '<file>',
      'a model file, or a document that run, doughnut, snowball, compare or sensitivity gave with --json',
    )
    .option('-o, --out <file>', 'the page (default: report.html)')
    .addOption(
      new Option(
        '--audience <who>',
        'for whom it is made (default: the analyst, who has all of it); what is left out is said',
      ).choices(AUDIENCES),
    )
    .option(
      '--trials <count>',
      'simulated futures in all, of each question (default: what two minutes have room for, named on the page)',
      count,
    )
    .option('--worlds <count>', 'draws of what is uncertain, over which the trials are spread', count)
    .option('--seed <phrase>', 'any text; the same phrase gives the same page')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option(
      '--scenario <name>',
      'a scenario of the model, or base; may stand several times (default: base, beside all others)',
      several,
    )
    .option('--set <path=value>', 'change a figure of the model; may stand several times', override)
    .option('--for <time>', 'stop after so long, such as "2 min": each part with what is known by then')
    .option('--memory <size>', 'keep no more than this for what is asked again, such as 2g', bytes)
    .option('--pdf', 'print the page on A4 too, beside it, where a Chromium is found')
    .option('--open', 'show the page in a browser')
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .action(async (file: string, options: ReportCommandOptions) => {
      const { wordsOfReport } = await import('./first-words.ts');
      const progress = await begun(options.quiet, wordsOfReport(file, options));
      try {
        const { report } = await import('./report-action.ts');
        finish(await report(file, options, progress));
      } finally {
        progress.clear();
      }
    });
  return withExamples(command, [
    { line: 'report airport.yaml -o airport.html', what: 'One page with all of it.' },
    { line: 'report airport.yaml --audience board -o board.html', what: 'What a board decides on.' },
    { line: 'report result.json -o result.html', what: 'The page of a result that is there already.' },
  ]);
}
