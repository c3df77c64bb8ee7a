/** What `ringfence discover` does. */
import type { Model } from '../model/model.ts';
import { parseConstant } from '../model/quantity/parse-quantity.ts';
import { discoverReport } from '../report/discover/discover-report.ts';
import { ruleTable } from '../results/discover-table.ts';
import { wholeNumber } from '../results/format/count.ts';
import { discover, type DiscoverStage } from '../study/discover/discover.ts';
import { QuestionFault, questionsOf } from '../study/discover/questions.ts';
import { bareAmount, contextOf } from './amounts.ts';
import { askedTrials } from './asked-trials.ts';
import { discoverCommand } from './command-line.ts';
import type { DiscoverCommandOptions } from './discover.ts';
import type { ExitStatus } from './exit-status.ts';
import { asked } from './one-question.ts';
import type { ProgressBar } from './progress-bar.ts';
import { argumentProblem, Refusal } from './refusal.ts';
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
  const { trials, worlds, limit, symptoms } = options;
  const overOf = (model: Model): number | undefined =>
    options.over === undefined ? undefined : amountOf(options.over, model);
  return asked(file, options, progress, {
    check: (model) => {
      const over = overOf(model);
      try {
        questionsOf(model, { limits: limit, over });
      } catch (error) {
        throw error instanceof QuestionFault ? refusalOf(error) : error;
      }
    },
    ask: ({ session, model, selection, signal }) =>
      discover(session, {
        ...selection,
        trials,
        worlds,
        limits: limit,
        over: overOf(model),
        symptoms,
        signal,
        settings: askedTrials({ trials, worlds }),
        onStage: (question, stage, done, of) =>
          progress.stage(
            `${question === 'over' ? '' : `${question}: `}${WORDS[stage]}`,
            of === 0 ? '' : `: ${wholeNumber(done)} of ${wholeNumber(of)}`,
          ),
        ...teller(progress, model.currency),
      }),
    table: ruleTable,
    page: (document, page, seed) =>
      discoverReport({ document, command: discoverCommand({ ...options, file, seed }) }, page),
  });
}
