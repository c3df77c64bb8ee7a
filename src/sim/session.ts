/** A session: one model, a runner to simulate it on, and what can be asked of the two. */
import type { Model } from '../model/model.ts';
import {
  type ArgumentKind,
  checkArgument,
  checkModel,
  checkOptions,
  checkRunner,
  INDEX,
  RECORD,
  TEXT,
} from '../model/options.ts';
import type { Portfolio } from '../model/selection.ts';
import type { ResultDocument } from '../results/result-document.ts';
import { compileModel } from './compile/compile-model.ts';
import type { CompiledModel } from './kernel/compiled-model.ts';
import type { Kernel, TrialRecord } from './kernel/kernel.ts';
import { makeKernel } from './kernel/make-kernel.ts';
import { DEFAULT_SEED } from './session/defaults.ts';
import { newest } from './session/newest.ts';
import { compiledWith, modelWith } from './session/portfolio.ts';
import {
  checkRunOptions,
  checkSampleOptions,
  onSameFutures,
  simulateSample,
  type RunOptions,
  type Sample,
  type SampleOptions,
} from './session/simulate.ts';
import type { Runner } from './session/runner.ts';

export { DEFAULT_SEED };
export type { RunOptions, Sample, SampleOptions };

export interface SessionSettings {
  /** Seed phrase, the empty one too; `DEFAULT_SEED` when absent. */
  readonly seed?: string | undefined;
}

/**
 * Results of one model. All of them are the same bits for any runner.
 *
 * A run that is cut short, by its signal or by `close`, gives what is known, marked `partial`; when nothing is known yet it
 * rejects with the reason of the signal. A run rejects with a SimulationFault when the model does not settle, and with a
 * RangeError when its sizes do not fit.
 */
export interface Session {
  readonly model: Model;
  readonly compiled: CompiledModel;
  readonly seed: string;
  run(options?: RunOptions): Promise<ResultDocument>;
  /** A run, with what it takes to compare it with another on the same futures. */
  sample(options?: SampleOptions): Promise<Sample>;
  /**
   * The result as it grows: marked `partial` after each tenth of the run, the last one whole. Who takes them slowly
   * gets the newest. Leaving the loop cuts the run short.
   */
  results(options?: RunOptions): AsyncIterableIterator<ResultDocument>;
  /**
   * Results under other portfolios, on the same futures, in the order given; fewer, the last one partial, when cut short.
   *
   * @throws PortfolioFault for a level that does not exist or that changes the model by `set`; nothing is run then.
   */
  evaluate(portfolios: readonly Portfolio[], options?: RunOptions): Promise<readonly ResultDocument[]>;
  /** One trial alone, bit for bit the one of a run. Both count from 0. @throws RangeError for anything else. */
  trial(world: number, trial: number): TrialRecord;
  /** A kernel of its own, to be stepped. */
  kernel(): Kernel;
  /** Cuts short what still runs. The runner is its maker's to close. */
  close(): Promise<void>;
}

const PORTFOLIOS: ArgumentKind = {
  is: (value) =>
    Array.isArray(value) && value.every((one) => RECORD.is(one) && Object.values(one as object).every(TEXT.is)),
  words: 'a list of portfolios, each the levels by control: `[{ guard: "night" }]`',
};

/** Checks what a session is opened with. @throws RangeError that names what is wrong. */
function checkOpening(model: Model, runner: Runner, settings: SessionSettings): void {
  checkModel('the model of `openSession`', model);
  checkRunner('the runner of `openSession`', runner);
  const kinds = { seed: TEXT } satisfies Record<keyof SessionSettings, ArgumentKind>;
  const ofRuns = '`session.run` takes it';
  checkOptions('`openSession`', settings, kinds, { trials: ofRuns, worlds: ofRuns, portfolio: '`readModel` takes it' });
}

/**
 * Opens a session. The runner may serve several, and be closed after them.
 *
 * @throws RangeError that names an argument or an option that is none; so do the questions that the session is asked.
 */
export function openSession(model: Model, runner: Runner, settings: SessionSettings = {}): Session {
  checkOpening(model, runner, settings);
  const compiled = compileModel(model);
  const seed = settings.seed ?? DEFAULT_SEED;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  let ownKernel: Kernel | null = null;

  const sample = (
    of: { readonly model: Model; readonly compiled: CompiledModel },
    options: SampleOptions,
    onPartial?: (document: ResultDocument) => void,
  ): Promise<Sample> => {
    const signal = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);
    const run = simulateSample({ ...of, runner, seed: options.seed ?? seed }, { ...options, signal }, onPartial);
    running.add(run);
    const forget = (): void => void running.delete(run);
    run.then(forget, forget);
    return run;
  };
  const start = async (...of: Parameters<typeof sample>): Promise<ResultDocument> => (await sample(...of)).document;

  const evaluate = async (portfolios: readonly Portfolio[], options: RunOptions): Promise<ResultDocument[]> => {
    const poured = portfolios.map((portfolio) => ({
      model: modelWith(model, portfolio),
      compiled: compiledWith(compiled, portfolio),
    }));
    const documents: ResultDocument[] = [];
    let first: Sample | undefined;
    for (const of of poured) {
      const found = await sample(of, onSameFutures(options, first));
      first ??= found;
      documents.push(found.document);
      if (found.document.partial) break;
    }
    return documents;
  };

  return {
    model,
    compiled,
    seed,
    run: async (options = {}) => {
      checkRunOptions('`run`', options);
      return start({ model, compiled }, options);
    },
    sample: async (options = {}) => {
      checkSampleOptions('`sample`', options);
      return sample({ model, compiled }, options);
    },
    results: (options = {}) =>
      newest(async (offer, stop) => {
        checkRunOptions('`results`', options);
        const signal = options.signal === undefined ? stop : AbortSignal.any([options.signal, stop]);
        return start({ model, compiled }, { ...options, signal }, offer);
      }),
    evaluate: async (portfolios, options = {}) => {
      checkArgument('what `evaluate` evaluates', portfolios, PORTFOLIOS);
      checkRunOptions('`evaluate`', options);
      return evaluate(portfolios, options);
    },
    trial: (world, trial) => {
      checkArgument('the world of `trial`', world, INDEX);
      checkArgument('the trial of `trial`', trial, INDEX);
      ownKernel ??= makeKernel(compiled, seed);
      ownKernel.start(world, trial);
      ownKernel.runTo(compiled.horizonHours);
      return ownKernel.record();
    },
    kernel: () => makeKernel(compiled, seed),
    close: async () => {
      closing.abort(new Error('the session was closed'));
      await Promise.allSettled(running);
    },
  };
}
