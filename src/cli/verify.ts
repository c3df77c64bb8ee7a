/** `ringfence verify`: published answers beside ours. */
import { Command } from 'commander';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { count, several } from './options.ts';

export interface VerifyCommandOptions {
  readonly data?: string;
  readonly only?: readonly string[];
  readonly seed?: string;
  readonly workers?: number;
  readonly json?: true;
}

/** @param finish Takes the exit status. */
export function verifyCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('verify')
    .description('Give answers that others published, and say whether ours agree; exit status 1 when one does not.')
    .option('--data <folder>', 'folder with the data that some cases need (model.json of benchmark W3)')
    .option('--only <id>', 'a single case; may stand several times', several)
    .option('--seed <phrase>', 'any text: do the answers hold on other futures too?')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option('--json', 'print the document instead of the table')
    .action(async (options: VerifyCommandOptions) => {
      const { verifyAction } = await import('./verify-action.ts');
      finish(await verifyAction(options));
    });
  return withExamples(command, [
    { line: 'verify', what: 'In a minute: is this tool right?' },
    { line: 'verify --seed "my own phrase"', what: 'And on futures that its makers never saw?' },
    { line: 'verify --json | jq \'.cases[] | select(.verdict == "fails")\'', what: 'What fails, for other programs.' },
  ]);
}
