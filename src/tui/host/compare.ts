/** Puts what-ifs, portfolios and scenarios side by side on the same futures, row by row. */
import { expectedBusinessCost, expectedSpend } from '../../doughnut/cost/expected-spend.ts';
import { estimate } from '../../results/estimate.ts';
import type { Sample } from '../../sim/session.ts';
import { comparedColumns, compareSamples } from '../../study/compare/compare.ts';
import { resultOf, shortComparison } from './answers.ts';
import type { Compared, ComparedRow, RequestOf } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { Task, Workspace } from './workspace.ts';

/** A row and what was simulated for it. */
interface Row extends Pick<ComparedRow, 'name' | 'spendPerYear' | 'businessPerYear'> {
  readonly sample: Sample;
}

function comparedOf(rows: readonly [Row, ...Row[]]): Compared {
  const named = ({ name, sample }: Row) => ({ name, file: '', portfolio: '', sample });
  const [first, ...others] = rows;
  const { comparisons, worlds, trials } = compareSamples([named(first), ...others.map(named)]);
  return {
    worlds,
    trials,
    comparisons: comparisons.map(shortComparison),
    rows: rows.map(({ sample, ...row }): ComparedRow => {
      const { loss, appetite } = resultOf(sample).result;
      return {
        ...row,
        mean: loss.mean,
        oneIn100: loss.valueAtRisk['0.99'] ?? estimate(Number.NaN, Number.NaN),
        limits: appetite.map(({ id, status }) => ({ id, status })),
      };
    }),
  };
}

/** Says the comparison after each row. Differences are from the first row. */
export async function compare(
  request: RequestOf<'compare' | 'steps'>,
  { session }: Workspace,
  task: Task,
): Promise<void> {
  const selections = request.rows.map(({ changes }) => selectionOf(changes));
  const variants = session.variants(selections);
  const inWorlds = variants.some(({ compiled }) => compiled.uncertain);
  const rows: Row[] = [];
  for (const [index, variant] of variants.entries()) {
    const { name = '' } = request.rows[index] ?? {};
    const sample = await session.sample({
      ...selections[index],
      trials: request.trials,
      inWorlds,
      columns: comparedColumns(variant),
      signal: task.signal,
    });
    task.signal.throwIfAborted();
    // Rows are said again with each that comes: what they cost is worked out once
    const { model } = variant;
    rows.push({
      name,
      spendPerYear: expectedSpend(model),
      businessPerYear: expectedBusinessCost(model),
      sample,
    });
    task.say({ kind: 'progress', words: 'compared', done: rows.length, of: variants.length });
    const [first, ...others] = rows;
    if (first !== undefined) task.say({ kind: 'compared', compared: comparedOf([first, ...others]) });
  }
}
