/** `ringfence export`: a model and what is found of it as a workbook. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { count } from './options.ts';

export interface ExportOptions {
  readonly xlsx: string;
  readonly trials?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly spend: boolean;
  readonly quiet?: true;
}

/** @param finish Takes the exit status. */
export function exportCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('export')
    .description('Write a workbook: verdict, register with residual risk, limits, spend plan, rings, and the model.')
    .argument('<file>', 'the model file')
    .requiredOption('--xlsx <file>', 'the workbook')
    .option('--trials <count>', 'simulated futures (default: until enough is known)', count)
    .option('--seed <phrase>', 'any text; the same phrase gives the same figures')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option('--no-spend', 'leave out what security should cost, which takes longest')
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .action(async (file: string, options: ExportOptions) => {
      const { wordsOfRun } = await import('./first-words.ts');
      const progress = await begun(options.quiet, wordsOfRun(file, options));
      try {
        const { exportModel } = await import('./export-action.ts');
        finish(await exportModel(file, options, progress));
      } finally {
        progress.clear();
      }
    });
  return withExamples(command, [
    { line: 'export shop.yaml --xlsx shop.xlsx', what: 'The register with residual risk, and what to buy.' },
    { line: 'import shop.xlsx --out shop.yaml', what: 'The same model again, with what was changed in the sheet.' },
  ]);
}
