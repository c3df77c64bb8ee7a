/** Options that commands have in common. */
import type { Command } from 'commander';
import { bytes, count, given, names, override } from './options.ts';

/** What a simulation takes: its size, seed and threads, then what of the model is simulated. */
export const withSimulation = (command: Command): Command =>
  command
    .option('--trials <count>', 'simulated futures in all (default: until enough is known, at most 1,000,000)', count)
    .option(
      '--worlds <count>',
      'draws of what is uncertain, over which the trials are spread (default with --trials: as many as trials in each, up to 1,000)',
      count,
    )
    .option('--seed <phrase>', 'any text; the same phrase gives the same figures')
    .option('--workers <count>', 'threads (default: one a core); no influence on the figures', count)
    .option('--scenario <name>', 'a scenario of the model, or base; several with commas between', names)
    .option(
      '--portfolio <name>',
      'a portfolio of the model, or current for the levels as they are; several with commas between',
      names,
    )
    .option(
      '--given <event>',
      'what if threat=ID happens, or node=ID:30..60h is out; @2027-12-19T17:00 behind for a time; DRIVER=STATE holds a driver; may stand several times',
      given,
    )
    .option('--set <path=value>', 'change a figure of the model; may stand several times', override);

/**
 * The options of commands that ask one selection of a model one question, and print or save one document.
 *
 * @param says What `--trials`, `--worlds` and `--csv` are to the command.
 */
export const withOneSelection = (
  command: Command,
  says: { readonly trials: string; readonly worlds: string; readonly csv: string },
): Command =>
  command
    .option('--trials <count>', says.trials, count)
    .option('--worlds <count>', says.worlds, count)
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
    .option('--csv <file>', says.csv);

/** What they are given. */
export interface OneSelectionOptions {
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
