/** `ringfence evidence`: one threat, node or control as a page of its own. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { count } from './options.ts';

export interface EvidenceOptions {
  readonly out?: string;
  readonly trials?: number;
  readonly worlds?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly quiet?: true;
}

/** @param finish Takes the exit status. */
export function evidenceCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('evidence')
    .description(
      'One threat, node or control as a page: what was found, who estimated it and when, what the file says.',
    )
    .argument('<file>', 'the model file')
    .argument('<id>', 'of a threat, a node or a control')
    .option(
      '-o, --out <file>',
      'write the page to a file instead of printing it: HTML where its name ends in .html, else Markdown',
    )
    .option('--trials <count>', 'simulated futures (default: until enough is known)', count)
    .option('--worlds <count>', 'draws of what is uncertain, over which the trials are spread', count)
    .option('--seed <phrase>', 'any text; the same phrase gives the same figures')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .action(async (file: string, id: string, options: EvidenceOptions) => {
      const { wordsOfRun } = await import('./first-words.ts');
      const progress = await begun(options.quiet, wordsOfRun(file, options));
      try {
        const { evidence } = await import('./evidence-action.ts');
        finish(await evidence(file, id, options, progress));
      } finally {
        progress.clear();
      }
    });
  return withExamples(command, [
    { line: 'evidence airport.yaml substation-fire --out fire.md', what: 'One risk, for an authority.' },
    {
      line: 'evidence airport.yaml substation-fire -o fire.html',
      what: 'The same as a page for a browser, and for A4.',
    },
    { line: 'evidence airport.yaml terminals', what: 'One asset: what strikes it, what it needs.' },
  ]);
}
