/** What a run is about, said before the model is read and before all that simulates is loaded. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { counted, listed, wholeNumber } from '../results/format/count.ts';
import { DEFAULT_SEED, DEFAULT_TRIALS, MOST_TRIALS } from '../sim/session/defaults.ts';
import type { CompareCommandOptions } from './compare.ts';
import type { DiscoverCommandOptions } from './discover.ts';
import type { DoughnutCommandOptions } from './doughnut.ts';
import type { Address, ByLoss } from './options.ts';
import type { ReportCommandOptions } from './report.ts';
import type { RunCommandOptions } from './run.ts';
import type { SensitivityCommandOptions } from './sensitivity.ts';

/** What is simulated, and how. */
export interface FirstWords {
  /** Titles of models. */
  readonly subject: string;
  readonly details: readonly string[];
}

/** Bytes of a file among which its title is looked for: near the top of YAML, in all of JSON. */
const BYTES_OF_TITLE = 2 ** 20;
const BYTES_OF_BEGINNING = 4096;
const CHARACTERS_OF_YAML = 16_384;

/** A title on one line of a model, in quotes or plain; one that goes on in the next line is none. */
const TITLE =
  /^\uFEFF?title:[ \t]+(?:"([^"\\\n]+)"|'([^'\n]+)'|([^\s"'[\]{}>|&*!%@`#][^\n]*?))(?:[ \t]+#.*)?[ \t]*\r?\n(?![ \t]+\S)/m;

/** The title that a text begins with; null where it takes a reader of YAML to tell. */
export function titleIn(text: string): string | null {
  if (/^\uFEFF?\s*\{/.test(text)) return titleInJson(text);
  const found = TITLE.exec(text.slice(0, CHARACTERS_OF_YAML));
  return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? null);
}

function titleInJson(text: string): string | null {
  try {
    const title: unknown = JSON.parse(text.replace(/^\uFEFF/, '')).title;
    return typeof title === 'string' && title.trim() !== '' ? title : null;
  } catch {
    return null;
  }
}

/** The title of a model file, or else its name; null where no such file can be read. */
function titleOf(file: string): string | null {
  let descriptor: number | null = null;
  try {
    // A pipe could be read only once
    const status = statSync(file);
    if (!status.isFile()) return null;
    const { size } = status;
    descriptor = openSync(file, 'r');
    const bytes = Buffer.alloc(Math.min(size, BYTES_OF_TITLE));
    const read = readSync(descriptor, bytes, 0, bytes.length, 0);
    return titleIn(bytes.subarray(0, read).toString('utf8')) ?? basename(file);
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function sizeOf({ trials, worlds, until }: Pick<RunCommandOptions, 'trials' | 'worlds' | 'until'>): string {
  if (until !== undefined) return `until ${until}, at most ${counted(trials ?? MOST_TRIALS, 'trial')}`;
  if (trials === undefined && worlds === undefined) {
    return `until it knows enough, at most ${wholeNumber(MOST_TRIALS)} trials`;
  }
  // Where nothing is uncertain there is one world, whatever is asked
  const inWorlds = worlds === undefined ? '' : ` in at most ${counted(worlds, 'world')}`;
  return `${counted(trials ?? MOST_TRIALS, 'trial')}${inWorlds}`;
}

const futureOf = (which: Address | ByLoss): string =>
  'quantile' in which ? 'for a typical future' : `trial ${which.trial} of world ${which.world}`;

const scenarioWords = (names: readonly string[]): string =>
  names.length === 1 && names[0] === 'base' ? 'base scenario' : namedWords('scenario', names);

function namedWords(what: string, names: readonly string[]): string {
  const unique = [...new Set(names)];
  return `${what}${unique.length === 1 ? '' : 's'} ${listed(unique)}`;
}

/** Options that say what is simulated. */
interface Conditions {
  readonly portfolio?: readonly string[] | undefined;
  readonly given?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly seed?: string | undefined;
}

function detailsOf(options: Conditions, scenario: readonly string[]): string[] {
  const { portfolio = [], given = [], set = [], seed = DEFAULT_SEED } = options;
  return [
    ...(scenario.length === 0 ? [] : [scenarioWords(scenario)]),
    ...(portfolio.length === 0 ? [] : [namedWords('portfolio', portfolio)]),
    ...(given.length === 0 ? [] : [`given ${listed(given)}`]),
    ...(set.length === 0 ? [] : [`with ${listed(set)}`]),
    `seed ${seed === '' ? "''" : seed}`,
  ];
}

/** Of a run; null where there is no such file. */
export function wordsOfRun(file: string, options: RunCommandOptions): FirstWords | null {
  const subject = titleOf(file);
  if (subject === null) return null;
  const { trial, scenario = ['base'] } = options;
  const details = detailsOf(options, scenario);
  const isOne = trial !== undefined && !('quantile' in trial);
  const future = trial === undefined ? [] : [futureOf(trial)];
  return { subject, details: [...details, ...future, ...(isOne ? [] : [sizeOf(options)])] };
}

/** Of a discovery; null where there is no such file. */
export function wordsOfDiscovery(file: string, options: DiscoverCommandOptions): FirstWords | null {
  const { scenario, portfolio, ...others } = options;
  return wordsOfRun(file, {
    ...others,
    scenario: [scenario ?? 'base'],
    ...(portfolio === undefined ? {} : { portfolio: [portfolio] }),
  });
}

/** Of a sensitivity analysis; null where there is no such file. */
export function wordsOfSensitivity(
  file: string,
  { scenario = 'base', portfolio, trials = DEFAULT_TRIALS, ...others }: SensitivityCommandOptions,
): FirstWords | null {
  const subject = titleOf(file);
  if (subject === null) return null;
  const details = detailsOf({ ...others, ...(portfolio === undefined ? {} : { portfolio: [portfolio] }) }, [scenario]);
  return { subject, details: [...details, `${counted(trials, 'trial')} in all`] };
}

/** Of a doughnut; null where there is no such file. */
export function wordsOfDoughnut(file: string, options: DoughnutCommandOptions): FirstWords | null {
  const subject = titleOf(file);
  if (subject === null) return null;
  const { scenario = 'base', set, given, seed, trials, without = [] } = options;
  const details = detailsOf({ set, given, seed }, [scenario]);
  const left = without.length === 0 ? [] : [`without ${listed(without)}`];
  const size = trials === undefined ? 'every portfolio' : `${counted(trials, 'trial')} of every portfolio`;
  return { subject, details: [...details, ...left, size] };
}

/** Whether a file begins as a document does, which names the version of the program: nothing is simulated then. */
function isDocument(file: string): boolean {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(BYTES_OF_BEGINNING);
      const read = readSync(descriptor, bytes, 0, bytes.length, 0);
      return /^\uFEFF?\s*\{[\s\S]*"ringfence"\s*:\s*"/.test(bytes.subarray(0, read).toString('utf8'));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

/** Of a page; null where there is no such file, or where it is a document. */
export function wordsOfReport(file: string, { scenario = [], ...options }: ReportCommandOptions): FirstWords | null {
  const subject = titleOf(file);
  if (subject === null || isDocument(file)) return null;
  const { trials, worlds } = options;
  const isSized = trials !== undefined || worlds !== undefined;
  const size = isSized
    ? `${sizeOf(options)} for each of its parts`
    : 'up to five parts, each until it knows enough for a page';
  return {
    subject,
    details: [...detailsOf(options, scenario), ...(options.for === undefined ? [] : [`for ${options.for}`]), size],
  };
}

/** Of a comparison; null where a file is missing. */
export function wordsOfComparison(files: readonly string[], options: CompareCommandOptions): FirstWords | null {
  const titles: string[] = [];
  for (const file of new Set(files)) {
    const title = titleOf(file);
    if (title === null) return null;
    titles.push(title);
  }
  const subject = listed([...new Set(titles)]);
  return { subject, details: [...detailsOf(options, options.scenario ?? []), sizeOf(options)] };
}
