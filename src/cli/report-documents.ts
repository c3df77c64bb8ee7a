/** What a page is made of, from a model: each question asked of one session, so that all meet the same futures. */
import { AskedFault } from '../doughnut/asked-fault.ts';
import { doughnut } from '../doughnut/doughnut.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { CompareDocument } from '../results/compare-document.ts';
import type { DoughnutDocument } from '../results/doughnut-document.ts';
import { wholeNumber } from '../results/format/count.ts';
import { isThere, type Missing, type Part, type ReportDocument } from '../results/report-document.ts';
import { reportModel } from '../results/report-model.ts';
import type { ResultDocument } from '../results/result-document.ts';
import type { SnowballDocument } from '../results/snowball-document.ts';
import type { TrialDocument } from '../results/trial-document.ts';
import { assumptions } from '../report/check/assumptions.ts';
import { makeLawReader } from '../report/read-back/law-reader.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { makeProgramSolver } from '../runners/solver.ts';
import { DEFAULT_SEED, openSession, type Session } from '../sim/session.ts';
import { findAllSnowballs } from '../snowball/find-snowballs.ts';
import { compare, type Candidate } from '../study/compare/compare.ts';
import { trialTimeline } from '../study/trial/trial-timeline.ts';
import { lawOf } from './law-of.ts';
import { runAll, type NamedSelection } from '../study/run/run-all.ts';
import { askedTrials } from './asked-trials.ts';
import type { ProgressBar } from './progress-bar.ts';
import type { ReportCommandOptions } from './report.ts';
import { teller } from './teller.ts';

/** Scenarios that stand side by side. */
const MOST_SCENARIOS = 8;

const CUT: Missing = { missing: 'The work was cut short before this was looked at.' };

interface Asked {
  readonly file: string;
  readonly modelFile: ModelFile;
  /** The first is the one that all but the comparison are of. */
  readonly selections: readonly [NamedSelection, ...NamedSelection[]];
  readonly options: ReportCommandOptions;
  readonly signal: AbortSignal;
  readonly progress: ProgressBar;
}

interface Questions extends Asked {
  readonly session: Session;
  readonly runner: ReturnType<typeof makeRunner>;
}

const sizeOf = ({ options: { trials, worlds } }: Asked) => ({
  trials,
  worlds,
  settings: askedTrials({ trials, worlds }),
});

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
  const { session, runner, selections, signal, progress } = asked;
  return orCut(signal, () =>
    runAll(session, runner, [selections[0]], { ...sizeOf(asked), signal, ...teller(progress, session.model.currency) }),
  );
}

async function spend(asked: Questions): Promise<Part<DoughnutDocument>> {
  const { session, selections, signal, progress, options } = asked;
  if (session.model.controls.length === 0) {
    return { missing: 'The model has no control: there is nothing to spend on.' };
  }
  const solver = makeProgramSolver();
  try {
    return await orCut(signal, () =>
      doughnut(session, {
        ...selections[0].selection,
        ...sizeOf(asked),
        memory: options.memory,
        signal,
        solver,
        onProgress: (part, { simulationsDone, simulations }) =>
          progress.stage(
            'What security should cost',
            `: ${part}, ${wholeNumber(simulationsDone)} of ${wholeNumber(simulations)}`,
          ),
      }),
    );
  } catch (error) {
    if (error instanceof AskedFault)
      return { missing: `What security should cost could not be found: ${error.message}.` };
    throw error;
  } finally {
    await solver.close();
  }
}

function snowballs(asked: Questions): Promise<Part<SnowballDocument>> {
  const { session, selections, signal, progress } = asked;
  return orCut(signal, () =>
    findAllSnowballs(session, [selections[0]], {
      ...sizeOf(asked),
      signal,
      onPart: (part, done, of) =>
        progress.stage(
          'Where failures compound',
          of === 0 ? `: ${part}` : `: ${part}, ${wholeNumber(done)} of ${wholeNumber(of)}`,
        ),
      ...teller(progress, session.model.currency),
    }),
  );
}

async function comparison(asked: Questions): Promise<Part<CompareDocument>> {
  const { session, runner, selections, signal, progress, file } = asked;
  const candidates = selections
    .slice(0, MOST_SCENARIOS)
    .map(({ name, selection }): Candidate => ({ name, file, portfolio: 'current', session, selection }));
  const [first, second, ...others] = candidates;
  if (first === undefined || second === undefined)
    return { missing: 'The model has no other scenario to stand beside.' };
  return orCut(signal, () =>
    compare([first, second, ...others], runner, {
      ...sizeOf(asked),
      seed: session.seed,
      signal,
      ...teller(progress, session.model.currency),
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

/** All that the page shows, found with one seed. What Ctrl-C cuts short says so. */
export async function reportDocuments(asked: Asked): Promise<ReportDocument> {
  const { modelFile, options } = asked;
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(modelFile, runner, { seed: options.seed ?? DEFAULT_SEED, memory: options.memory });
    const questions = { ...asked, session, runner };
    const found = await run(questions);
    const snowball = await snowballs(questions);
    const compared = await comparison(questions);
    const model = session.variants([asked.selections[0].selection])[0]?.model ?? session.model;
    return {
      run: found,
      snowball,
      comparison: compared,
      doughnut: await spend(questions),
      future: futureOf(questions, snowball),
      model: reportModel(model, assumptions(model, makeLawReader(model, lawOf))),
    };
  } finally {
    await runner.close();
  }
}
