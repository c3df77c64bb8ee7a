/** `ringfence check`: the faults of a model, or what it takes for granted. */
import { Command } from 'commander';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { override } from './options.ts';

export interface CheckOptions {
  readonly read?: true;
  readonly scenario?: string;
  readonly portfolio?: string;
  readonly set?: readonly string[];
}

/** @param finish Takes the exit status. */
export function checkCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('check')
    .description('Look for faults in a model, and say what it takes for granted.')
    .argument('<file>', 'the model file')
    .option('--read', 'say the whole model back in plain English, with means and 1-in-1000 values')
    .option('--scenario <name>', 'under a scenario of the model')
    .option('--portfolio <name>', 'with the controls at the levels of a portfolio')
    .option('--set <path=value>', 'with a figure changed; may stand several times', override)
    .action(async (file: string, options: CheckOptions) => {
      const { check } = await import('./check-action.ts');
      finish(await check(file, options));
    });
  return withExamples(command, [
    { line: 'check airport.yaml', what: 'All faults at once; exit status 1 when there are any.' },
    { line: 'check airport.yaml --read | less', what: 'See a wrong unit or a wide tail before it costs a run.' },
    { line: "check airport.yaml --set 'nodes.terminals.restart=2..4 h'", what: 'Does a change fit?' },
  ]);
}
