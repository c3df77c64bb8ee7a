/** What `ringfence sensitivity` does. */
import { doughnut } from '../doughnut/doughnut.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Model } from '../model/model.ts';
import { sensitivityReport } from '../report/sensitivity/sensitivity-report.ts';
import { wholeNumber } from '../results/format/count.ts';
import type { SensitivityDocument } from '../results/sensitivity-document.ts';
import { sensitivityTable } from '../results/sensitivity-table.ts';
import { makeProgramSolver } from '../runners/solver.ts';
import { GROUPINGS, type Grouping } from '../study/sensitivity/groups.ts';
import { figureIds } from '../study/sensitivity/figures.ts';
import { sensitivity, type SensitivityStage } from '../study/sensitivity/sensitivity.ts';
import { withWorth } from '../study/sensitivity/worth.ts';
import { sensitivityCommand } from './command-line.ts';
import type { ExitStatus } from './exit-status.ts';
import { asked, type Asking } from './one-question.ts';
import type { ProgressBar } from './progress-bar.ts';
import { argumentProblem, Refusal } from './refusal.ts';
import type { SensitivityCommandOptions } from './sensitivity.ts';
import { teller } from './teller.ts';

const WORDS: Readonly<Record<SensitivityStage, string>> = {
  screening: 'Looking which inputs count',
  worlds: 'Measuring what each moves',
  drivers: 'Holding one driver after another',
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

/** @throws Refusal where there is nothing that a better estimate could decide. */
function checkWorth({ controls, given }: Model): void {
  if (controls.length === 0) {
    throw new Refusal([
      argumentProblem('--worth: the model has no control, so that no estimate decides what is bought', 'leave it out'),
    ]);
  }
  if (given.length > 0) {
    throw new Refusal([
      argumentProblem(
        '--worth does not go with given events: what controls are worth is a matter of all that years bring',
        'leave out one of them; a driver may be held (--given DRIVER=STATE)',
      ),
    ]);
  }
}

/** The document with what knowing estimates is worth, by the doughnut of as many trials for each plan as the run as it is. */
async function worthOf(
  document: SensitivityDocument,
  { session, selection, signal }: Asking,
  trials: number | undefined,
  progress: ProgressBar,
): Promise<SensitivityDocument> {
  const cut = { ...document, partial: true };
  if (signal.aborted) return cut;
  const found = await doughnut(session, {
    ...selection,
    ...(trials === undefined ? {} : { trials: document.measured.trials }),
    signal,
    solver: makeProgramSolver(),
    onProgress: (_, { simulationsDone, simulations }) =>
      progress.stage(
        'Weighing plans, for what an estimate is worth',
        `: ${wholeNumber(simulationsDone)} of ${wholeNumber(simulations)}`,
      ),
  }).catch((error: unknown) => {
    if (signal.aborted) return null;
    throw error;
  });
  return found === null ? cut : withWorth(document, found);
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
    check: (model) => {
      checkFigure(figure, figureIds(model));
      if (options.worth === true) checkWorth(model);
    },
    ask: async (asking) => {
      const { session, model, selection, signal } = asking;
      const document = await sensitivity(session, {
        ...selection,
        trials,
        worlds,
        by,
        signal,
        settings: trials === undefined ? {} : { trialsInAll: trials },
        onStage: (stage, done, of) => progress.stage(WORDS[stage], `: ${wholeNumber(done)} of ${wholeNumber(of)}`),
        ...teller(progress, model.currency),
      });
      return options.worth === true ? worthOf(document, asking, trials, progress) : document;
    },
    table: sensitivityTable,
    page: (document, page, seed) =>
      sensitivityReport({ document, figure, command: sensitivityCommand({ ...options, file, seed }) }, page),
  });
}
