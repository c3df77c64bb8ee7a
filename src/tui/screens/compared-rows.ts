/**
 * Rows that stand side by side, each with the best that is known of it: today, the what-if and whatever was settled before as all
 * screens have it, the others as they were run beside them.
 */
import type { Comparison } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { LimitStatus, ScenarioResult } from '../../results/scenario-result.ts';
import type { Answer, Change, Compared, CompareRow } from '../host/messages.ts';
import type { State } from '../state/state.ts';
import { settledAnswer, wordsOf } from '../state/what-if.ts';
import { resultOf } from '../words/scene.ts';
import { besideToday } from '../words/beside-today.ts';

/** What a host compared, with the rows that it was asked for, in the same order. */
export interface ComparedRows {
  readonly asked: readonly CompareRow[];
  readonly compared: Compared;
}

export interface SeenRow {
  readonly name: string;
  readonly spendPerYear: number | null;
  readonly businessPerYear: number;
  readonly mean: Estimate;
  readonly oneIn100: Estimate;
  readonly limits: readonly { readonly id: string; readonly status: LimitStatus }[];
  /** Trials behind its limits. */
  readonly trials: number;
  /** Against the first row, paired; null for that, and before both were run on the same futures. */
  readonly comparison: Comparison | null;
}

/** Equal for changes that come to the same. */
export const sameChanges = (changes: readonly Change[]): string => JSON.stringify(changes.map(wordsOf).toSorted());

const places = new WeakMap<readonly CompareRow[], ReadonlyMap<string, number>>();

/** Where the rows that were asked for stand, by their changes. */
function placesOf({ asked }: ComparedRows): ReadonlyMap<string, number> {
  const known =
    places.get(asked) ??
    new Map(asked.map(({ changes }, place) => [sameChanges(changes), place] as const).toReversed());
  places.set(asked, known);
  return known;
}

/** Figures of a row before they are set beside the first. */
interface Alone extends Omit<SeenRow, 'name' | 'comparison'> {
  /** It is what all screens say of these changes. */
  readonly isSettled: boolean;
}

const NOT_KNOWN: Estimate = { value: Number.NaN, standardError: Number.NaN };

function ofResult(result: ScenarioResult, { spendPerYear, businessPerYear }: Answer): Alone {
  return {
    spendPerYear,
    businessPerYear,
    mean: result.loss.mean,
    oneIn100: result.loss.valueAtRisk['0.99'] ?? NOT_KNOWN,
    limits: result.appetite.map(({ id, status }) => ({ id, status })),
    trials: result.measured.trials,
    isSettled: true,
  };
}

function aloneOf(state: State, changes: readonly Change[], known: ComparedRows | null): Alone | null {
  const answer = settledAnswer(state, changes);
  const result = resultOf(answer);
  if (answer !== null && result !== null) return ofResult(result, answer);
  if (known === null) return null;
  const row = known.compared.rows[placesOf(known).get(sameChanges(changes)) ?? -1];
  if (row === undefined) return null;
  return { ...row, trials: known.compared.trials, isSettled: false };
}

/** The difference of a row from the first, on the same futures. */
function pairedOf(
  state: State,
  first: CompareRow,
  changes: readonly Change[],
  known: ComparedRows | null,
): Comparison | null {
  const ofToday = first.changes.length === 0 ? (settledAnswer(state, changes)?.against?.comparison ?? null) : null;
  const base = known?.asked[0];
  if (ofToday !== null || known === null || base === undefined) return ofToday;
  if (sameChanges(base.changes) !== sameChanges(first.changes)) return null;
  // Comparisons are of all rows but the first, in their order
  const place = placesOf(known).get(sameChanges(changes)) ?? 0;
  return known.compared.comparisons[place - 1] ?? null;
}

/**
 * The rows of which anything is known, in the order asked. Figures of rows that were run on fewer futures than the first stand
 * where the first and the difference say: side by side, they otherwise differ by the noise of their futures.
 */
export function seenRows(state: State, rows: readonly CompareRow[], known: ComparedRows | null): readonly SeenRow[] {
  const [first] = rows;
  const base = first === undefined ? null : aloneOf(state, first.changes, known);
  if (first === undefined) return [];
  return rows.flatMap(({ name, changes }): SeenRow[] => {
    const alone = aloneOf(state, changes, known);
    if (alone === null) return [];
    const { isSettled: _, ...own } = alone;
    const comparison =
      sameChanges(changes) === sameChanges(first.changes) ? null : pairedOf(state, first, changes, known);
    if (comparison === null || base === null || !base.isSettled) return [{ ...own, name, comparison }];
    const { mean, valueAtRisk } = comparison.loss;
    return [
      {
        ...own,
        name,
        comparison,
        mean: besideToday(base.mean, own.mean, mean),
        oneIn100: besideToday(base.oneIn100, own.oneIn100, valueAtRisk['0.99'] ?? null),
      },
    ];
  });
}
