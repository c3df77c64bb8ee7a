/** What `ringfence run --trial WORLD/TRIAL` does. */
import type { Model } from '../model/model.ts';
import { trialReport } from '../report/trial/trial-report.ts';
import { compileModel } from '../sim/compile/compile-model.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { DEFAULT_SEED, openSession } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import { trialTimeline, type TrialHead } from '../study/trial/trial-timeline.ts';
import { typicalTrial, type TypicalTrial } from '../study/trial/typical-trial.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import type { Address, ByLoss } from './options.ts';
import type { ProgressBar } from './progress-bar.ts';
import { teller } from './teller.ts';
import { jsonText } from './json-text.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import type { RunCommandOptions } from './run.ts';
import { saved } from './output-file.ts';

/** The model whose trial is told: there is one scenario. */
function onlyModel(models: Readonly<Record<string, Model>>): Model {
  const [model, ...others] = Object.values(models);
  if (model !== undefined && others.length === 0) return model;
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

/** A future found by its loss, and the run that it is one of. */
interface Found extends TypicalTrial {
  readonly of: Omit<TrialHead, 'settings'>;
}

/** Simulates all trials to find the one at a quantile of the loss; null when that is interrupted. */
async function typicalOf(
  model: Model,
  { quantile }: ByLoss,
  options: RunCommandOptions,
  progress: ProgressBar,
): Promise<Found | null> {
  const interrupt = watchInterrupt(() => progress.clear());
  const { signal } = interrupt;
  const runner = makeRunner(options.workers);
  const { trials, worlds, seed = DEFAULT_SEED } = options;
  try {
    const sample = await openSession(model, runner).sample({
      trials,
      worlds,
      seed,
      signal,
      ...teller(progress, model.currency),
    });
    if (sample.partial) return null;
    const { worlds: ofRun, trialsPerWorld } = sample;
    return { ...typicalTrial(sample, quantile), of: { worlds: ofRun, trials: ofRun * trialsPerWorld, trialsPerWorld } };
  } catch (error) {
    if (signal.aborted) return null;
    throw blamed(error);
  } finally {
    progress.clear();
    await runner.close();
    interrupt.release();
  }
}

/**
 * Tells one trial of the run that the options describe.
 *
 * @throws Refusal for a world or trial that the run does not have.
 */
export async function tellTrial(
  models: Readonly<Record<string, Model>>,
  which: Address | ByLoss,
  options: RunCommandOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  checkOptions(options);
  const model = onlyModel(models);
  const compiled = compileModel(model);
  accepted(planRun(options, compiled.uncertain));
  const [portfolio] = options.portfolio ?? [];
  const settings = portfolio === undefined ? {} : { portfolio };
  const typical = 'quantile' in which ? await typicalOf(model, which, options, progress) : null;
  if ('quantile' in which && typical === null) {
    await say('Interrupted before the future was found.\n');
    return INTERRUPTED;
  }
  const head = { ...(typical?.of ?? placesOf(options, compiled.uncertain)), settings };
  const address = 'quantile' in which ? (typical ?? { world: 0, trial: 0 }) : which;
  const chosen =
    'quantile' in which && typical !== null
      ? { quantile: which.quantile, trials: head.trials, loss: typical.loss, withoutLoss: typical.withoutLoss }
      : undefined;
  checkAddress(address, head, compiled.uncertain);
  const tell = () => {
    try {
      const { world, trial } = address;
      return trialTimeline(model, compiled, options.seed ?? DEFAULT_SEED, { world, trial }, head, { chosen });
    } catch (error) {
      throw blamed(error);
    }
  };
  const document = tell();
  progress.clear();
  const text = jsonText(document);
  const failure = await saved(options.out, text);
  const page = pageOf(process.stdout);
  await write(process.stdout, options.json === true ? text : `${trialReport(document, page).join('\n')}\n`);
  if (failure !== null) throw failure;
  return DONE;
}
