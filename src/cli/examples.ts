/** Help with examples. */
import type { Command } from 'commander';
import { PROGRAM } from './called-as.ts';

export interface Example {
  readonly line: string;
  readonly what: string;
}

/** Puts examples at the end of the help of a command. */
export function withExamples(command: Command, examples: readonly Example[]): Command {
  const lines = examples.map(({ line, what }) => `  $ ${PROGRAM} ${line}\n      ${what}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
