/** `ringfence` and `ringfence FILE`: opens the product in the terminal. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { didYouMean } from '../model/did-you-mean.ts';
import { say } from './console.ts';
import { AT_FAULT, type ExitStatus } from './exit-status.ts';

interface OpenOptions {
  readonly ascii?: true;
  readonly color: boolean;
  readonly speech?: true;
}

/** A word that is no path to anything, and looks like none, was meant to be a command. */
const isCommandLike = (word: string): boolean => /^[a-z-]+$/i.test(word) && !existsSync(word);

/** What the program does without a command. @param finish Takes the exit status. */
export function openCommand(program: Command, finish: (status: ExitStatus) => void): void {
  program
    .argument('[file]', 'a model file to open in the terminal')
    .option('--ascii', 'open it with signs of ASCII alone')
    .option('--no-color', 'open it without colours')
    .option('--speech', 'open it for a screen reader: lines are added, nothing is drawn')
    .action(async (file: string | undefined, options: OpenOptions) => {
      if (file !== undefined && isCommandLike(file)) {
        const names = program.commands.map((command) => command.name());
        const meant = didYouMean(file, names);
        program.error(`error: unknown command '${file}'${meant === null ? '' : `\n(Did you mean ${meant}?)`}`);
      }
      const { openProduct } = await import('../tui/main.ts');
      const { ascii, color, speech } = options;
      const end = await openProduct({ file, ascii, speech, color: color ? undefined : false });
      if (typeof end === 'number') return finish(end as ExitStatus);
      await say(`${end.refused}\n`);
      return finish(AT_FAULT);
    });
}
