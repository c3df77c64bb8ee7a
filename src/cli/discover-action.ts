/** What `ringfence discover` does. */
import { csvText } from '../io/csv-text.ts';
import { readModelFile } from '../io/read-model.ts';
import type { Model } from '../model/model.ts';
import { parseConstant } from '../model/quantity/parse-quantity.ts';
import { discoverReport } from '../report/discover/discover-report.ts';
import { ruleTable } from '../results/discover-table.ts';
import { wholeNumber } from '../results/format/count.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { DEFAULT_SEED, openSession } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import { discover, type DiscoverStage } from '../study/discover/discover.ts';
import { QuestionFault, questionsOf } from '../study/discover/questions.ts';
import { bareAmount, contextOf } from './amounts.ts';
import { askedTrials } from './asked-trials.ts';
import { discoverCommand } from './command-line.ts';
import { pageOf, say, write } from './console.ts';
import type { DiscoverCommandOptions } from './discover.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { jsonText } from '../results/json-text.ts';
import { checkWritable, saved } from './output-file.ts';
import type { ProgressBar } from './progress-bar.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import { modelsOf, selectionsOf } from './selections.ts';
import { teller } from './teller.ts';

const WORDS: Readonly<Record<DiscoverStage, string>> = {
  breaks: 'Looking for futures that break it',
  features: 'Reading what happened in them',
  rules: 'Looking for rules',
};

/** `£50m`, `50m`: money. @throws Refusal for what is none. */
function amountOf(text: string, model: Model): number {
  const bare = bareAmount(text);
  if (bare !== null) return bare;
  const parsed = parseConstant(text, 'money', contextOf(model));
  if (parsed.ok && parsed.value >= 0) return parsed.value;
  const why = parsed.ok ? 'a loss is not below 0' : parsed.fault.message;
  throw new Refusal([
    argumentProblem(`--over ${text}: ${why}`, 'give an amount in the currency of the model, such as 50m'),
  ]);
}

function refusalOf({ message, remedy }: QuestionFault): Refusal {
  return new Refusal([argumentProblem(message.slice(0, -remedy.length - 2), remedy)]);
}

/** Finds which combinations break limits and reports. @throws Refusal with the faults of the model or the options. */
export async function discoverPage(
  file: string,
  options: DiscoverCommandOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (read) => inputs.add(read));
  const { scenario = 'base', portfolio, given, set, limit, symptoms } = options;
  const named = {
    scenario: [scenario],
    portfolio: portfolio === undefined ? [] : [portfolio],
    ...(given === undefined ? {} : { given }),
    ...(set === undefined ? {} : { set }),
  };
  const [selected] = selectionsOf(named);
  if (selected === undefined) throw new Error('nothing was selected');
  const [model] = Object.values(modelsOf(modelFile, [selected]));
  if (model === undefined) throw new Error('a selection gave no model');
  accepted(planRun(options, true));
  const over = options.over === undefined ? undefined : amountOf(options.over, model);
  try {
    questionsOf(model, { limits: limit, over });
  } catch (error) {
    throw error instanceof QuestionFault ? refusalOf(error) : error;
  }
  for (const target of [options.out, options.csv]) if (target !== undefined) await checkWritable(target, [...inputs]);

  const { trials, worlds, seed = DEFAULT_SEED, memory } = options;
  const interrupt = watchInterrupt(() => {
    progress.clear();
    void say('Stopping: what is known follows. Ctrl-C again leaves at once.\n');
  });
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(modelFile, runner, { seed, memory });
    const document = await discover(session, {
      ...selected.selection,
      trials,
      worlds,
      limits: limit,
      over,
      symptoms,
      signal: interrupt.signal,
      settings: askedTrials({ trials, worlds }),
      onStage: (question, stage, done, of) =>
        progress.stage(
          `${question === 'over' ? '' : `${question}: `}${WORDS[stage]}`,
          of === 0 ? '' : `: ${wholeNumber(done)} of ${wholeNumber(of)}`,
        ),
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
    const failure = ofDocument ?? (await saved(options.csv, csvText(ruleTable(document))));
    const command = discoverCommand({ ...options, file, seed });
    const page = (): string => `${discoverReport({ document, command }, pageOf(process.stdout)).join('\n')}\n`;
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
