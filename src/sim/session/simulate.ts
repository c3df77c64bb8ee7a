/** One run: plan, simulate, merge, measure. */
import { recordColumns } from '../compile/kernel-of.ts';
import type { Limit } from '../../model/model.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { makeAccumulator, type Accumulator, type Measured } from '../accumulate/accumulator.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { ClusterSums } from '../accumulate/cluster-sums.ts';
import { driversOf } from '../drivers/tables.ts';
import { readPaths } from '../measure/drivers/read-paths.ts';
import { effectivenessOf } from '../compile/effectiveness.ts';
import { limitColumns } from '../measure/appetite/limit-columns.ts';
import { judged, type JudgedLimit } from '../measure/appetite/judged.ts';
import { glancedOf } from '../measure/appetite/limit-readings.ts';
import { neededTrials } from '../measure/appetite/needed-trials.ts';
import { headOf, labelsOf, settingsOf } from '../measure/asked.ts';
import { lossFigures } from '../measure/loss.ts';
import { scenarioResult, type Beside } from '../measure/measure.ts';
import { collect, type CollectEnd, type Known, type Progress } from './collect.ts';
import { MOST_TRIALS } from './defaults.ts';
import { endedResult, openLimits, standing } from './goals.ts';
import { makePulse } from './pulse.ts';
import { planOf, planRun, type RunPlan } from './plan.ts';
import type { RunOptions, SampleOptions } from './run-options.ts';
import type { Runner } from './runner.ts';
import { certainStages, longPlan, pilotPlan, shortTrials, uncertainStages, type Size, type Stages } from './stages.ts';
import type { TakeLosses } from './take-losses.ts';
import { tailShares } from './tail-shares.ts';
import { knowsEnough, untilResult } from './until.ts';
import type { Variant } from './variants.ts';
import { VERSION } from './version.ts';

/** What is simulated, and where. */
export interface Subject extends Pick<Variant, 'model' | 'compiled'> {
  readonly variant: Variant;
  readonly runner: Runner;
  readonly seed: string;
  /** Begun when the sample is. */
  readonly losses?: TakeLosses | null | undefined;
}

/** What a run keeps for comparison with others on the same futures. */
export interface Sample {
  /** The figures: worked out when first read, which may take longer than the simulation. */
  readonly document: ResultDocument;
  /** Whether it was cut short. */
  readonly partial: boolean;
  /** What was simulated. */
  readonly variant: Variant;
  /** Counted loss by world, trial, period. */
  readonly losses: Float64Array;
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /** The longer worlds by which limits were judged; null without them. */
  readonly long: Size | null;
  readonly periods: number;
  /** The requested columns; none if none were requested. */
  readonly columns: Int32Array;
  /** Their sums, cluster by cluster. */
  readonly clusters: ClusterSums;
  /** Harm by world, then trial; null unless its column was requested. */
  readonly harm: Float64Array | null;
  /** How limits are met, those of the model when absent; others may only be on losses. */
  judged(limits?: readonly Limit[]): readonly JudgedLimit[];
  /** How sure limits are, at a glance (`glancedConfidence`), by limit. */
  glanced(limits: readonly Limit[]): readonly (number | null)[];
  /** Approximate bytes it keeps. */
  readonly bytes: number;
}

/** Bytes taken by the figures a document derives from a column. */
const BYTES_OF_FIGURE = 100;

/** Whether a run is given no size: then it ends when it knows enough. */
const isUnsized = ({ trials, worlds, until }: RunOptions): boolean =>
  trials === undefined && worlds === undefined && until === undefined;

/** The options of a run on the futures of an earlier one, which may have chosen their number itself. */
export function onSameFutures(options: SampleOptions, first: Sample | undefined): SampleOptions {
  if (first === undefined || !isUnsized(options)) return options;
  const { worlds, trialsPerWorld, long } = first;
  return { ...options, worlds, trials: worlds * trialsPerWorld, ...(long === null ? {} : { long }) };
}

function planOrThrow(options: RunOptions, uncertain: boolean): RunPlan {
  const planned = planRun(options, uncertain);
  if (planned.ok) return planned.value;
  throw new RangeError(planned.problems.map(({ message, remedy }) => `${message}: ${remedy}`).join('; '));
}

/** Key of the sizes that change the result of a run, given its selection and seed. */
export function sizeKey(options: SampleOptions, compiled: CompiledModel): string {
  const { until = null, long = null } = options;
  const inWorlds = compiled.uncertain || options.inWorlds === true;
  if (isUnsized(options)) return JSON.stringify([inWorlds]);
  const { worlds, trialsPerWorld } = planOrThrow(options, inWorlds);
  return JSON.stringify([inWorlds, worlds, trialsPerWorld, until, long]);
}

/** Makes documents from what has been merged so far. */
function makeDocuments(subject: Subject, options: RunOptions) {
  const { model, compiled, seed } = subject;
  const columns = recordColumns(compiled);
  const { until } = options;
  const result = (measured: Measured, beside: Beside, isAdaptive: boolean): ScenarioResult => {
    const found = scenarioResult(model, compiled, columns, measured, beside);
    if (isAdaptive) return { ...found, ended: endedResult(found.loss, found.appetite) };
    return until === undefined ? found : { ...found, until: untilResult(found.loss, until, measured) };
  };
  const document = (scenario: ScenarioResult, size: Size, partial: boolean): ResultDocument => ({
    ringfence: VERSION,
    result: 1,
    ...headOf(model, seed, size),
    partial,
    ...labelsOf(model),
    settings: { ...settingsOf(model), ...options.settings },
    scenarios: { [model.scenario]: scenario },
  });
  return { result, document };
}

/** One plan carried out: its sums, and how it ended. */
interface Gathered {
  readonly plan: RunPlan;
  readonly accumulator: Accumulator;
  readonly end: CollectEnd;
}

/** What it takes to carry out a plan. */
interface Gathering {
  readonly clustered?: Int32Array | undefined;
  /** True for plans that may end at a stage. */
  readonly staged?: boolean | undefined;
  /** True for the plan of the figures, whose losses are those of the sample. */
  readonly isOfFigures?: true | undefined;
  /** Called at the end of every stretch of the plan but the last; true when that is enough. */
  readonly atCheckpoint?: ((measured: Measured) => boolean) | undefined;
  readonly onProgress?: ((progress: Progress, accumulator: Accumulator) => void) | undefined;
}

async function gather(subject: Subject, plan: RunPlan, options: RunOptions, how: Gathering): Promise<Gathered> {
  const { model, compiled, runner, seed } = subject;
  const columns = recordColumns(compiled);
  const watched = limitColumns(model, compiled, columns);
  const accumulator = makeAccumulator(compiled, columns, {
    ...plan,
    watched,
    clustered: how.clustered,
    harm: how.clustered?.includes(columns.kind + compiled.bearers),
    interleaved: how.staged,
  });
  const taken = how.isOfFigures === true ? (subject.losses?.(subject.variant) ?? null) : null;
  const end = await collect(runner, compiled, seed, plan, accumulator, {
    atCheckpoint: () => how.atCheckpoint?.(accumulator.measured()) === true,
    onBlock: taken === null ? undefined : (block) => taken.add(block),
    onProgress: (progress) => how.onProgress?.(progress, accumulator),
    signal: options.signal,
  });
  if (taken !== null && end !== 'cut') {
    const { worlds, trials } = accumulator.measured();
    taken.end({ worlds, trialsPerWorld: trials / worlds });
  }
  return { plan, accumulator, end };
}

/** Reports a run's progress, and what it knows. */
function makeReporter({ model, compiled }: Subject, options: RunOptions) {
  const columns = recordColumns(compiled);
  let of: Accumulator | null = null;
  let pulseOf: ReturnType<typeof makePulse> | null = null;
  return (progress: Progress, accumulator: Accumulator): void => {
    options.onProgress?.(progress);
    if (options.onPulse === undefined) return;
    if (of !== accumulator) [of, pulseOf] = [accumulator, makePulse(model, compiled, columns, accumulator)];
    const pulse = pulseOf?.(progress) ?? null;
    if (pulse !== null) options.onPulse(pulse);
  };
}

/** The sample of what was gathered; the tail is simulated again where a limit asks for shares of it. */
async function sampleOf(
  subject: Subject,
  { plan, accumulator, end }: Gathered,
  options: SampleOptions,
  how: { readonly isAdaptive: boolean; readonly long: Gathered | null; readonly isCut: boolean },
): Promise<Sample> {
  const { model, compiled, runner, seed } = subject;
  const { signal } = options;
  const measured = accumulator.measured();
  const { worlds, trials, trialsPerWorld, loss } = measured;
  if (trials === 0) {
    signal?.throwIfAborted();
    throw new Error('the runner was closed before anything was known');
  }
  options.onProgress?.({ trialsDone: trials, trials, worldsDone: worlds, worlds, isMeasuring: true });
  const wantsTail = !compiled.conditional && model.limits.some((limit) => limit.kind === 'shareOfTail');
  const isCut = end === 'cut' || how.isCut;
  const tail =
    wantsTail && !isCut
      ? await tailShares(runner, compiled, seed, { losses: loss, worlds, trialsPerWorld }, signal)
      : null;
  const wantsStates = options.ofDrivers === true && driversOf(compiled) !== undefined && !isCut;
  const states = wantsStates
    ? await tailShares(runner, compiled, seed, { losses: loss, worlds, trialsPerWorld }, signal, { by: 'states' })
    : null;
  const size = end === 'enough' || how.isAdaptive ? { worlds, trialsPerWorld } : plan;
  const long = how.long === null || how.long.accumulator.worldsDone() < 2 ? null : how.long.accumulator.measured();
  const partial = isCut || (wantsTail && tail === null) || (wantsStates && states === null);
  const measure = (): ResultDocument => {
    const effectiveness = effectivenessOf(compiled, seed, how.isAdaptive ? worlds : plan.worlds);
    const documents = makeDocuments(subject, options);
    const paths = options.ofDrivers === true ? readPaths(compiled, seed, measured) : null;
    const result = documents.result(measured, { effectiveness, tail, long, states, paths }, how.isAdaptive);
    return documents.document(result, size, partial);
  };
  const { periods } = compiled;
  const sample = {
    partial,
    variant: subject.variant,
    columns: options.columns ?? new Int32Array(),
    losses: loss,
    worlds,
    trialsPerWorld,
    long: long === null ? null : { worlds: long.worlds, trialsPerWorld: long.trialsPerWorld },
    periods,
    clusters: accumulator.clusterSums(),
    harm: accumulator.harm(),
    judged: (limits: readonly Limit[] = model.limits) =>
      judged({ model, compiled, columns: recordColumns(compiled), measured }, limits, { tail, long }),
    glanced: glancedOf({ compiled, columns: recordColumns(compiled), measured }),
    bytes: accumulator.bytes() + (how.long?.accumulator.bytes() ?? 0) + BYTES_OF_FIGURE * recordColumns(compiled).count,
  };
  return measuredOnce(sample, measure);
}

/** A sample that is measured on demand, after which what measuring needed is released. */
function measuredOnce(sample: Omit<Sample, 'document'>, measure: () => ResultDocument): Sample {
  let open: (() => ResultDocument) | null = measure;
  let document: ResultDocument | null = null;
  return {
    ...sample,
    get document() {
      document ??= open?.() ?? null;
      open = null;
      if (document === null) throw new Error('a sample was measured while it was measured');
      return document;
    },
  };
}

/**
 * Runs a model.
 *
 * @param onPartial Receives what is known after each stretch of the run but the last.
 * @returns The whole result, or what is known when the run was cut short, with what a comparison needs: views of a
 * finished run, so they stay valid.
 */
export async function simulateSample(
  subject: Subject,
  options: SampleOptions,
  onPartial?: (document: ResultDocument) => void,
): Promise<Sample> {
  if (isUnsized(options)) return simulateInStages(subject, options, onPartial);
  const { model, compiled } = subject;
  const { until } = options;
  const plan = planOrThrow(options, compiled.uncertain || options.inWorlds === true);
  const columns = recordColumns(compiled);
  const documents = makeDocuments(subject, options);
  const effectiveness = effectivenessOf(compiled, subject.seed, plan.worlds);

  const atCheckpoint = (measured: Measured): boolean => {
    if (until !== undefined && knowsEnough(lossFigures({ model, compiled, columns, measured }), until, measured))
      return true;
    onPartial?.(documents.document(documents.result(measured, { effectiveness }, false), plan, true));
    return false;
  };
  const longer = options.long === undefined ? null : planOfSize(options.long);
  const trials = plan.trials + (longer?.trials ?? 0);
  const openEnd = until === undefined ? {} : ({ mayEndEarly: true } as const);
  const report = makeReporter(subject, options);
  const gathered = await gather(subject, plan, options, {
    isOfFigures: true,
    clustered: options.columns,
    atCheckpoint: until === undefined && onPartial === undefined ? undefined : atCheckpoint,
    onProgress: (progress, accumulator) => report({ ...progress, ...openEnd, trials }, accumulator),
  });
  const taken = gathered.accumulator.trialsDone();
  const onLonger = (progress: Progress): void =>
    options.onProgress?.({ ...progress, trialsDone: taken + progress.trialsDone, trials });
  const long = longer === null ? null : await gather(subject, longer, options, { onProgress: onLonger });
  return sampleOf(subject, gathered, options, { isAdaptive: false, long, isCut: long?.end === 'cut' });
}

const planOfSize = ({ worlds, trialsPerWorld }: Size): RunPlan => planOf(worlds, trialsPerWorld, [worlds]);

/** Runs a model in stages until it knows enough; see `stages.ts`. */
async function simulateInStages(
  subject: Subject,
  options: SampleOptions,
  onPartial?: (document: ResultDocument) => void,
): Promise<Sample> {
  const { model, compiled, seed } = subject;
  const columns = recordColumns(compiled);
  const documents = makeDocuments(subject, options);
  const report = makeReporter(subject, options);
  const limits = compiled.conditional ? [] : model.limits;
  const inWorlds = compiled.uncertain || options.inWorlds === true;
  let taken = 0;
  let knows: Known | undefined;

  /** Counts trials cumulatively from one plan to the next. */
  const onProgress = (progress: Progress, accumulator: Accumulator): void => {
    const trialsDone = Math.min(MOST_TRIALS, taken + progress.trialsDone);
    report({ ...progress, trialsDone, trials: MOST_TRIALS, mayEndEarly: true, knows }, accumulator);
  };
  const onFirstLook = ({ trialsDone, trials }: Progress): void => {
    const none = { trialsDone: 0, trials: MOST_TRIALS, worldsDone: 0, worlds: 0 };
    options.onProgress?.({ ...none, mayEndEarly: true, firstLook: { trialsDone, trials } });
  };
  const passed = ({ accumulator }: Gathered): void => {
    taken += accumulator.trialsDone();
  };

  const stages = !inWorlds ? certainStages() : await stagesOf();
  async function stagesOf(): Promise<Stages> {
    const pilot = await gather(subject, pilotPlan(), options, { onProgress: onFirstLook });
    options.signal?.throwIfAborted();
    const needed = limits.map((limit) => neededTrials(limit, compiled));
    return uncertainStages(shortTrials(pilot.accumulator.measured().loss, compiled.periods), needed);
  }

  const { trialsPerWorld } = stages.figures;
  const isShort = (limit: Limit): boolean => inWorlds && neededTrials(limit, compiled) > trialsPerWorld;
  const ofFigures = limits.filter((limit) => !isShort(limit));
  const ofLong = limits.filter((limit) => isShort(limit) && neededTrials(limit, compiled) <= (stages.longTrials ?? 0));

  const atCheckpoint = (measured: Measured): boolean => {
    const ground = { model, compiled, columns, measured };
    const { isEnough, ...known } = standing(ground, ofFigures);
    const stage = (knows?.stages ?? 0) + 1;
    const mostTrials = stages.figures.trials;
    knows = { ...known, openLimits: known.openLimits + ofLong.length, stages: stage, mostTrials };
    if (isEnough) return true;
    if (onPartial !== undefined) {
      const effectiveness = effectivenessOf(compiled, seed, measured.worlds);
      const size = { worlds: measured.worlds, trialsPerWorld: measured.trialsPerWorld };
      onPartial(documents.document(documents.result(measured, { effectiveness }, true), size, true));
    }
    return false;
  };
  const staged = { staged: true, onProgress };
  const gathered = await gather(subject, stages.figures, options, {
    isOfFigures: true,
    ...staged,
    clustered: options.columns,
    atCheckpoint,
  });
  passed(gathered);
  if (gathered.end === 'cut' || stages.longTrials === null || ofLong.length === 0) {
    return sampleOf(subject, gathered, options, { isAdaptive: true, long: null, isCut: false });
  }

  const ground = { model, compiled, columns, measured: gathered.accumulator.measured() };
  const figures = lossFigures(ground);
  const { isEnough: _, ...known } = standing(ground, ofFigures);
  const soFar = { ...known, hasLoss: true, stages: knows?.stages ?? 0, mostTrials: stages.figures.trials };
  knows = { ...soFar, openLimits: ofLong.length };
  const long = await gather(subject, longPlan(stages.longTrials, taken), options, {
    ...staged,
    atCheckpoint: (measured) => {
      const open = openLimits(ground, figures, ofLong, measured).length;
      knows = { ...soFar, openLimits: open, stages: (knows?.stages ?? 0) + 1 };
      return open === 0;
    },
  });
  return sampleOf(subject, gathered, options, { isAdaptive: true, long, isCut: long.end === 'cut' });
}
