/** `ringfence snowball`: where failures compound, how much time there is, what would remove it. */
import { Command } from 'commander';
import { begun } from './begun.ts';
import { withSimulation } from './common-options.ts';
import { withExamples } from './examples.ts';
import type { ExitStatus } from './exit-status.ts';
import { bytes, count, leastShare, several, whichTrial, type Address, type ByLoss } from './options.ts';

export interface SnowballCommandOptions {
  readonly trials?: number;
  readonly worlds?: number;
  readonly seed?: string;
  readonly workers?: number;
  readonly scenario?: readonly string[];
  readonly portfolio?: readonly string[];
  readonly given?: readonly string[];
  readonly set?: readonly string[];
  readonly least?: number;
  readonly goal?: readonly string[];
  readonly chain?: number;
  readonly trial?: Address | ByLoss;
  readonly memory?: number;
  readonly json?: true;
  readonly quiet?: true;
  readonly out?: string;
  readonly csv?: string;
}

/** @param finish Takes the exit status. */
export function snowballCommand(finish: (status: ExitStatus) => void): Command {
  const command = withSimulation(
    new Command('snowball')
      .description('Find where failures compound: which few points make more of a failure than they received.')
      .argument('<file>', 'the model file')
      .option('--least <share>', 'share of the worst losses that makes a point (default: 5%)', leastShare)
      .option(
        '--goal <node>',
        'a node that must not fail, instead of the goals of the model; may stand several times',
        several,
      )
      .option('--chain <number>', 'tell one chain in full, and a typical future of it hour by hour', count)
      .option(
        '--trial <which>',
        'tell one future instead, hour by hour: WORLD/TRIAL, both from 0; or a typical one by its loss, median or 95%',
        whichTrial,
      ),
  )
    .option('--memory <size>', 'keep no more than this for what is asked again, such as 2g', bytes)
    .option('--json', 'print the document instead of the page')
    .option('--quiet', 'say nothing of how far it is; faults are told all the same')
    .option('--out <path>', 'write the document to a file (.json); or document, tables and every future into a folder')
    .option('--csv <folder>', 'write points.csv and chains.csv into a folder too')
    .action(async (file: string, options: SnowballCommandOptions) => {
      const { wordsOfRun } = await import('./first-words.ts');
      const progress = await begun(options.quiet, wordsOfRun(file, options));
      try {
        const { snowball } = await import('./snowball-action.ts');
        finish(await snowball(file, options, progress));
      } finally {
        progress.clear();
      }
    });
  return withExamples(command, [
    { line: 'snowball airport.yaml', what: 'Where do failures compound, and what would remove that?' },
    { line: 'snowball airport.yaml --chain 1', what: 'How does the dearest chain go, hour by hour?' },
    { line: 'snowball airport.yaml --portfolio generators', what: 'Does that portfolio remove the point?' },
    { line: 'snowball airport.yaml --given threat=substation-fire', what: 'If it burns: where does it compound?' },
    { line: 'snowball airport.yaml --csv findings', what: 'Points and chains for a spreadsheet.' },
    { line: 'snowball airport.yaml --json | jq .scenarios.base.points', what: 'Figures for other programs.' },
  ]);
}
