/** Variants of a model side by side on the same futures. */
import { expectedSpend } from '../../doughnut/cost/expected-spend.ts';
import type { Model } from '../../model/model.ts';
import { type ArgumentKind, checkArgument, checkModel, checkRunner, RECORD, TEXT } from '../../model/options.ts';
import type { Selection } from '../../model/selection.ts';
import type { CompareDocument, Variant } from '../../results/compare-document.ts';
import {
  openSession,
  type RunOptions,
  type Sample,
  type Session,
  type Variant as SimulatedVariant,
} from '../../sim/session.ts';
import type { Runner } from '../../sim/session/runner.ts';
import type { Progress } from '../../sim/session/collect.ts';
import { checkComparisonOptions } from '../../sim/session/run-options.ts';
import { onSameFutures } from '../../sim/session/simulate.ts';
import { clustered, comparison, type Measured } from './differences.ts';
import { keptColumns, type KeptColumns } from './kept-columns.ts';
import { ranking } from './ranking.ts';

/** Name of a candidate. Names are unique; horizon, periods, currency and counted bearers are the same for all. */
interface Called {
  readonly name: string;
  readonly file: string;
  readonly portfolio: string;
}

/** Something to compare: a model, or a selection of a session, which may serve all candidates of a file. */
export type Candidate = Called &
  ({ readonly model: Model } | { readonly session: Session; readonly selection: Selection });

const SESSION: ArgumentKind = {
  is: (value) => RECORD.is(value) && typeof (value as Partial<Session>).sample === 'function',
  words: 'what `openSession` gives, with a `selection` beside it; or give a `model`',
};

/** Checks the arguments of a comparison. @throws RangeError that names what is wrong. */
function checkComparison(candidates: readonly Candidate[], runner: Runner, options: Omit<RunOptions, 'until'>): void {
  const isCandidate = (one: unknown): boolean => RECORD.is(one) && TEXT.is((one as Partial<Candidate>).name);
  checkArgument('what `compare` compares', candidates, {
    is: (value) => Array.isArray(value) && value.every(isCandidate),
    words: 'a list of candidates, each with name, file, portfolio, and a model or a session and a selection',
  });
  for (const candidate of candidates) {
    if ('model' in candidate) checkModel(`the model of ${candidate.name}`, candidate.model);
    else checkArgument(`the session of ${candidate.name}`, candidate.session, SESSION);
  }
  checkRunner('the runner of `compare`', runner);
  checkComparisonOptions('`compare`', options);
}

/** A sample to compare, and its name. */
export interface Compared extends Called {
  readonly sample: Sample;
}

/** Columns that a sample keeps so that nodes, threats and bearers can be compared too, not only the loss. */
export function comparedColumns({ model, compiled }: Pick<SimulatedVariant, 'model' | 'compiled'>): Int32Array {
  return keptColumns(model, compiled).columns;
}

const NO_FIGURES: KeptColumns['figures'] = new Map();

function measuredOf({ name, sample }: Compared): Measured {
  const { model, compiled } = sample.variant;
  const kept = keptColumns(model, compiled);
  const isKept = kept.columns.length === sample.columns.length && kept.columns.every((c, i) => c === sample.columns[i]);
  const result = sample.document.scenarios[model.scenario];
  if (result === undefined) throw new RangeError(`the sample of ${name} has no scenario ${model.scenario}`);
  return { name, model, kept: isKept ? kept : { ...kept, figures: NO_FIGURES }, sample, result };
}

/** Whether two samples have the same futures. */
function areOfSameFutures({ sample: a }: Compared, { sample: b }: Compared): boolean {
  return (
    a.document.seed === b.document.seed &&
    a.worlds === b.worlds &&
    a.trialsPerWorld === b.trialsPerWorld &&
    a.periods === b.periods
  );
}

/**
 * Differences of samples from the first of them, trial by trial: those of one `session.evaluate`, for example.
 *
 * @param compared The figures of nodes, threats and bearers are compared where a sample keeps its `comparedColumns`.
 * @throws RangeError for samples that do not have the same futures, or that were cut short.
 */
export function compareSamples(compared: readonly [Compared, ...Compared[]]): CompareDocument {
  for (const one of compared) {
    if (one.sample.partial) throw new RangeError(`the sample of ${one.name} was cut short`);
    if (areOfSameFutures(compared[0], one)) continue;
    throw new RangeError(
      `the samples of ${compared[0].name} and ${one.name} are not of the same futures: evaluate them together`,
    );
  }
  const measured = compared.map(measuredOf);
  const baseline = measured[0]!;
  const clusters = measured.map(({ sample }) => clustered(sample));
  const { result: _, scenarios: __, ...head } = baseline.sample.document;
  return {
    ...head,
    compare: 1,
    variants: measured.map(({ name, model, sample, result }, index): Variant => ({
      name,
      file: compared[index]!.file,
      scenario: model.scenario,
      portfolio: compared[index]!.portfolio,
      modelHash: sample.document.modelHash,
      spendPerYear: expectedSpend(model),
      result,
    })),
    comparisons: measured
      .slice(1)
      .map((other, index) => comparison(baseline, other, { from: clusters[0]!, to: clusters[index + 1]! })),
    ranking: ranking(
      measured.map(({ name, model, result }, index) => ({
        name,
        mean: result.loss.mean,
        spendPerYear: expectedSpend(model),
        losses: clusters[index]!,
      })),
      baseline.model.periodHours,
      baseline.result.given !== null,
    ),
  };
}

/**
 * Runs every candidate on the same futures and takes the differences from the first. Draws are addressed by what they
 * decide, so two models meet the same futures in everything they share. When one of them is uncertain, all have its
 * worlds.
 *
 * @param runner For candidates that are models; sessions have theirs.
 * @param options Without `until`: all must have the same trials. The seed is that of the first candidate when absent.
 * @returns Null when it was cut short before all were complete.
 */
export async function compare(
  candidates: readonly [Candidate, ...Candidate[]],
  runner: Runner,
  options: Omit<RunOptions, 'until'>,
): Promise<CompareDocument | null> {
  checkComparison(candidates, runner, options);
  const asked = candidates.map((one) =>
    'model' in one ? { session: openSession(one.model, runner), selection: {} } : one,
  );
  const variants = asked.map(({ session, selection }) => session.variants([selection])[0]!);
  const inWorlds = variants.some(({ compiled }) => compiled.uncertain);
  const { seed = asked[0]!.session.seed } = options;
  const compared: Compared[] = [];
  for (const [index, { name, file, portfolio }] of candidates.entries()) {
    const { session, selection } = asked[index]!;
    const run = { name, number: index + 1, of: candidates.length };
    const onProgress = (progress: Progress): void => options.onProgress?.({ ...progress, run });
    const columns = comparedColumns(variants[index]!);
    const common = { ...options, seed, columns, inWorlds, onProgress };
    const sample = await session.sample({ ...selection, ...onSameFutures(common, compared[0]?.sample) });
    if (sample.partial) return null;
    compared.push({ name, file, portfolio, sample });
  }
  const [baseline, ...others] = compared;
  return baseline === undefined ? null : compareSamples([baseline, ...others]);
}
