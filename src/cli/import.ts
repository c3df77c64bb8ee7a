/** `ringfence import`: a risk register, or a workbook that `export` wrote, as a model. */
import { Command } from 'commander';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';

export interface ImportOptions {
  readonly mapping?: string;
  readonly out?: string;
  readonly run?: true;
}

/** @param finish Takes the exit status. */
export function importCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('import')
    .description('Make a commented model of a risk register, a row a risk; or of a workbook that export wrote.')
    .argument('<sheet>', 'a spreadsheet (.xlsx), or comma-separated values (.csv)')
    .option('--mapping <file>', 'what columns and words mean, in YAML')
    .option('--out <file>', 'write the model to a file instead of printing it')
    .option('--run', 'simulate it at once: sheet in, verdict out; needs --out')
    .action(async (sheet: string, options: ImportOptions) => {
      const { importSheet } = await import('./import-action.ts');
      finish(await importSheet(sheet, options));
    });
  return withExamples(command, [
    { line: 'import register.csv --out shop.yaml --run', what: 'Sheet in, verdict out.' },
    {
      line: 'import register.xlsx --mapping words.yaml',
      what: 'Columns of other names, words for likelihood and impact.',
    },
  ]);
}
