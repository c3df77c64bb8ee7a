/** What `ringfence sensitivity` does. */
import { csvText } from '../io/csv-text.ts';
import { readModelFile } from '../io/read-model.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { sensitivityReport } from '../report/sensitivity/sensitivity-report.ts';
import { wholeNumber } from '../results/format/count.ts';
import { sensitivityTable } from '../results/sensitivity-table.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { DEFAULT_SEED, openSession } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import { GROUPINGS, type Grouping } from '../study/sensitivity/groups.ts';
import { figureIds } from '../study/sensitivity/figures.ts';
import { sensitivity, type SensitivityStage } from '../study/sensitivity/sensitivity.ts';
import { sensitivityCommand } from './command-line.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { jsonText } from '../results/json-text.ts';
import { checkWritable, saved } from './output-file.ts';
import type { ProgressBar } from './progress-bar.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import { modelsOf, selectionsOf } from './selections.ts';
import type { SensitivityCommandOptions } from './sensitivity.ts';
import { teller } from './teller.ts';

const WORDS: Readonly<Record<SensitivityStage, string>> = {
  screening: 'Looking which inputs count',
  worlds: 'Measuring what each moves',
};

/** @throws Refusal for what inputs cannot be put together by. */
function groupingOf(by: string | undefined): Grouping | undefined {
  if (by === undefined) return undefined;
  const found = GROUPINGS.find((each) => each === by);
  if (found !== undefined) return found;
  throw new Refusal([
    argumentProblem(`--by ${by}: inputs are not put together by that`, `there are ${GROUPINGS.join(', ')}`),
  ]);
}

/** @throws Refusal for a figure that there is not. */
function checkFigure(figure: string | undefined, ids: readonly string[]): void {
  if (figure === undefined || ids.includes(figure)) return;
  const meant = didYouMean(figure, ids);
  const remedy = meant === null ? `there are ${ids.join(', ')}` : `did you mean ${meant}?`;
  throw new Refusal([argumentProblem(`--figure ${figure}: there is no such figure`, remedy)]);
}

/** Finds which inputs matter and reports. @throws Refusal with the faults of the model or the options. */
export async function sensitivityPage(
  file: string,
  options: SensitivityCommandOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (read) => inputs.add(read));
  const { scenario = 'base', portfolio, given, set, figure } = options;
  const [selected] = selectionsOf({
    scenario: [scenario],
    portfolio: portfolio === undefined ? [] : [portfolio],
    ...(given === undefined ? {} : { given }),
    ...(set === undefined ? {} : { set }),
  });
  if (selected === undefined) throw new Error('nothing was selected');
  const [model] = Object.values(modelsOf(modelFile, [selected]));
  if (model === undefined) throw new Error('a selection gave no model');
  accepted(planRun(options, true));
  checkFigure(figure, figureIds(model));
  const by = groupingOf(options.by);
  for (const target of [options.out, options.csv]) if (target !== undefined) await checkWritable(target, [...inputs]);

  const { trials, worlds, seed = DEFAULT_SEED, memory } = options;
  const interrupt = watchInterrupt(() => {
    progress.clear();
    void say('Stopping: what is known follows. Ctrl-C again leaves at once.\n');
  });
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(modelFile, runner, { seed, memory });
    const document = await sensitivity(session, {
      ...selected.selection,
      trials,
      worlds,
      by,
      signal: interrupt.signal,
      settings: trials === undefined ? {} : { trialsInAll: trials },
      onStage: (stage, done, of) => progress.stage(WORDS[stage], `: ${wholeNumber(done)} of ${wholeNumber(of)}`),
      ...teller(progress, model.currency),
    }).catch((error: unknown) => {
      if (interrupt.signal.aborted) return null;
      throw error;
    });
    progress.clear();
    if (document === null) {
      await say('Interrupted before anything was known.\n');
      return INTERRUPTED;
    }
    const text = jsonText(document);
    const ofDocument = await saved(options.out, text);
    const failure = ofDocument ?? (await saved(options.csv, csvText(sensitivityTable(document))));
    const command = sensitivityCommand({ ...options, file, seed });
    const page = (): string =>
      `${sensitivityReport({ document, figure, command }, pageOf(process.stdout)).join('\n')}\n`;
    await write(process.stdout, options.json === true ? text : page());
    if (failure !== null) throw failure;
    return interrupt.signal.aborted ? INTERRUPTED : DONE;
  } catch (error) {
    throw blamed(error);
  } finally {
    progress.clear();
    await runner.close();
    interrupt.release();
  }
}
