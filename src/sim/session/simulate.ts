/** One run: plan, simulate, merge, measure. */
import type { Model } from '../../model/model.ts';
import {
  type ArgumentKind,
  checkOptions,
  FLAG,
  FUNCTION,
  INDICES,
  NUMBER,
  RECORD,
  SIGNAL,
  TEXT,
} from '../../model/options.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { makeAccumulator, type Accumulator } from '../accumulate/accumulator.ts';
import type { ClusterSums } from '../accumulate/cluster-sums.ts';
import { columnsOf } from '../kernel/columns.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';
import { effectivenessOf } from '../compile/effectiveness.ts';
import { limitColumns } from '../measure/appetite/limit-columns.ts';
import { labelsOf, settingsOf } from '../measure/asked.ts';
import { lossFigures } from '../measure/loss.ts';
import { scenarioResult } from '../measure/measure.ts';
import { collect, type Progress } from './collect.ts';
import { makePulse, type Pulse } from './pulse.ts';
import { planRun, type RunPlan, type RunSize } from './plan.ts';
import type { Runner } from './runner.ts';
import { tailShares, type TailShare } from './tail-shares.ts';
import { isUntil, knowsEnough, untilResult, type Until } from './until.ts';
import { VERSION } from './version.ts';

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

const OF_SAMPLES = { ...OPTIONS, columns: INDICES, inWorlds: FLAG } satisfies Record<keyof SampleOptions, ArgumentKind>;

const BY_READING = 'it belongs to the model: `readModel(file, { ... })` takes it';
const ELSEWHERE = {
  scenario: BY_READING,
  set: BY_READING,
  given: BY_READING,
  portfolio: 'read the model with it, `readModel(file, { portfolio })`, or give levels to `session.evaluate`',
  workers: '`makeThreadRunner({ workers })` takes it',
};

/** Checks the options of a run. @throws RangeError that names the one at fault. */
export function checkRunOptions(of: string, options: RunOptions): void {
  checkOptions(of, options, OPTIONS, ELSEWHERE);
}

/** Checks the options of a comparison, of which all runs have the same trials. @throws RangeError that names the one at fault. */
export function checkComparisonOptions(of: string, options: Omit<RunOptions, 'until'>): void {
  const { until: _, ...kinds } = OPTIONS;
  checkOptions(of, options, kinds, { ...ELSEWHERE, until: 'all that is compared has the same trials' });
}

/** Checks the options of a sample. @throws RangeError that names the one at fault. */
export function checkSampleOptions(of: string, options: SampleOptions): void {
  checkOptions(of, options, OF_SAMPLES, ELSEWHERE);
}

/** What is simulated, and where. */
export interface Subject {
  readonly model: Model;
  readonly compiled: CompiledModel;
  readonly runner: Runner;
  readonly seed: string;
}

/** What a run keeps for comparing it with others on the same futures. */
export interface Sample {
  readonly document: ResultDocument;
  /** Counted loss by world, trial, period. */
  readonly losses: Float64Array;
  readonly worlds: number;
  readonly trialsPerWorld: number;
  readonly periods: number;
  /** Sums of the columns asked for, cluster by cluster. */
  readonly clusters: ClusterSums;
}

/** What a sample is to keep. */
export interface SampleOptions extends RunOptions {
  /** Distinct columns of `columnsOf`, for `Sample.clusters`. */
  readonly columns?: Int32Array | undefined;
  /** The worlds asked for even where nothing is uncertain: a model that it is compared with is. */
  readonly inWorlds?: boolean | undefined;
}

function planOrThrow(options: RunOptions, uncertain: boolean): RunPlan {
  const planned = planRun(options, uncertain);
  if (planned.ok) return planned.value;
  throw new RangeError(planned.problems.map(({ message, remedy }) => `${message}: ${remedy}`).join('; '));
}

/** What makes documents of what has been merged so far. */
function makeDocuments(subject: Subject, plan: RunPlan, accumulator: Accumulator, options: RunOptions) {
  const { model, compiled, seed } = subject;
  const columns = columnsOf(compiled);
  const effectiveness = effectivenessOf(compiled, seed, plan.worlds);
  const { until } = options;
  const result = (tail: readonly TailShare[] | null): ScenarioResult => {
    const measured = accumulator.measured();
    const found = scenarioResult(model, compiled, columns, measured, { effectiveness, tail });
    return until === undefined ? found : { ...found, until: untilResult(found.loss, until, measured) };
  };
  const document = (
    scenario: ScenarioResult,
    size: { readonly worlds: number; readonly trials: number },
    partial: boolean,
  ): ResultDocument => ({
    ringfence: VERSION,
    result: 1,
    title: model.title,
    modelHash: model.hash,
    seed,
    worlds: size.worlds,
    trials: size.trials,
    trialsPerWorld: Math.floor(size.trials / size.worlds),
    horizonHours: model.horizonHours,
    currency: model.currency,
    lossesCounted: model.bearers.filter((bearer) => bearer.counted).map((bearer) => bearer.id),
    partial,
    ...labelsOf(model),
    settings: { ...settingsOf(model), ...options.settings },
    scenarios: { [model.scenario]: scenario },
  });
  return { result, document };
}

/**
 * Runs a model.
 *
 * @param onPartial Takes what is known after each tenth of the run but the last.
 * @returns The whole result, or what is known when the run was cut short, with what a comparison needs: views of a run
 * that is over, so they stay valid.
 */
export async function simulateSample(
  subject: Subject,
  options: SampleOptions,
  onPartial?: (document: ResultDocument) => void,
): Promise<Sample> {
  const { model, compiled, runner, seed } = subject;
  const { until, signal } = options;
  const plan = planOrThrow(options, compiled.uncertain || options.inWorlds === true);
  const columns = columnsOf(compiled);
  const watched = limitColumns(model, compiled, columns);
  const accumulator = makeAccumulator(compiled, columns, { ...plan, watched, clustered: options.columns });
  const documents = makeDocuments(subject, plan, accumulator, options);

  const atCheckpoint = (): boolean => {
    if (until === undefined && onPartial === undefined) return false;
    const measured = accumulator.measured();
    if (until !== undefined && knowsEnough(lossFigures({ model, compiled, columns, measured }), until, measured))
      return true;
    onPartial?.(documents.document(documents.result(null), plan, true));
    return false;
  };
  const pulseOf = options.onPulse === undefined ? null : makePulse(model, compiled, columns, accumulator);
  const onProgress = (progress: Progress): void => {
    options.onProgress?.(progress);
    const pulse = pulseOf?.(progress) ?? null;
    if (pulse !== null) options.onPulse?.(pulse);
  };
  const end = await collect(runner, compiled, seed, plan, accumulator, { atCheckpoint, onProgress, signal });

  const { worlds, trials, trialsPerWorld, loss } = accumulator.measured();
  if (trials === 0) {
    signal?.throwIfAborted();
    throw new Error('the runner was closed before anything was known');
  }
  const wantsTail = !compiled.conditional && model.limits.some((limit) => limit.kind === 'shareOfTail');
  const tail =
    wantsTail && end !== 'cut'
      ? await tailShares(runner, compiled, seed, { losses: loss, worlds, trialsPerWorld }, signal)
      : null;
  const size = end === 'enough' ? { worlds, trials } : plan;
  const document = documents.document(documents.result(tail), size, end === 'cut' || (wantsTail && tail === null));
  const { periods } = compiled;
  return { document, losses: loss, worlds, trialsPerWorld, periods, clusters: accumulator.clusterSums() };
}
