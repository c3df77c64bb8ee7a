/** What `ringfence run` does. */
import { readModelFile } from '../io/read-model.ts';
import { runReport } from '../report/run/run-report.ts';
import { figuresOfRun } from '../results/history/figures.ts';
import type { ResultDocument } from '../results/result-document.ts';
import { runTables } from '../results/run-tables.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { DEFAULT_SEED, openSession, type Session } from '../sim/session.ts';
import { DEFAULT_TRIALS, planRun } from '../sim/session/plan.ts';
import { parseUntil } from '../sim/session/until.ts';
import { runAll, type NamedSelection } from '../study/run/run-all.ts';
import { askedTrials } from './asked-trials.ts';
import { runCommand } from './command-line.ts';
import { pageOf, say, write } from './console.ts';
import { BREACHED, DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import type { ProgressBar } from './progress-bar.ts';
import { teller } from './teller.ts';
import { jsonText } from '../results/json-text.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import type { RunCommandOptions } from './run.ts';
import { modelsOf, portfoliosOf, selectionsOf, type Models } from './selections.ts';
import { tellTrial } from './trial-action.ts';
import { saved } from './output-file.ts';
import { beginResultIn } from './results/begin-result.ts';
import { outputOf } from './results/output.ts';
import type { Run } from './results/save-losses.ts';
import { askedOf, savedResult } from './results/save-result.ts';

/** Bytes that a run keeps for each period of each trial. */
const BYTES_PER_PERIOD = 16;

/** Refuses to say more in less. */
function checkBrief({ brief, explain: explained, json }: RunCommandOptions): void {
  if (brief === undefined) return;
  const others = [explained === undefined ? [] : ['--explain'], json === undefined ? [] : ['--json']].flat();
  if (others.length === 0) return;
  throw new Refusal([argumentProblem(`--brief does not go with ${others.join(' and ')}`, 'leave out one of them')]);
}

function checkMemory(options: RunCommandOptions, models: Models): void {
  const { memory, trials = DEFAULT_TRIALS } = options;
  const periods = Math.max(
    1,
    ...Object.values(models).map((model) => Math.round(model.horizonHours / model.periodHours)),
  );
  const needed = trials * periods * BYTES_PER_PERIOD;
  if (memory === undefined || needed <= memory) return;
  const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en-GB')} MB`;
  const message = `${trials.toLocaleString('en-GB')} trials keep ${inMegabytes(needed)}, more than the ${inMegabytes(memory)} of --memory`;
  throw new Refusal([argumentProblem(message, 'lower --trials or raise --memory')]);
}

/** What the document says about how it was made, beside what the model was asked: the other options that decide the figures. */
function settingsOf(options: RunCommandOptions): Readonly<Record<string, unknown>> {
  const { until } = options;
  const [portfolio, ...others] = portfoliosOf(options);
  return {
    ...(portfolio === undefined ? {} : { portfolio: others.length === 0 ? portfolio : [portfolio, ...others] }),
    ...(until === undefined ? {} : { until }),
    ...askedTrials({ trials: options.trials, worlds: options.worlds }),
  };
}

const isBreached = (document: ResultDocument): boolean =>
  Object.values(document.scenarios).some(({ appetite }) => appetite.some(({ status }) => status === 'outside'));

/** What was run, each as large as it came to be. */
function runsOf(session: Session, selections: readonly NamedSelection[], document: ResultDocument): readonly Run[] {
  return selections.flatMap(({ name, selection }): Run[] => {
    const result = document.scenarios[name];
    const [variant] = session.variants([selection]);
    if (result === undefined || variant === undefined) return [];
    const { worlds, trials } = result.measured;
    return [{ name, variant, worlds, trialsPerWorld: trials / worlds, result }];
  });
}

/** Simulates a model and reports. @throws Refusal with the faults of the model or the options. */
export async function run(file: string, options: RunCommandOptions, progress: ProgressBar): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (path) => inputs.add(path));
  const selections = selectionsOf(options);
  const models = modelsOf(modelFile, selections);
  const onlyFile = options.trial === undefined ? null : 'one future is one document';
  const output = await outputOf(options.out, [...inputs], onlyFile);
  if (options.trial !== undefined) return tellTrial(modelFile, selections, options.trial, options, progress);
  const until = options.until === undefined ? undefined : accepted(parseUntil(options.until));
  accepted(planRun(options, true));
  if (options.failOnBreach === true && options.given !== undefined) {
    throw new Refusal([
      argumentProblem('--fail-on-breach judges ordinary years, --given changes them', 'leave out one of the two'),
    ]);
  }
  checkBrief(options);
  checkMemory(options, models);

  const seed = options.seed ?? DEFAULT_SEED;
  const { trials, worlds } = options;
  const begun = await beginResultIn(
    output.folder,
    selections.flatMap(({ name, selection }) => {
      const model = models[name];
      return model === undefined ? [] : [{ model, selection }];
    }),
  );
  const interrupt = watchInterrupt(() => {
    progress.clear();
    void say('Stopping: what is known follows. Ctrl-C again leaves at once.\n');
  });
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(modelFile, runner, { seed, memory: options.memory, losses: begun?.take });
    const document = await runAll(session, runner, selections, {
      trials,
      worlds,
      until,
      settings: settingsOf(options),
      signal: interrupt.signal,
      explained: options.explain === true,
      onExplain: () => progress.stage('Simulating the worst periods again, to see what makes them up'),
      ...teller(progress, session.model.currency),
    });
    progress.clear();
    if (document === null) {
      await say('Interrupted before anything was known.\n');
      return INTERRUPTED;
    }
    const text = jsonText(document);
    const command = runCommand({ ...options, file, seed });
    const failure =
      (await saved(output.file, text)) ??
      (await savedResult(
        begun,
        {
          command: 'run',
          line: command,
          files: [file],
          options: askedOf(options),
          document,
          tables: runTables(document),
          figures: figuresOfRun(document),
          runs: runsOf(session, selections, document),
        },
        { runner, progress, signal: interrupt.signal, isQuiet: options.quiet === true },
      ));
    if (options.json === true) {
      await write(process.stdout, text);
    } else {
      const report = { document, command, brief: options.brief };
      await write(process.stdout, `${runReport(report, pageOf(process.stdout)).join('\n')}\n`);
    }
    if (failure !== null) throw failure;
    if (interrupt.signal.aborted) return INTERRUPTED;
    return options.failOnBreach === true && isBreached(document) ? BREACHED : DONE;
  } catch (error) {
    throw blamed(error);
  } finally {
    progress.clear();
    begun?.close();
    await runner.close();
    interrupt.release();
  }
}
