/** What runs, samples and evaluations may be told, and how that is checked. */
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
  /** Stop before the end when this is known well enough; looked at after each tenth of the trials. */
  readonly until?: Until | undefined;
  /** Cuts the run short: it gives what is known. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** What the run knows so far, at most ten times a second; it costs next to nothing, unlike `results()`. */
  readonly onPulse?: ((pulse: Pulse) => void) | undefined;
  /** What else the document is to say about how it was made. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** What a sample is to keep. */
export interface SampleOptions extends RunOptions {
  /** Distinct columns of `columnsOf`, for `Sample.clusters`. */
  readonly columns?: Int32Array | undefined;
  /** The worlds asked for even where nothing is uncertain: a model that it is compared with is. */
  readonly inWorlds?: boolean | undefined;
  /** Kinds of ignorance that stand at their means, in place of being drawn for each world. */
  readonly atMean?: readonly Ignorance[] | undefined;
  /** Longer worlds besides, for limits that those asked for are too short to see: those of a run in stages that this one follows. */
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

/** What each option of a run or a sample may be. */
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

const OF_SAMPLES = { ...OPTIONS, columns: INDICES, inWorlds: FLAG, atMean: TEXTS, long: RECORD } satisfies Record<
  keyof SampleOptions,
  ArgumentKind
>;

/** What each part of a selection may be. */
const SELECTION = { scenario: TEXT, portfolio: PORTFOLIO, set: TEXTS, given: TEXTS } satisfies Record<
  keyof Selection,
  ArgumentKind
>;

const ELSEWHERE = { workers: '`makeThreadRunner({ workers })` takes it' };

const BY_CANDIDATES = 'it belongs to the candidates: a candidate is a model, or a selection of a session';
const OF_CANDIDATES = { scenario: BY_CANDIDATES, portfolio: BY_CANDIDATES, set: BY_CANDIDATES, given: BY_CANDIDATES };

const OF_SELECTIONS = 'it belongs to the selections: `[{ scenario: "winter", portfolio: { guard: "night" } }]`';
const BY_SELECTIONS = { scenario: OF_SELECTIONS, portfolio: OF_SELECTIONS, set: OF_SELECTIONS, given: OF_SELECTIONS };

/** Checks the options of a run, and its selection. @throws RangeError that names the one at fault. */
export function checkRunOptions(of: string, asked: Selection & RunOptions): void {
  checkOptions(of, asked, { ...OPTIONS, ...SELECTION }, ELSEWHERE);
}

/** Checks a selection. @throws RangeError that names what is at fault. */
export function checkSelection(of: string, selection: Selection): void {
  const levels = 'levels of controls are a portfolio: `{ portfolio: { guard: "night" } }`';
  const names = RECORD.is(selection) ? Object.keys(selection).filter((name) => !Object.hasOwn(OPTIONS, name)) : [];
  checkOptions(of, selection, SELECTION, Object.fromEntries(names.map((name) => [name, levels])));
}

/** Checks the options of an evaluation, of which all runs have the same. @throws RangeError that names the one at fault. */
export function checkEvaluationOptions(of: string, options: EvaluationOptions): void {
  const { columns: _, inWorlds: __, long: ___, atMean: ____, ...kinds } = OF_SAMPLES;
  checkOptions(of, options, { ...kinds, columns: FUNCTION }, { ...ELSEWHERE, ...BY_SELECTIONS });
}

/** Checks the options of a comparison, of which all runs have the same trials. @throws RangeError that names the one at fault. */
export function checkComparisonOptions(of: string, options: Omit<RunOptions, 'until'>): void {
  const { until: _, ...kinds } = OPTIONS;
  checkOptions(of, options, kinds, {
    ...ELSEWHERE,
    ...OF_CANDIDATES,
    until: 'all that is compared has the same trials',
  });
}

/** Checks the options of a sample, and its selection. @throws RangeError that names the one at fault. */
export function checkSampleOptions(of: string, asked: Selection & SampleOptions): void {
  checkOptions(of, asked, { ...OF_SAMPLES, ...SELECTION }, ELSEWHERE);
}
