/** Options that commands have in common. */
import type { Command } from 'commander';
import { count, given, override, several } from './options.ts';

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
    .option('--scenario <name>', 'a scenario of the model, or base; may stand several times', several)
    .option(
      '--portfolio <name>',
      'a portfolio of the model, or current for the levels as they are; may stand several times',
      several,
    )
    .option(
      '--given <event>',
      'what if threat=ID happens, or node=ID:30..60h is out; @2027-12-19T17:00 behind for a time; DRIVER=STATE holds a driver; may stand several times',
      given,
    )
    .option('--set <path=value>', 'change a figure of the model; may stand several times', override);
