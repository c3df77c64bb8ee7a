/** The options of runs, samples and evaluations, and their checks. */
import {
  type ArgumentKind,
  checkOptions,
  FLAG,
  FUNCTION,
  INDICES,
  NUMBER,
  PORTFOLIO,
  RECORD,
  SIGNAL,
  TEXT,
  TEXTS,
} from '../../model/options.ts';
import type { Hold } from '../../model/drivers.ts';
import type { Selection } from '../../model/selection.ts';
import type { Ignorance } from '../compile/at-means.ts';
import type { Progress } from './collect.ts';
import type { RunSize } from './plan.ts';
import type { Pulse } from './pulse.ts';
import type { Size } from './stages.ts';
import { isUntil, type Until } from './until.ts';
import type { Variant } from './variants.ts';

export interface RunOptions extends RunSize {
  /** Seed phrase; that of the session when absent. */
  readonly seed?: string | undefined;
  /** Stop early when this is known well enough; checked after each tenth of the trials. */
  readonly until?: Until | undefined;
  /** Cuts the run short: it returns what is known. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** What the run knows so far, at most ten times a second; costs next to nothing, unlike `results()`. */
  readonly onPulse?: ((pulse: Pulse) => void) | undefined;
  /** What else the document should say about how it was made. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** What a sample should keep. */
export interface SampleOptions extends RunOptions {
  /** Distinct columns of `columnsOf`, for `Sample.clusters`. */
  readonly columns?: Int32Array | undefined;
  /** Use the requested number of worlds even where nothing is uncertain: the model it is compared with is uncertain. */
  readonly inWorlds?: boolean | undefined;
  /** Also what the worst periods say of drivers, and what indices have been: takes some trials more. */
  readonly ofDrivers?: boolean | undefined;
  /** Kinds of ignorance fixed at their means, instead of drawn for each world. */
  readonly atMean?: readonly Ignorance[] | undefined;
  /** Drivers that are held besides those of the selection, which holds no other state of them. */
  readonly holds?: readonly Hold[] | undefined;
  /**
   * Additional longer worlds, for limits that the requested ones are too short to see: those of a run in stages that
   * this one follows.
   */
  readonly long?: Size | undefined;
}

/** What all runs of an evaluation have in common. */
export interface EvaluationOptions extends RunOptions {
  /** The columns to keep of a variant, for `Sample.clusters`. */
  readonly columns?: ((variant: Variant) => Int32Array) | undefined;
}

const UNTIL: ArgumentKind = {
  is: (value) => RECORD.is(value) && isUntil(value as Until),
  words: 'what `parseUntil("2% of tvar99")` gives',
};

/** The allowed values of each option of a run or a sample. */
const OPTIONS = {
  trials: NUMBER,
  worlds: NUMBER,
  trialsPerBlock: NUMBER,
  seed: TEXT,
  until: UNTIL,
  signal: SIGNAL,
  onProgress: FUNCTION,
  onPulse: FUNCTION,
  settings: RECORD,
} satisfies Record<keyof RunOptions, ArgumentKind>;

const LIST: ArgumentKind = { is: Array.isArray, words: 'a list' };

const OF_SAMPLES = {
  ...OPTIONS,
  columns: INDICES,
  inWorlds: FLAG,
  ofDrivers: FLAG,
  atMean: TEXTS,
  holds: LIST,
  long: RECORD,
} satisfies Record<keyof SampleOptions, ArgumentKind>;

/** The allowed values of each part of a selection. */
const SELECTION = { scenario: TEXT, portfolio: PORTFOLIO, set: TEXTS, given: TEXTS } satisfies Record<
  keyof Selection,
  ArgumentKind
>;

const ELSEWHERE = { workers: '`makeThreadRunner({ workers })` takes it' };

const BY_CANDIDATES = 'it belongs to the candidates: a candidate is a model, or a selection of a session';
const OF_CANDIDATES = { scenario: BY_CANDIDATES, portfolio: BY_CANDIDATES, set: BY_CANDIDATES, given: BY_CANDIDATES };

const OF_SELECTIONS = 'it belongs to the selections: `[{ scenario: "winter", portfolio: { guard: "night" } }]`';
const BY_SELECTIONS = { scenario: OF_SELECTIONS, portfolio: OF_SELECTIONS, set: OF_SELECTIONS, given: OF_SELECTIONS };

/** Checks the options of a run, and its selection. @throws RangeError that names the faulty one. */
export function checkRunOptions(of: string, asked: Selection & RunOptions): void {
  checkOptions(of, asked, { ...OPTIONS, ...SELECTION }, ELSEWHERE);
}

/** Checks a selection. @throws RangeError that names the faulty part. */
export function checkSelection(of: string, selection: Selection): void {
  const levels = 'levels of controls are a portfolio: `{ portfolio: { guard: "night" } }`';
  const names = RECORD.is(selection) ? Object.keys(selection).filter((name) => !Object.hasOwn(OPTIONS, name)) : [];
  checkOptions(of, selection, SELECTION, Object.fromEntries(names.map((name) => [name, levels])));
}

/** Checks the options of an evaluation, shared by all its runs. @throws RangeError that names the faulty one. */
export function checkEvaluationOptions(of: string, options: EvaluationOptions): void {
  const { columns: _, inWorlds: __, long: ___, atMean: ____, ofDrivers: _____, ...kinds } = OF_SAMPLES;
  checkOptions(of, options, { ...kinds, columns: FUNCTION }, { ...ELSEWHERE, ...BY_SELECTIONS });
}

/**
 * Checks the options of a comparison, whose runs all have the same trials. @throws RangeError that names the faulty
 * one.
 */
export function checkComparisonOptions(of: string, options: Omit<RunOptions, 'until'>): void {
  const { until: _, ...kinds } = OPTIONS;
  checkOptions(of, options, kinds, {
    ...ELSEWHERE,
    ...OF_CANDIDATES,
    until: 'all that is compared has the same trials',
  });
}

/** Checks the options of a sample, and its selection. @throws RangeError that names the faulty one. */
export function checkSampleOptions(of: string, asked: Selection & SampleOptions): void {
  checkOptions(of, asked, { ...OF_SAMPLES, ...SELECTION }, ELSEWHERE);
}
