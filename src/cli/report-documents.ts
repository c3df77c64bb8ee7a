/** What a page is made of, from a model: each question asked of one session, so that all meet the same futures. */
import { AskedFault } from '../doughnut/asked-fault.ts';
import { doughnut } from '../doughnut/doughnut.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { CompareDocument } from '../results/compare-document.ts';
import type { DoughnutDocument } from '../results/doughnut-document.ts';
import { counted, wholeNumber } from '../results/format/count.ts';
import { isThere, type Missing, type Part, type PartName, type ReportDocument } from '../results/report-document.ts';
import { reportModel } from '../results/report-model.ts';
import type { ResultDocument } from '../results/result-document.ts';
import type { SensitivityDocument } from '../results/sensitivity-document.ts';
import type { SnowballDocument } from '../results/snowball-document.ts';
import type { TrialDocument } from '../results/trial-document.ts';
import { assumptions } from '../report/check/assumptions.ts';
import { makeLawReader } from '../report/read-back/law-reader.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { makeProgramSolver } from '../runners/solver.ts';
import { DEFAULT_SEED, openSession, type Session } from '../sim/session.ts';
import { findAllSnowballs } from '../snowball/find-snowballs.ts';
import { compare, type Candidate } from '../study/compare/compare.ts';
import { sensitivity, type SensitivityStage } from '../study/sensitivity/sensitivity.ts';
import { trialTimeline } from '../study/trial/trial-timeline.ts';
import { lawOf } from './law-of.ts';
import { runAll, type NamedSelection } from '../study/run/run-all.ts';
import { askedTrials } from './asked-trials.ts';
import type { ProgressBar } from './progress-bar.ts';
import { moreOf, PAGE_ORDERS, PAGE_TRIALS } from './report-more.ts';
import { makePageProgress, type PageProgress } from './report-progress.ts';
import type { PartStops } from './report-time.ts';
import type { ReportCommandOptions } from './report.ts';
import { teller } from './teller.ts';

/** Scenarios that stand side by side. */
const MOST_SCENARIOS = 8;

const PARTS: readonly PartName[] = ['run', 'doughnut', 'snowball', 'comparison', 'sensitivity'];

const CUT: Missing = { missing: 'The work was cut short before this was looked at.' };

interface Asked {
  readonly file: string;
  readonly modelFile: ModelFile;
  /** The first is the one that all but the comparison are of. */
  readonly selections: readonly [NamedSelection, ...NamedSelection[]];
  readonly options: ReportCommandOptions;
  /** An interrupt of all. */
  readonly signal: AbortSignal;
  readonly stops: PartStops;
  readonly progress: ProgressBar;
  /** That all parts may take; null without a bound. */
  readonly milliseconds: number | null;
}

interface Questions extends Omit<Asked, 'progress'> {
  readonly progress: PageProgress;
  readonly session: Session;
  readonly runner: ReturnType<typeof makeRunner>;
}

/** Trials of a part: those of the page where nobody says. */
function sizeOf({ options: { trials, worlds } }: Questions, part: PartName) {
  const own = part === 'run' || part === 'doughnut' ? undefined : PAGE_TRIALS[part];
  const taken = trials ?? (worlds === undefined ? own : undefined);
  return { trials: taken, worlds, settings: askedTrials({ trials: taken, worlds }) };
}

/** What a question gives, or that it was cut short. */
async function orCut<T extends object>(signal: AbortSignal, ask: () => Promise<T | null>): Promise<Part<T>> {
  if (signal.aborted) return CUT;
  try {
    return (await ask()) ?? CUT;
  } catch (error) {
    if (signal.aborted) return CUT;
    throw error;
  }
}

function run(asked: Questions): Promise<Part<ResultDocument>> {
  const { session, runner, selections, stops, progress } = asked;
  const signal = stops.of('run');
  return orCut(signal, () =>
    runAll(session, runner, [selections[0]], {
      ...sizeOf(asked, 'run'),
      signal,
      ...teller(progress.of('run'), session.model.currency),
    }),
  );
}

async function spend(asked: Questions): Promise<Part<DoughnutDocument>> {
  const { session, selections, stops, progress, options } = asked;
  if (session.model.controls.length === 0) {
    return { missing: 'The model has no control: there is nothing to spend on.' };
  }
  const signal = stops.of('doughnut');
  const bar = progress.of('doughnut');
  const solver = makeProgramSolver();
  try {
    return await orCut(signal, () =>
      doughnut(session, {
        ...selections[0].selection,
        ...sizeOf(asked, 'doughnut'),
        usualTrials: PAGE_TRIALS.doughnut,
        memory: options.memory,
        signal,
        solver,
        onProgress: (part, { simulationsDone, simulations }) =>
          bar.stage(
            part === 'search'
              ? `${counted(simulationsDone, 'plan')} tried`
              : `${part}, ${wholeNumber(simulationsDone)} of ${wholeNumber(simulations)}`,
          ),
      }),
    );
  } catch (error) {
    if (error instanceof AskedFault)
      return { missing: `What security should cost could not be found: ${error.plain}.` };
    throw error;
  } finally {
    await solver.close();
  }
}

function snowballs(asked: Questions): Promise<Part<SnowballDocument>> {
  const { session, selections, stops, progress } = asked;
  const signal = stops.of('snowball');
  const bar = progress.of('snowball');
  return orCut(signal, () =>
    findAllSnowballs(session, [selections[0]], {
      ...sizeOf(asked, 'snowball'),
      orders: PAGE_ORDERS,
      signal,
      onPart: (part, done, of) => bar.stage(of === 0 ? part : `${part}, ${wholeNumber(done)} of ${wholeNumber(of)}`),
      ...teller(bar, session.model.currency),
    }),
  );
}

async function comparison(asked: Questions): Promise<Part<CompareDocument>> {
  const { session, runner, selections, stops, progress, file } = asked;
  const candidates = selections
    .slice(0, MOST_SCENARIOS)
    .map(({ name, selection }): Candidate => ({ name, file, portfolio: 'current', session, selection }));
  const [first, second, ...others] = candidates;
  if (first === undefined || second === undefined)
    return { missing: 'The model has no other scenario to stand beside.' };
  const signal = stops.of('comparison');
  return orCut(signal, () =>
    compare([first, second, ...others], runner, {
      ...sizeOf(asked, 'comparison'),
      seed: session.seed,
      signal,
      ...teller(progress.of('comparison'), session.model.currency),
    }),
  );
}

const STAGES: Readonly<Record<SensitivityStage, string>> = {
  screening: 'which estimates count',
  worlds: 'what each moves',
  drivers: 'what comes where a driver stands',
};

function estimates(asked: Questions): Promise<Part<SensitivityDocument>> {
  const { session, selections, stops, progress } = asked;
  const { settings: _, ...size } = sizeOf(asked, 'sensitivity');
  const signal = stops.of('sensitivity');
  const bar = progress.of('sensitivity');
  return orCut(signal, () =>
    sensitivity(session, {
      ...selections[0].selection,
      ...size,
      signal,
      settings: size.trials === undefined ? {} : { trialsInAll: size.trials },
      onStage: (stage, done, of) => bar.stage(`${STAGES[stage]}, ${wholeNumber(done)} of ${wholeNumber(of)}`),
      ...teller(bar, session.model.currency),
    }),
  );
}

/** A typical future of the dearest chain. */
function futureOf({ session, selections, signal }: Questions, snowball: Part<SnowballDocument>): Part<TrialDocument> {
  if (!isThere(snowball)) return snowball;
  const [result] = Object.values(snowball.scenarios);
  const typical = result?.chains?.[0]?.typical ?? null;
  const [variant] = session.variants([selections[0].selection]);
  if (typical === null || variant === undefined) {
    return signal.aborted ? CUT : { missing: 'No chain has a future to be told.' };
  }
  const { model, compiled } = variant;
  return trialTimeline(model, compiled, snowball.seed, typical, snowball);
}

/** The parts that there is something to ask about, in their order. */
function partsOf({ model }: Session, { selections }: Asked): readonly PartName[] {
  const isAsked: Readonly<Record<PartName, boolean>> = {
    run: true,
    doughnut: model.controls.length > 0,
    snowball: true,
    comparison: selections.length > 1,
    sensitivity: true,
  };
  return PARTS.filter((part) => isAsked[part]);
}

/** All that the page shows, found with one seed. What Ctrl-C cuts short says so. */
export async function reportDocuments(asked: Asked): Promise<ReportDocument> {
  const { file, modelFile, selections, options } = asked;
  const seed = options.seed ?? DEFAULT_SEED;
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(modelFile, runner, { seed, memory: options.memory });
    const progress = makePageProgress(asked.progress, partsOf(session, asked), asked.milliseconds);
    const questions = { ...asked, session, runner, progress };
    const found = await run(questions);
    const doughnutFound = await spend(questions);
    const snowball = await snowballs(questions);
    const compared = await comparison(questions);
    const sensitive = await estimates(questions);
    const model = session.variants([selections[0].selection])[0]?.model ?? session.model;
    return {
      run: found,
      snowball,
      comparison: compared,
      doughnut: doughnutFound,
      sensitivity: sensitive,
      future: futureOf(questions, snowball),
      model: reportModel(model, assumptions(model, makeLawReader(model, lawOf))),
      more: moreOf({ file, seed, scenarios: selections.map(({ name }) => name), options }),
    };
  } finally {
    await runner.close();
  }
}
