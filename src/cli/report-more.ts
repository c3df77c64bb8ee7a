/** How much each part of a page rests on where nobody says, and the commands that look longer. */
import type { PartName } from '../results/report-document.ts';
import { compareCommand, doughnutCommand, runCommand, sensitivityCommand, snowballCommand } from './command-line.ts';
import type { ReportCommandOptions } from './report.ts';

/**
 * Trials where nobody says: so that a page of a model like those that come with the program takes about two minutes on two cores.
 * A run by itself ends when it knows enough; a search for what security should cost tries each portfolio with so many.
 */
export const PAGE_TRIALS: Readonly<Record<Exclude<PartName, 'run'>, number>> = {
  doughnut: 10_000,
  snowball: 10_000,
  comparison: 20_000,
  sensitivity: 100_000,
};

/** Orders of threats over which shares in the worst years are the mean: a twentieth of what `snowball` takes by itself. */
export const PAGE_ORDERS = 100;

interface Asked {
  readonly file: string;
  readonly seed: string;
  /** Names of the scenarios, that of all but the comparison first. */
  readonly scenarios: readonly string[];
  readonly options: ReportCommandOptions;
}

/** For each part that takes fewer the words of the command line that finds it by itself, with all the futures that it then takes. */
export function moreOf({ file, seed, scenarios, options }: Asked): Partial<Record<PartName, readonly string[]>> {
  const { set, trials, worlds } = options;
  // What was asked for is what was had, but where time was up
  if ((trials !== undefined || worlds !== undefined) && options.for === undefined) return {};
  const [first = 'base'] = scenarios;
  const one = { file, seed, set, scenario: first === 'base' ? undefined : first };
  const several = { ...one, scenario: first === 'base' ? undefined : [first] };
  return {
    ...(options.for === undefined ? {} : { run: runCommand(several) }),
    doughnut: doughnutCommand(one),
    snowball: snowballCommand(several),
    comparison: compareCommand({ files: [file], seed, set, scenario: scenarios }),
    sensitivity: sensitivityCommand(one),
  };
}
