/** What `ringfence run --trial WORLD/TRIAL` does. */
import type { Model } from '../model/model.ts';
import { trialReport } from '../report/trial/trial-report.ts';
import { compileModel } from '../sim/compile/compile-model.ts';
import { DEFAULT_SEED } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import { trialTimeline } from '../study/trial/trial-timeline.ts';
import { pageOf, write } from './console.ts';
import { DONE, type ExitStatus } from './exit-status.ts';
import type { Address } from './options.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import type { RunCommandOptions } from './run.ts';
import { saved } from './write-atomically.ts';

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

/**
 * Tells one trial of the run that the options describe.
 *
 * @throws Refusal for a world or trial that the run does not have.
 */
export async function tellTrial(
  models: Readonly<Record<string, Model>>,
  address: Address,
  options: RunCommandOptions,
): Promise<ExitStatus> {
  checkOptions(options);
  const model = onlyModel(models);
  const compiled = compileModel(model);
  const { worlds, trials, trialsPerWorld } = accepted(planRun(options, compiled.uncertain));
  const missing = [
    address.world < worlds ? [] : [['world', address.world, worlds, '--worlds'] as const],
    address.trial < trialsPerWorld ? [] : [['trial', address.trial, trialsPerWorld, '--trials'] as const],
  ].flat();
  if (missing.length > 0) {
    throw new Refusal(
      missing.map(([what, asked, most, option]) =>
        argumentProblem(
          `there is no ${what} ${asked}: the ${what}s of this run are 0 to ${most - 1}`,
          compiled.uncertain || what === 'trial'
            ? `give one of these, or raise ${option}`
            : 'nothing in this model is uncertain, so it has one world: write 0/TRIAL',
        ),
      ),
    );
  }
  const [portfolio] = options.portfolio ?? [];
  const settings = portfolio === undefined ? {} : { portfolio };
  const head = { worlds, trials, trialsPerWorld, settings };
  const tell = () => {
    try {
      return trialTimeline(model, compiled, options.seed ?? DEFAULT_SEED, address, head);
    } catch (error) {
      throw blamed(error);
    }
  };
  const document = tell();
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const failure = await saved(options.out, text);
  const page = pageOf(process.stdout);
  await write(process.stdout, options.json === true ? text : `${trialReport(document, page).join('\n')}\n`);
  if (failure !== null) throw failure;
  return DONE;
}
