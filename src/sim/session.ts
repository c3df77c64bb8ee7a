/** A session: a model file, or a model, a runner to simulate it on, and what can be asked of the two. */
import type { Model } from '../model/model.ts';
import type { ModelFile } from '../model/model-file.ts';
import {
  type ArgumentKind,
  checkArgument,
  checkModel,
  checkOptions,
  checkRunner,
  FUNCTION,
  INDEX,
  TEXT,
} from '../model/options.ts';
import type { Selection } from '../model/selection.ts';
import type { ResultDocument } from '../results/result-document.ts';
import type { CompiledModel } from './kernel/ground/compiled-model.ts';
import type { Kernel, TrialRecord } from './kernel/ground/kernel.ts';
import { atMeans } from './compile/at-means.ts';
import { kernelOf } from './compile/kernel-of.ts';
import type { Progress } from './session/collect.ts';
import { coursesOf, type Courses, type CoursesAsked } from './session/courses/courses.ts';
import type { CourseSample } from './session/courses/sample-of-courses.ts';
import { DEFAULT_SEED } from './session/defaults.ts';
import { futuresOf, type Futures, type Known as KnownLosses } from './session/futures.ts';
import { makeMemory } from './session/kept.ts';
import { makeKeptSamples } from './session/kept-samples.ts';
import { newest } from './session/newest.ts';
import { fileOfModel } from './session/one-model.ts';
import {
  checkEvaluationOptions,
  checkRunOptions,
  checkSampleOptions,
  checkSelection,
  type EvaluationOptions,
  type RunOptions,
  type SampleOptions,
} from './session/run-options.ts';
import { onSameFutures, simulateSample, type Sample } from './session/simulate.ts';
import type { Runner } from './session/runner.ts';
import type { TakeLosses } from './session/take-losses.ts';
import { heldVariant, makeVariants, type Variant } from './session/variants.ts';

export { DEFAULT_SEED };
export type { Courses, CourseSample, EvaluationOptions, Futures, RunOptions, Sample, SampleOptions, Variant };

/** Bytes that a session keeps for later questions when it is not told. */
const DEFAULT_MEMORY = 64 * 2 ** 20;

export interface SessionSettings {
  /** Seed phrase, the empty one too; `DEFAULT_SEED` when absent. */
  readonly seed?: string | undefined;
  /** Bytes of variants, samples and losses to keep for later questions, those used last; 64 MiB when absent. */
  readonly memory?: number | undefined;
  /** Asked, as a sample begins, who takes what its futures lose. */
  readonly losses?: TakeLosses | undefined;
}

/**
 * Results of one model file. All of them are the same bits for any runner, and whatever was asked before.
 *
 * A question may name a selection: scenario, portfolio, overrides, given events. What it needs is parsed and compiled once, and
 * kept, as are the samples that are made: what was run already, with its seed and size, is not run again. Arrays of a sample are
 * shared by all who ask for it: copy what you write to.
 *
 * A session of a model alone, without its file, takes levels by control that change nothing else; their documents have the
 * hash of that model.
 *
 * A run that is cut short, by its signal or by `close`, gives what is known, marked `partial`; when nothing is known yet it
 * rejects with the reason of the signal. A run rejects with a SimulationFault when the model does not settle, with a
 * RangeError when its sizes do not fit, and with a SelectionFault, before anything is run, when a selection is no model.
 */
export interface Session {
  /** The model as it stands, or the one that the session was opened with. */
  readonly model: Model;
  readonly compiled: CompiledModel;
  readonly seed: string;
  run(asked?: Selection & RunOptions): Promise<ResultDocument>;
  /** A run, with what it takes to compare it with another on the same futures. */
  sample(asked?: Selection & SampleOptions): Promise<Sample>;
  /**
   * The result as it grows: marked `partial` after each tenth of the run, the last one whole. Who takes them slowly
   * gets the newest. Leaving the loop cuts the run short.
   */
  results(asked?: Selection & RunOptions): AsyncIterableIterator<ResultDocument>;
  /**
   * Samples of many selections, on the same futures, in the order given; fewer, the last one partial, when cut short. Where one of
   * them is uncertain, all have its worlds.
   *
   * @throws SelectionFault with the faults of all selections.
   */
  evaluate(selections: readonly Selection[], options?: EvaluationOptions): Promise<readonly Sample[]>;
  /**
   * The futures of a run, for questions about the same ones with something changed. Those of a size asked for before are not run again.
   *
   * Rejects with the reason of its signal when it is cut short.
   */
  futures(asked?: Selection & SampleOptions): Promise<Futures>;
  /**
   * Portfolios of one selection on the same futures, of which only trials are run that take a course not yet known: the same bits as
   * samples of their own. Null where they do not fit: too many controls or levels, or too little memory for one portfolio.
   */
  courses(asked: Selection & CoursesAsked): Courses | null;
  /** Models under selections, compiled. @throws SelectionFault with the faults of all. */
  variants(selections: readonly Selection[]): readonly Variant[];
  /** One trial alone, bit for bit the one of a run. Both count from 0. @throws RangeError for anything else. */
  trial(world: number, trial: number, selection?: Selection): TrialRecord;
  /** A kernel of its own, to be stepped. */
  kernel(selection?: Selection): Kernel;
  /** Cuts short what still runs. The runner is its maker's to close. */
  close(): Promise<void>;
}

const LIST: ArgumentKind = {
  is: Array.isArray,
  words: 'a list of selections: `[{ portfolio: { guard: "night" } }]`',
};
const BYTES: ArgumentKind = {
  is: (value) => typeof value === 'number' && value >= 0,
  words: 'a number of bytes, from 0',
};

const isFile = (of: ModelFile | Model): of is ModelFile => 'under' in of;

/** Checks what a session is opened with. @throws RangeError that names what is wrong. */
function checkOpening(of: ModelFile | Model, runner: Runner, settings: SessionSettings): void {
  const isFileLike = typeof of === 'object' && of !== null && isFile(of);
  if (!isFileLike) checkModel('the model of `openSession`', of);
  checkRunner('the runner of `openSession`', runner);
  const kinds = { seed: TEXT, memory: BYTES, losses: FUNCTION } satisfies Record<keyof SessionSettings, ArgumentKind>;
  const ofRuns = '`session.run` takes it';
  checkOptions('`openSession`', settings, kinds, {
    trials: ofRuns,
    worlds: ofRuns,
    portfolio: ofRuns,
    scenario: ofRuns,
  });
}

/** The selection among what is asked. */
const selectionOf = ({ scenario, portfolio, set, given }: Selection): Selection => ({
  ...(scenario === undefined ? {} : { scenario }),
  ...(portfolio === undefined ? {} : { portfolio }),
  ...(set === undefined ? {} : { set }),
  ...(given === undefined ? {} : { given }),
});

/** What tells a selection apart, for who watches. */
function nameOf({ scenario = 'base', portfolio = {}, set = [], given = [] }: Selection): string {
  const levels = typeof portfolio === 'string' ? [portfolio] : Object.entries(portfolio).map((pair) => pair.join(' '));
  return [scenario, ...levels, ...set, ...given].join(' + ');
}

/**
 * Opens a session. The runner may serve several, and be closed after them.
 *
 * @param of A model file, of which any selection may be asked, or a model.
 * @throws RangeError that names an argument or an option that is none; so do the questions that the session is asked.
 * @throws SelectionFault for a file with faults.
 */
export function openSession(of: ModelFile | Model, runner: Runner, settings: SessionSettings = {}): Session {
  checkOpening(of, runner, settings);
  const { seed = DEFAULT_SEED, memory = DEFAULT_MEMORY, losses = null } = settings;
  const room = makeMemory(memory);
  const variants = makeVariants(isFile(of) ? of : fileOfModel(of), room);
  const samples = makeKeptSamples(room);
  const variantOf = (selection: Selection): Variant => variants.of([selection])[0]!;
  const base = variantOf({});
  const { model, compiled } = base;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  let own: { kernel: Kernel; compiled: CompiledModel } | null = null;

  const sample = (
    variant: Variant,
    options: SampleOptions,
    onPartial?: (document: ResultDocument) => void,
  ): Promise<Sample> => {
    if (closing.signal.aborted) return Promise.reject(closing.signal.reason);
    const signal = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);
    const { model: ofVariant } = variant;
    const ofModel = atMeans(variant.compiled, options.atMean ?? []);
    const isPlain =
      ofModel === variant.compiled && (options.seed ?? seed) === seed && (options.holds ?? []).length === 0;
    const subject = {
      variant,
      model: ofVariant,
      compiled: ofModel,
      runner,
      seed: options.seed ?? seed,
      losses: isPlain ? losses : null,
    };
    const run = samples.of(variant, subject.seed, options, (columns) =>
      simulateSample(subject, { ...options, columns, signal }, onPartial),
    );
    running.add(run);
    const forget = (): void => void running.delete(run);
    run.then(forget, forget);
    return run;
  };
  /** Runs what is asked; without a selection the model as it stands. */
  const ask = (asked: Selection & SampleOptions, ...rest: [onPartial?: (document: ResultDocument) => void]) => {
    const { scenario: _, portfolio: __, set: ___, given: ____, ...options } = asked;
    const selection = selectionOf(asked);
    const variant = Object.keys(selection).length === 0 ? base : variantOf(selection);
    return sample(heldVariant(variant, options.holds ?? []), options, ...rest);
  };

  const evaluate = async (selections: readonly Selection[], options: EvaluationOptions): Promise<Sample[]> => {
    const { columns, ...common } = options;
    const evaluated: Sample[] = [];
    const poured = variants.of(selections.map(selectionOf));
    const inWorlds = poured.some((variant) => variant.compiled.uncertain);
    for (const [index, variant] of poured.entries()) {
      const run = { name: nameOf(variant.selection), number: index + 1, of: poured.length };
      const onProgress = (progress: Progress): void => options.onProgress?.({ ...progress, run });
      const asked = { ...common, inWorlds, onProgress, columns: columns?.(variant) };
      const found = await sample(variant, onSameFutures(asked, evaluated[0]));
      evaluated.push(found);
      if (found.partial) break;
    }
    return evaluated;
  };

  const keptLosses = room.kept<KnownLosses>();
  const futures = async (asked: Selection & SampleOptions): Promise<Futures> => {
    const run = await ask(asked);
    if (run.partial) {
      asked.signal?.throwIfAborted();
      throw new Error('the session was closed before anything was known');
    }
    return futuresOf(run, runner, asked.seed ?? seed, keptLosses);
  };

  /** The kernel of single trials, with a variant in it. */
  const kernelWith = (variant: Variant): Kernel => {
    if (own === null || (own.compiled !== variant.compiled && !own.kernel.pour(variant.compiled))) {
      own = { kernel: kernelOf(variant.compiled, seed), compiled: variant.compiled };
    }
    own.compiled = variant.compiled;
    return own.kernel;
  };

  return {
    model,
    compiled,
    seed,
    run: async (asked = {}) => {
      checkRunOptions('`run`', asked);
      return (await ask({ ...asked, ofDrivers: true })).document;
    },
    sample: async (asked = {}) => {
      checkSampleOptions('`sample`', asked);
      return ask(asked);
    },
    results: (asked = {}) =>
      newest(async (offer, stop) => {
        checkRunOptions('`results`', asked);
        const signal = asked.signal === undefined ? stop : AbortSignal.any([asked.signal, stop]);
        return (await ask({ ...asked, signal, ofDrivers: true }, offer)).document;
      }),
    evaluate: async (selections, options = {}) => {
      checkArgument('what `evaluate` evaluates', selections, LIST);
      for (const selection of selections) checkSelection('a selection of `evaluate`', selection);
      checkEvaluationOptions('`evaluate`', options);
      return evaluate(selections, options);
    },
    futures: async (asked = {}) => {
      checkSampleOptions('`futures`', asked);
      return futures(asked);
    },
    courses: ({ worlds, trialsPerWorld, memory: ofCourses, columns, atMean = [], seed: ofSeed, ...selection }) => {
      const variant = variantOf(selectionOf(selection));
      return coursesOf({
        variant,
        compiled: atMeans(variant.compiled, atMean),
        runner,
        seed: ofSeed ?? seed,
        worlds,
        trialsPerWorld,
        columns,
        memory: ofCourses,
        closing: closing.signal,
      });
    },
    variants: (selections) => {
      checkArgument('what `variants` takes', selections, LIST);
      for (const selection of selections) checkSelection('a selection of `variants`', selection);
      return variants.of(selections.map(selectionOf));
    },
    trial: (world, trial, selection = {}) => {
      checkArgument('the world of `trial`', world, INDEX);
      checkArgument('the trial of `trial`', trial, INDEX);
      checkSelection('the selection of `trial`', selection);
      const variant = variantOf(selectionOf(selection));
      const kernel = kernelWith(variant);
      kernel.start(world, trial);
      kernel.runTo(variant.compiled.horizonHours);
      return kernel.record();
    },
    kernel: (selection = {}) => {
      checkSelection('the selection of `kernel`', selection);
      return kernelOf(variantOf(selectionOf(selection)).compiled, seed);
    },
    close: async () => {
      closing.abort(new Error('the session was closed'));
      await Promise.allSettled(running);
    },
  };
}
