/** What `ringfence snowball` does. */
import { readModelFile } from '../io/read-model.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Model } from '../model/model.ts';
import { counted, wholeNumber } from '../results/format/count.ts';
import { chainReport, snowballReport } from '../report/snowball/snowball-report.ts';
import { figuresOfSnowball } from '../results/history/figures.ts';
import type { SnowballDocument } from '../results/snowball-document.ts';
import type { SnowballChain } from '../results/snowball/chains.ts';
import { chainTable, pointTable } from '../results/snowball/tables.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { compileModel } from '../sim/compile/compile-model.ts';
import { DEFAULT_SEED, openSession } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import { findAllSnowballs, type SnowballPart } from '../snowball/find-snowballs.ts';
import { trialTimeline } from '../study/trial/trial-timeline.ts';
import { askedTrials } from './asked-trials.ts';
import { snowballCommand } from './command-line.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { jsonText } from '../results/json-text.ts';
import { saved } from './output-file.ts';
import { beginResultIn } from './results/begin-result.ts';
import { outputOf } from './results/output.ts';
import { askedOf, savedResult } from './results/save-result.ts';
import type { ProgressBar } from './progress-bar.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import { modelsOf, portfoliosOf, selectionsOf, type Models } from './selections.ts';
import type { SnowballCommandOptions } from './snowball.ts';
import { checkTables, savedTables } from './table-files.ts';
import { teller } from './teller.ts';
import { tellTrial } from './trial-action.ts';

/** What is said while a part is looked for. */
const WORDS: Readonly<Record<SnowballPart, string>> = {
  points: 'Changing one thing at a time in the worst futures',
  assumptions: 'Trying clocks that nobody has given',
  chains: 'Following failures from where they start, and stopping them at every hour',
  removal: "Trying the levels of the model's own controls",
  time: 'Measuring how long each is out, and how long others do without it',
  structure: 'Pricing what one is enough to stop',
  shares: 'Leaving threats out, to see who starts it',
  silos: 'Looking for gaps between those in charge',
  growth: 'Making times worse',
  imagination: 'Making up shocks that nobody registered',
};

const FILES = { points: 'points.csv', chains: 'chains.csv' } as const;

/** Refuses goals that no model has. */
function checkGoals(goals: readonly string[], models: readonly Model[]): void {
  const ids = [...new Set(models.flatMap(({ nodes }) => nodes.map(({ id }) => id)))].toSorted();
  const problems = goals
    .filter((goal) => models.some(({ nodes }) => !nodes.some(({ id }) => id === goal)))
    .map((goal) => {
      const meant = didYouMean(goal, ids);
      return argumentProblem(
        `there is no node \`${goal}\` to be a goal`,
        meant === null ? 'give the id of a node' : `did you mean \`${meant}\`?`,
      );
    });
  if (problems.length > 0) throw new Refusal(problems);
}

/** Refuses options that do not go together. */
function checkTogether({ chain, trial, csv, json, scenario = [], portfolio = [] }: SnowballCommandOptions): void {
  const several = new Set(scenario).size > 1 || new Set(portfolio).size > 1;
  if (chain !== undefined && several) {
    throw new Refusal([
      argumentProblem(
        '--chain tells a chain of one scenario and one portfolio',
        'give --scenario and --portfolio once',
      ),
    ]);
  }
  const others = [chain === undefined ? [] : ['--chain'], csv === undefined ? [] : ['--csv']].flat();
  if (trial !== undefined && others.length > 0) {
    throw new Refusal([argumentProblem(`--trial does not go with ${others.join(' and ')}`, 'leave out one of them')]);
  }
  if (chain !== undefined && json === true) {
    throw new Refusal([
      argumentProblem('--chain does not go with --json: the document has every chain', 'leave out one of them'),
    ]);
  }
}

function chainNumbered(number: number, document: SnowballDocument): SnowballChain {
  const [result] = Object.values(document.scenarios);
  const chains = result?.chains ?? [];
  const chain = chains[number - 1];
  if (chain !== undefined) return chain;
  throw new Refusal([
    argumentProblem(
      chains.length === 0
        ? `there is no chain ${number}: none was found`
        : `there is no chain ${number}: ${counted(chains.length, 'chain')} ${chains.length === 1 ? 'was' : 'were'} found`,
      chains.length === 0
        ? 'leave out --chain to see why'
        : chains.length === 1
          ? 'give --chain 1'
          : `give a number from 1 to ${chains.length}`,
    ),
  ]);
}

/** A chain in full, with its typical future. */
function toldChain(
  number: number,
  document: SnowballDocument,
  models: Models,
  command: readonly string[],
): readonly string[] {
  const { typical } = chainNumbered(number, document);
  const [model] = Object.values(models);
  const future =
    typical === null || model === undefined
      ? null
      : trialTimeline(model, compileModel(model), document.seed, typical, document);
  return chainReport({ document, models, number, future, command }, pageOf(process.stdout));
}

/** Finds where failures compound and reports. @throws Refusal with the faults of the model or the options. */
export async function snowball(
  file: string,
  options: SnowballCommandOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (read) => inputs.add(read));
  const selections = selectionsOf(options);
  const models = modelsOf(modelFile, selections);
  checkTogether(options);
  checkGoals(options.goal ?? [], Object.values(models));
  const onlyFile = options.trial === undefined ? null : 'one future is one document';
  const output = await outputOf(options.out, [...inputs], onlyFile);
  if (options.csv !== undefined) await checkTables(options.csv, Object.values(FILES), [...inputs]);
  if (options.trial !== undefined) return tellTrial(modelFile, selections, options.trial, options, progress);
  accepted(planRun(options, true));

  const { trials, worlds, least, goal, seed = DEFAULT_SEED, memory } = options;
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
  const [portfolio, ...otherPortfolios] = portfoliosOf(options);
  try {
    const session = openSession(modelFile, runner, { seed, memory, losses: begun?.take });
    const document = await findAllSnowballs(session, selections, {
      trials,
      worlds,
      least,
      goals: goal,
      signal: interrupt.signal,
      settings: {
        ...(portfolio === undefined
          ? {}
          : { portfolio: otherPortfolios.length === 0 ? portfolio : [portfolio, ...otherPortfolios] }),
        ...askedTrials({ trials, worlds }),
      },
      onPart: (part, done, of) =>
        progress.stage(
          WORDS[part],
          of === 0 ? '' : `: ${wholeNumber(done)} of ${wholeNumber(of)} futures of this question`,
        ),
      ...teller(progress, session.model.currency),
    });
    progress.clear();
    if (document === null) {
      await say('Interrupted before anything was known.\n');
      return INTERRUPTED;
    }
    const text = jsonText(document);
    const command = snowballCommand({ ...options, file, seed });
    const tables = { [FILES.points]: pointTable(document), [FILES.chains]: chainTable(document) };
    const size = { worlds: document.worlds, trialsPerWorld: document.trialsPerWorld };
    const failure =
      (await saved(output.file, text)) ??
      (await savedTables(options.csv, tables)) ??
      (await savedResult(
        begun,
        {
          command: 'snowball',
          line: command,
          files: [file],
          options: askedOf(options),
          document,
          tables,
          figures: figuresOfSnowball(document),
          runs: selections.flatMap(({ name, selection }) =>
            session.variants([selection]).map((variant) => ({ name, variant, ...size })),
          ),
        },
        { runner, progress, signal: interrupt.signal, isQuiet: options.quiet === true },
      ));
    const page = (): readonly string[] =>
      options.chain === undefined
        ? snowballReport({ document, models, command }, pageOf(process.stdout))
        : toldChain(options.chain, document, models, command);
    await write(process.stdout, options.json === true ? text : `${page().join('\n')}\n`);
    if (failure !== null) throw failure;
    return interrupt.signal.aborted ? INTERRUPTED : DONE;
  } catch (error) {
    throw blamed(error);
  } finally {
    progress.clear();
    begun?.close();
    await runner.close();
    interrupt.release();
  }
}
