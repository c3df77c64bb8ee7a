/** `ringfence sensitivity`: which uncertain inputs move the figures. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { bytes, count, given, override } from './options.ts';

export interface SensitivityCommandOptions {
  readonly figure?: string;
  readonly by?: string;
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
export function sensitivityCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('sensitivity')
    .description('Find which estimates matter: how much each uncertain input moves the loss and the limits.')
    .argument('<file>', 'the model file')
    .option('--figure <id>', 'the figure shown in full: loss, tail, or a limit of the model (default: loss)')
    .option('--by <what>', 'put inputs together by source, kind, driver, node, threat or control')
    .option('--trials <count>', 'simulated futures in all (default: 1,000,000)', count)
    .option('--worlds <count>', 'draws of what is uncertain in the run as it is', count)
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
    .option('--csv <file>', 'write shares and swings as a table too')
    .action(async (file: string, options: SensitivityCommandOptions) => {
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
    { line: 'sensitivity airport.yaml --by source', what: 'Whose estimates matter?' },
    { line: 'sensitivity airport.yaml --trials 200k', what: 'A first look.' },
    { line: 'sensitivity airport.yaml --json | jq .figures.loss', what: 'Figures for other programs.' },
  ]);
}
