/** `ringfence run`: simulate a model and report what it costs, how surely, and whether the limits hold. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withSimulation } from './common-options.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { bytes, whichTrial, type Address, type ByLoss } from './options.ts';

export interface RunCommandOptions {
  readonly trials?: number;
  readonly worlds?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly scenario?: readonly string[];
  readonly portfolio?: readonly string[];
  readonly given?: readonly string[];
  readonly set?: readonly string[];
  readonly until?: string;
  readonly memory?: number;
  readonly brief?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly out?: string;
  readonly failOnBreach?: true;
  readonly explain?: true;
  readonly trial?: Address | ByLoss;
}

/** @param finish Takes the exit status. */
export function runCommand(finish: (status: ExitStatus) => void): Command {
  const command = withSimulation(
    new Command('run')
      .description('Simulate a model: what it costs, how sure that is, whether the limits hold.')
      .argument('<file>', 'the model file'),
  )
    .option('--until <words>', 'stop as soon as a figure is known well: "2% of tvar99"')
    .option('--memory <size>', 'refuse a run that would keep more than this, such as 2g', bytes)
    .option('--explain', 'show what makes up the mean and the worst years, and one of those years')
    .option(
      '--trial <which>',
      'tell one future instead, hour by hour: WORLD/TRIAL, both from 0; or a typical one by its loss, median or 95%',
      whichTrial,
    )
    .option('--brief', 'only the answer, the curve and what costs most: one screen')
    .option('--json', 'print the result document instead of the report')
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .option('--out <path>', 'write the document to a file (.json); or document, tables and every future into a folder')
    .option('--fail-on-breach', 'exit with status 2 when a limit of the appetite is broken')
    .action(async (file: string, options: RunCommandOptions) => {
      const { wordsOfRun } = await import('./first-words.ts');
      const progress = await begun(options.quiet, wordsOfRun(file, options));
      try {
        const { run } = await import('./run-action.ts');
        finish(await run(file, options, progress));
      } finally {
        progress.clear();
      }
    });
  return withExamples(command, [
    { line: 'run airport.yaml', what: 'A year, as often as it takes to know.' },
    {
      line: 'run airport.yaml --given threat=substation-fire',
      what: 'If it burns: what does that cost, how long are we down?',
    },
    {
      line: 'run airport.yaml --scenario base --scenario winter-peak',
      what: 'Two scenarios on the same futures, compared.',
    },
    {
      line: "run airport.yaml --set 'nodes.terminals.restart=x0.5'",
      what: 'What would a restart in half the time be worth?',
    },
    { line: 'run airport.yaml --explain', what: 'Which threats and nodes make the mean, which the worst years?' },
    {
      line: 'run airport.yaml --given threat=substation-fire --trial median',
      what: 'How does a typical fire go, hour by hour?',
    },
    { line: 'run airport.yaml --trial 12/340', what: 'What happened in trial 340 of world 12?' },
    { line: 'run airport.yaml --json | jq .scenarios.base.loss.mean', what: 'Figures for other programs.' },
  ]);
}
