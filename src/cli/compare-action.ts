/** What `ringfence compare` does. */
import { basename, extname } from 'node:path';
import { readModelFile } from '../io/read-model.ts';
import type { Model } from '../model/model.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Problem } from '../model/problem.ts';
import type { Selection } from '../model/selection.ts';
import type { CompareDocument } from '../results/compare-document.ts';
import { compareTables } from '../results/compare-tables.ts';
import { figuresOfComparison } from '../results/history/figures.ts';
import { compareReport } from '../report/compare/compare-report.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { TRIALS_PER_UNIT } from '../sim/accumulate/block.ts';
import { DEFAULT_SEED, openSession, type Session } from '../sim/session.ts';
import { DEFAULT_TRIALS, planRun } from '../sim/session/plan.ts';
import { compare, type Candidate } from '../study/compare/compare.ts';
import { takeApart } from '../study/compare/taken-apart.ts';
import { askedTrials } from './asked-trials.ts';
import { compareCommand } from './command-line.ts';
import type { CompareCommandOptions } from './compare.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import type { ProgressBar } from './progress-bar.ts';
import { teller } from './teller.ts';
import { jsonText } from '../results/json-text.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import { saved } from './output-file.ts';
import { beginResultIn } from './results/begin-result.ts';
import { outputOf } from './results/output.ts';
import type { Run } from './results/save-losses.ts';
import { askedOf, savedResult } from './results/save-result.ts';

/** Bytes that each period of each trial keeps: its loss and largest event, and while they are compared a sorted copy and a difference. */
const BYTES_PER_PERIOD = 32;

/** The name of the levels as they are, among portfolios. */
const CURRENT = 'current';

interface Choice {
  readonly file: string;
  readonly scenario: string;
  readonly portfolio: string;
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

/** All combinations of what was asked; a single portfolio or scenario is compared with what there is without it. */
function choicesOf(given: readonly string[], options: CompareCommandOptions): readonly Choice[] {
  const files = unique(given);
  const asked = { scenarios: unique(options.scenario ?? []), portfolios: unique(options.portfolio ?? []) };
  const isAlone = files.length === 1 && asked.scenarios.length <= 1 && asked.portfolios.length <= 1;
  const with1 = (names: readonly string[], plain: string): readonly string[] =>
    names.length === 0 ? [plain] : isAlone && !names.includes(plain) ? [plain, ...names] : names;
  const scenarios = with1(asked.scenarios, 'base');
  const portfolios = with1(asked.portfolios, CURRENT);
  const choices = files.flatMap((file) =>
    scenarios.flatMap((scenario) => portfolios.map((portfolio) => ({ file, scenario, portfolio }))),
  );
  if (choices.length > 1) return choices;
  throw new Refusal([
    argumentProblem(
      'there is nothing to compare with: one file, one scenario, one portfolio',
      'add --portfolio NAME, --scenario NAME, or a second model file',
    ),
  ]);
}

const stem = (file: string): string => basename(file, extname(file));

/** What tells a choice apart from the others. */
function nameOf(choice: Choice, choices: readonly Choice[]): string {
  const varies = (of: (each: Choice) => string): boolean => new Set(choices.map(of)).size > 1;
  const stems = new Set(choices.map(({ file }) => stem(file))).size;
  const files = new Set(choices.map(({ file }) => file)).size;
  const parts = [
    files > 1 ? (stems === files ? stem(choice.file) : choice.file) : '',
    varies(({ scenario }) => scenario) ? choice.scenario : '',
    varies(({ portfolio }) => portfolio) ? choice.portfolio : '',
  ];
  return parts.filter((part) => part !== '').join(' + ');
}

/** What is compared, before there is a session for it. */
interface Chosen {
  readonly name: string;
  readonly file: string;
  readonly portfolio: string;
  readonly modelFile: ModelFile;
  readonly selection: Selection;
  readonly model: Model;
}

/**
 * The models of all choices; the faults of all at once.
 *
 * @param onFile Told the path of each file that is read.
 */
async function chosenOf(
  choices: readonly Choice[],
  options: CompareCommandOptions,
  onFile: (path: string) => void,
): Promise<Chosen[]> {
  const { set, given } = options;
  const chosen: Chosen[] = [];
  const problems = new Map<string, Problem>();
  const files = new Map<string, ModelFile>();
  for (const path of new Set(choices.map(({ file }) => file))) files.set(path, await readModelFile(path, onFile));
  for (const choice of choices) {
    const { file, portfolio } = choice;
    const scenario = choice.scenario === 'base' ? undefined : choice.scenario;
    const selection = { scenario, portfolio: portfolio === CURRENT ? undefined : portfolio, set, given };
    const modelFile = files.get(file);
    if (modelFile === undefined) continue;
    const checked = modelFile.under(selection);
    const name = nameOf(choice, choices);
    if (checked.ok) chosen.push({ name, file, portfolio, modelFile, selection, model: checked.value });
    else for (const problem of checked.problems) problems.set(JSON.stringify(problem), problem);
  }
  if (problems.size > 0) throw new Refusal([...problems.values()]);
  return chosen;
}

const counting = (model: Model): string =>
  model.bearers
    .filter(({ counted }) => counted)
    .map(({ id }) => id)
    .toSorted()
    .join(', ');

/** Refuses what has no common measure. */
function checkComparable(candidates: readonly [Chosen, ...Chosen[]]): void {
  const [{ model: first, name }, ...others] = candidates;
  const aspects = [
    ['horizon', (model: Model) => `${model.horizonHours} h`, 'give both files the same horizon'],
    ['start', (model: Model) => model.starts, 'give both files the same `starts`, for the calendar decides losses'],
    ['currency', (model: Model) => model.currency, 'give both files the same currency'],
    ['list of bearers whose losses count', counting, 'let the same bearers count in both files'],
  ] as const;
  const problems = others.flatMap(({ model, name: other }) =>
    aspects.flatMap(([what, of, remedy]) =>
      of(model) === of(first)
        ? []
        : [argumentProblem(`${name} and ${other} differ in their ${what}: ${of(first)}, and ${of(model)}`, remedy)],
    ),
  );
  if (problems.length > 0) throw new Refusal(problems);
}

function checkMemory(options: CompareCommandOptions, candidates: readonly [Chosen, ...Chosen[]]): void {
  const { memory, trials = DEFAULT_TRIALS } = options;
  const [{ model }] = candidates;
  const ofPeriods = trials * (model.horizonHours / model.periodHours) * BYTES_PER_PERIOD;
  // Of each world, or of each unit where there is one world: two figures of a node, one of all else.
  const { worlds } = accepted(planRun(options, true));
  const figures = 2 * model.nodes.length + model.threats.length + model.bearers.length + model.limits.length + 1;
  const ofWorlds = Math.max(worlds, trials / TRIALS_PER_UNIT) * figures * Float64Array.BYTES_PER_ELEMENT;
  const needed = (ofPeriods + ofWorlds) * candidates.length;
  if (memory === undefined || needed <= memory) return;
  const inMegabytes = (size: number): string => `${Math.ceil(size / 2 ** 20).toLocaleString('en-GB')} MB`;
  const message = `${candidates.length} variants of ${trials.toLocaleString('en-GB')} trials keep ${inMegabytes(needed)}, more than the ${inMegabytes(memory)} of --memory`;
  throw new Refusal([argumentProblem(message, 'lower --trials, raise --memory, or compare fewer at a time')]);
}

/** What was compared, each as large as it came to be. */
function runsOf(
  chosen: readonly Chosen[],
  sessions: ReadonlyMap<ModelFile, Session>,
  document: CompareDocument,
): readonly Run[] {
  return chosen.flatMap(({ name, modelFile, selection }): Run[] => {
    const result = document.variants.find((variant) => variant.name === name)?.result;
    const variant = sessions.get(modelFile)?.variants([selection])[0];
    if (result === undefined || variant === undefined) return [];
    const { worlds, trials } = result.measured;
    return [{ name, variant, worlds, trialsPerWorld: trials / worlds, result }];
  });
}

/** Compares models and reports. @throws Refusal with the faults of the models or the options. */
export async function compareModels(
  files: readonly string[],
  options: CompareCommandOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const onFile = (path: string): void => void inputs.add(path);
  const [baseline, ...others] = await chosenOf(choicesOf(files, options), options, onFile);
  if (baseline === undefined) throw new Error('nothing was chosen');
  const chosen = [baseline, ...others] as const;
  accepted(planRun(options, true));
  checkComparable(chosen);
  checkMemory(options, chosen);
  const output = await outputOf(options.out, [...inputs]);

  const { trials, worlds, seed = DEFAULT_SEED } = options;
  const begun = await beginResultIn(output.folder, chosen);
  const interrupt = watchInterrupt(() => {
    progress.clear();
    void say('Stopping: half a comparison says nothing, so none follows.\n');
  });
  const runner = makeRunner(options.workers);
  try {
    const { signal } = interrupt;
    const sessions = new Map<ModelFile, Session>();
    const candidate = ({ modelFile, name, file, portfolio, selection }: Chosen): Candidate => {
      const session =
        sessions.get(modelFile) ??
        openSession(modelFile, runner, { seed, memory: options.memory, losses: begun?.take });
      sessions.set(modelFile, session);
      return { name, file, portfolio, session, selection };
    };
    const common = { seed, signal, ...teller(progress, baseline.model.currency) };
    const compared = await compare([candidate(baseline), ...others.map(candidate)], runner, {
      ...common,
      trials,
      worlds,
      settings: askedTrials({ trials, worlds }),
    });
    const document = compared === null ? null : await takeApart(compared, chosen, runner, common);
    progress.clear();
    if (document === null) return INTERRUPTED;
    const text = jsonText(document);
    const command = compareCommand({ ...options, files: unique(files), seed });
    const failure =
      (await saved(output.file, text)) ??
      (await savedResult(
        begun,
        {
          command: 'compare',
          line: command,
          files: unique(files),
          options: askedOf(options),
          document,
          tables: compareTables(document),
          figures: figuresOfComparison(document),
          runs: runsOf(chosen, sessions, document),
        },
        { runner, progress, signal, isQuiet: options.quiet === true },
      ));
    const report = { document, command, pairs: options.pairs };
    const page = pageOf(process.stdout);
    await write(process.stdout, options.json === true ? text : `${compareReport(report, page).join('\n')}\n`);
    if (failure !== null) throw failure;
    return DONE;
  } catch (error) {
    if (interrupt.signal.aborted && !(error instanceof Refusal)) return INTERRUPTED;
    throw blamed(error);
  } finally {
    progress.clear();
    begun?.close();
    await runner.close();
    interrupt.release();
  }
}
