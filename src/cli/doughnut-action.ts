/** What `ringfence doughnut` does. */
import { AskedFault } from '../doughnut/asked-fault.ts';
import { doughnut } from '../doughnut/doughnut.ts';
import type { DoughnutPart } from '../doughnut/options.ts';
import { readModelFile } from '../io/read-model.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import type { Selection } from '../model/selection.ts';
import { parseConstant } from '../model/quantity/parse-quantity.ts';
import { doughnutReport, MORE_PARTS } from '../report/doughnut/doughnut-report.ts';
import { counted, wholeNumber } from '../results/format/count.ts';
import { figuresOfDoughnut } from '../results/history/figures.ts';
import type { DoughnutDocument } from '../results/doughnut-document.ts';
import { controlTable, frontierTable, segmentTable } from '../results/doughnut/tables.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { makeProgramSolver } from '../runners/solver.ts';
import { DEFAULT_SEED, openSession, type Session } from '../sim/session.ts';
import { bareAmount, contextOf } from './amounts.ts';
import { doughnutCommand } from './command-line.ts';
import { pageOf, say, write } from './console.ts';
import type { DoughnutCommandOptions } from './doughnut.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { millisecondsOf } from './length-of-time.ts';
import { jsonText } from '../results/json-text.ts';
import { saved } from './output-file.ts';
import { beginResultIn } from './results/begin-result.ts';
import { outputOf } from './results/output.ts';
import type { Run } from './results/save-losses.ts';
import { askedOf, savedResult } from './results/save-result.ts';
import type { ProgressBar } from './progress-bar.ts';
import { argumentProblem, blamed, Refusal } from './refusal.ts';
import { modelsOf, selectionsOf } from './selections.ts';
import { checkTables, savedTables } from './table-files.ts';

const HOURS_PER_YEAR = 8760;

const FILES = { frontier: 'frontier.csv', controls: 'controls.csv', segments: 'segments.csv' } as const;

/** What is said while a part is worked out. */
const WORDS: Readonly<Record<DoughnutPart, string>> = {
  portfolios: 'Simulating portfolios',
  search: 'Searching',
  'fresh worlds': 'Judging the least once more on fresh worlds',
  'price of error': 'Simulating portfolios with less uncertain, for the price of error',
  benefits: 'Simulating today and the plan once more, for what changes between them',
};

/** `£1.2m`, `£1.2m per year`, `1.2m`, `1_200_000`: money a year. @throws Refusal for what is none. */
function yearly(text: string, model: Model): number {
  const bare = bareAmount(text);
  if (bare !== null) return bare;
  const perYear = /\bper\b|\//.test(text) ? text : `${text} per year`;
  const parsed = parseConstant(perYear, 'money/hour', contextOf(model));
  if (parsed.ok && parsed.value >= 0) return parsed.value * HOURS_PER_YEAR;
  const why = parsed.ok ? 'a budget is not below 0' : parsed.fault.message;
  throw new Refusal([
    argumentProblem(`--budget ${text}: ${why}`, 'give an amount a year in the currency of the model, such as 1.2m'),
  ]);
}

/** Refuses options that do not go together, or that the model has nothing for. */
function check(options: DoughnutCommandOptions, { limits, controls }: Model): void {
  const problems: Problem[] = [];
  if (options.budget !== undefined && options.cut !== undefined) {
    problems.push(argumentProblem('--budget does not go with --cut: a cut is a budget', 'leave out one of them'));
  }
  if (options.given !== undefined) {
    problems.push(
      argumentProblem(
        '--given does not go with doughnut: what security should cost is a matter of all that years bring',
        'leave it out; run --given tells what such an event costs, --set changes how often it comes',
      ),
    );
  }
  if (controls.length === 0) {
    problems.push(
      argumentProblem('the model has no control: there is nothing to spend on', 'add `controls:` with their levels'),
    );
  }
  const ids = limits.map(({ id }) => id);
  for (const name of options.without ?? []) {
    if (ids.includes(name)) continue;
    const meant = didYouMean(name, ids);
    const remedy =
      ids.length === 0
        ? 'leave out --without: the model has no limits'
        : meant === null
          ? `give one of ${ids.join(', ')}`
          : `did you mean \`${meant}\`?`;
    problems.push(argumentProblem(`there is no limit \`${name}\``, remedy));
  }
  if (problems.length > 0) throw new Refusal(problems);
}

/** What is wrong, and what to do, which the message says last. */
function refusalOf({ message }: AskedFault): Refusal {
  const at = message.lastIndexOf(': ');
  const [what, remedy] = at < 0 ? [message, ''] : [message.slice(0, at), message.slice(at + 2)];
  return new Refusal([argumentProblem(what.replace(/`(\w+)` of `doughnut`/, '--$1'), remedy)]);
}

/** What stands at the rings, and today, by the names that pages give them. */
const PLANS = { current: 'today', necessary: 'at least', optimum: 'best', sufficient: 'at most' } as const;

/** Today's portfolio and those of the rings, as large as the doughnut was. */
function runsOf(session: Session, selection: Selection, document: DoughnutDocument): readonly Run[] {
  const { worlds, trialsPerWorld, portfolios } = document;
  return Object.entries(PLANS).flatMap(([plan, name]): Run[] => {
    const portfolio = portfolios[plan as keyof typeof PLANS];
    if (portfolio === undefined) return [];
    const [variant] = session.variants([{ ...selection, portfolio }]);
    return variant === undefined ? [] : [{ name, variant, worlds, trialsPerWorld }];
  });
}

/** Finds the doughnut of a model and reports. @throws Refusal with the faults of the model or the options. */
export async function doughnutPage(
  file: string,
  options: DoughnutCommandOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (read) => inputs.add(read));
  const { scenario = 'base', set = [] } = options;
  const [selected] = selectionsOf({ scenario: [scenario], set });
  if (selected === undefined) throw new Error('nothing was selected');
  const [model] = Object.values(modelsOf(modelFile, [selected]));
  if (model === undefined) throw new Error('a selection gave no model');
  check(options, model);
  const budget = options.budget === undefined ? undefined : yearly(options.budget, model);
  const milliseconds = options.for === undefined ? null : millisecondsOf(options.for, model);
  const output = await outputOf(options.out, [...inputs]);
  if (options.csv !== undefined) await checkTables(options.csv, Object.values(FILES), [...inputs]);

  const { cut, confidence, segments, without, years, most, trials, worlds, memory, seed = DEFAULT_SEED } = options;
  // Which plans are worth keeping is known at the end only
  const begun = await beginResultIn(output.folder, []);
  const interrupt = watchInterrupt(() => {
    progress.clear();
    void say('Stopping: what is known follows. Ctrl-C again leaves at once.\n');
  });
  const time = new AbortController();
  // A signal of `AbortSignal.timeout` that only `any` knows may be collected before it comes
  const timer = milliseconds === null ? undefined : setTimeout(() => time.abort(new Error('time is up')), milliseconds);
  const signal = AbortSignal.any([interrupt.signal, time.signal]);
  // The other half is for what was found: all trials, fresh worlds, the bound
  const searchUntil = milliseconds === null ? undefined : AbortSignal.timeout(milliseconds / 2);
  const runner = makeRunner(options.workers);
  const solver = makeProgramSolver();
  try {
    const session = openSession(modelFile, runner, { seed, memory });
    let document: DoughnutDocument;
    try {
      document = await doughnut(session, {
        ...selected.selection,
        budget,
        cut,
        confidence,
        segments,
        without,
        years,
        trials,
        worlds,
        memory,
        signal,
        most,
        solver,
        searchUntil,
        onProgress: (part, { simulationsDone, simulations, portfolios }) => {
          const [done, all] = [wholeNumber(simulationsDone), wholeNumber(simulations)];
          // Those that the law forbids are simulated too, and those that differ in nothing but their price are once
          const whose =
            portfolios === undefined || portfolios === simulations
              ? ''
              : ` simulations, for ${counted(portfolios, 'portfolio')}`;
          progress.stage(WORDS[part], part === 'search' ? `: ${done} portfolios tried` : `: ${done} of ${all}${whose}`);
        },
      });
    } catch (error) {
      if (!signal.aborted || error instanceof AskedFault) throw error;
      progress.clear();
      await say('Stopped before anything was known.\n');
      return INTERRUPTED;
    }
    progress.clear();
    const text = jsonText(document);
    const command = doughnutCommand({ ...options, file, seed });
    const tables = {
      [FILES.frontier]: frontierTable(document),
      [FILES.controls]: controlTable(document),
      [FILES.segments]: segmentTable(document),
    };
    const failure =
      (await saved(output.file, text)) ??
      (await savedTables(options.csv, tables)) ??
      (await savedResult(
        begun,
        {
          command: 'doughnut',
          line: command,
          files: [file],
          options: askedOf(options),
          document,
          tables,
          figures: figuresOfDoughnut(document),
          runs: runsOf(session, selected.selection, document),
        },
        { runner, progress, signal: interrupt.signal, isQuiet: options.quiet === true },
      ));
    const show = MORE_PARTS.filter((part) => options.show?.some((asked) => asked === part || asked === 'all'));
    const page = (): string => `${doughnutReport({ document, command, show }, pageOf(process.stdout)).join('\n')}\n`;
    await write(process.stdout, options.json === true ? text : page());
    if (failure !== null) throw failure;
    return interrupt.signal.aborted ? INTERRUPTED : DONE;
  } catch (error) {
    throw blamed(error instanceof AskedFault ? refusalOf(error) : error);
  } finally {
    progress.clear();
    begun?.close();
    await Promise.all([runner.close(), solver.close()]);
    clearTimeout(timer);
    interrupt.release();
  }
}
