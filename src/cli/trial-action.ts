/** What `ringfence run --trial WORLD/TRIAL` does. */
import type { ModelFile } from '../model/model-file.ts';
import type { Selection } from '../model/selection.ts';
import { trialReport } from '../report/trial/trial-report.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { DEFAULT_SEED, openSession, type RunOptions, type Session } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import type { NamedSelection } from '../study/run/run-all.ts';
import { findTrial, type FoundTrial } from '../study/trial/find-trial.ts';
import { trialTimeline, type TrialHead } from '../study/trial/trial-timeline.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import type { Address, ByLoss } from './options.ts';
import type { ProgressBar } from './progress-bar.ts';
import { teller } from './teller.ts';
import { jsonText } from '../results/json-text.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import type { RunCommandOptions } from './run.ts';
import { saved } from './output-file.ts';

/** The selection whose trial is told: there is one. */
function onlySelection(selections: readonly NamedSelection[]): Selection {
  const [only, ...others] = selections;
  if (only !== undefined && others.length === 0) return only.selection;
  throw new Refusal([
    argumentProblem(
      '--trial tells one future, of one scenario and one portfolio',
      'give --scenario and --portfolio once',
    ),
  ]);
}

/** Refuses options that a single trial has no use for. */
function checkOptions({ until, explain, brief, failOnBreach }: RunCommandOptions): void {
  const useless = [
    until === undefined ? [] : ['--until'],
    explain === undefined ? [] : ['--explain'],
    brief === undefined ? [] : ['--brief'],
    failOnBreach === undefined ? [] : ['--fail-on-breach'],
  ].flat();
  if (useless.length === 0) return;
  throw new Refusal([argumentProblem(`--trial does not go with ${useless.join(' and ')}`, 'leave out one of them')]);
}

/** Of no run in particular: any world and trial may be told. */
const ANY = { worlds: 0, trials: 0, trialsPerWorld: 0 } as const;

/** Worlds and trials among which a future is told: those of a run that is told its size, else any, of the only world where nothing is uncertain. */
function placesOf(options: RunCommandOptions, isUncertain: boolean): Omit<TrialHead, 'settings'> {
  if (options.trials !== undefined || options.worlds !== undefined) {
    const { worlds, trials, trialsPerWorld } = accepted(planRun(options, isUncertain));
    return { worlds, trials, trialsPerWorld };
  }
  return isUncertain ? ANY : { ...ANY, worlds: 1 };
}

/** Refuses a world or trial that the run does not have. */
function checkAddress(address: Address, { worlds, trialsPerWorld }: TrialHead, isUncertain: boolean): void {
  const missing = [
    worlds === 0 || address.world < worlds ? [] : [['world', address.world, worlds, '--worlds'] as const],
    trialsPerWorld === 0 || address.trial < trialsPerWorld
      ? []
      : [['trial', address.trial, trialsPerWorld, '--trials'] as const],
  ].flat();
  if (missing.length === 0) return;
  throw new Refusal(
    missing.map(([what, asked, most, option]) =>
      argumentProblem(
        `there is no ${what} ${asked}: the ${what}s of this run are 0 to ${most - 1}`,
        isUncertain || what === 'trial'
          ? `give one of these, or raise ${option}`
          : 'nothing in this model is uncertain, so it has one world: write 0/TRIAL',
      ),
    ),
  );
}

/** Runs what it takes to find the trial at a quantile of the loss; null when that is interrupted. */
async function found(
  session: Session,
  quantile: number,
  asked: Selection & RunOptions,
  progress: ProgressBar,
): Promise<FoundTrial | null> {
  const interrupt = watchInterrupt(() => progress.clear());
  const { signal } = interrupt;
  try {
    return await findTrial(session, quantile, { ...asked, signal, ...teller(progress, session.model.currency) });
  } catch (error) {
    if (signal.aborted) return null;
    throw blamed(error);
  } finally {
    progress.clear();
    interrupt.release();
  }
}

/**
 * Tells one trial of the run that the options describe.
 *
 * @throws Refusal for a world or trial that the run does not have.
 */
export async function tellTrial(
  file: ModelFile,
  selections: readonly NamedSelection[],
  which: Address | ByLoss,
  options: RunCommandOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  checkOptions(options);
  const selection = onlySelection(selections);
  const { trials, worlds, memory, seed = DEFAULT_SEED } = options;
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(file, runner, { seed, memory });
    const [variant] = session.variants([selection]);
    if (variant === undefined) throw new Error('a session gave no variant');
    const { model, compiled } = variant;
    accepted(planRun(options, compiled.uncertain));
    const [portfolio] = options.portfolio ?? [];
    const settings = portfolio === undefined ? {} : { portfolio };
    const byLoss =
      'quantile' in which
        ? await found(session, which.quantile, { ...selection, trials, worlds }, progress)
        : undefined;
    if (byLoss === null) {
      await say('Interrupted before the future was found.\n');
      return INTERRUPTED;
    }
    const { world, trial } = 'quantile' in which ? (byLoss ?? { world: 0, trial: 0 }) : which;
    const head = { ...(byLoss?.of ?? placesOf(options, compiled.uncertain)), settings };
    checkAddress({ world, trial }, head, compiled.uncertain);
    const document = told(() =>
      trialTimeline(model, compiled, seed, { world, trial }, head, { chosen: byLoss?.chosen }),
    );
    progress.clear();
    const text = jsonText(document);
    const failure = await saved(options.out, text);
    const page = pageOf(process.stdout);
    await write(process.stdout, options.json === true ? text : `${trialReport(document, page).join('\n')}\n`);
    if (failure !== null) throw failure;
    return DONE;
  } finally {
    await runner.close();
  }
}

/** What is told; a fault of the model blamed on it. */
function told<T>(tell: () => T): T {
  try {
    return tell();
  } catch (error) {
    throw blamed(error);
  }
}
