/** What `ringfence sensitivity` does. */
import { didYouMean } from '../model/did-you-mean.ts';
import { sensitivityReport } from '../report/sensitivity/sensitivity-report.ts';
import { wholeNumber } from '../results/format/count.ts';
import { sensitivityTable } from '../results/sensitivity-table.ts';
import { GROUPINGS, type Grouping } from '../study/sensitivity/groups.ts';
import { figureIds } from '../study/sensitivity/figures.ts';
import { sensitivity, type SensitivityStage } from '../study/sensitivity/sensitivity.ts';
import { sensitivityCommand } from './command-line.ts';
import type { ExitStatus } from './exit-status.ts';
import { asked } from './one-question.ts';
import type { ProgressBar } from './progress-bar.ts';
import { argumentProblem, Refusal } from './refusal.ts';
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
  const { trials, worlds, figure } = options;
  const by = groupingOf(options.by);
  return asked(file, options, progress, {
    check: (model) => checkFigure(figure, figureIds(model)),
    ask: ({ session, model, selection, signal }) =>
      sensitivity(session, {
        ...selection,
        trials,
        worlds,
        by,
        signal,
        settings: trials === undefined ? {} : { trialsInAll: trials },
        onStage: (stage, done, of) => progress.stage(WORDS[stage], `: ${wholeNumber(done)} of ${wholeNumber(of)}`),
        ...teller(progress, model.currency),
      }),
    table: sensitivityTable,
    page: (document, page, seed) =>
      sensitivityReport({ document, figure, command: sensitivityCommand({ ...options, file, seed }) }, page),
  });
}
