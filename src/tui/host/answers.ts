/** From samples to answers: small documents, and columns. */
import { expectedBusinessCost, expectedSpend } from '../../doughnut/cost/expected-spend.ts';
import type { Comparison } from '../../results/compare-document.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { isOpenLimit, trialsForLimits } from '../../sim/measure/appetite/trials-for-limits.ts';
import type { Sample } from '../../sim/session.ts';
import { compareSamples } from '../../study/compare/compare.ts';
import { pays } from '../../study/compare/pays.ts';
import type { Against, Answer, Change } from './messages.ts';
import { nodeColumns } from './node-columns.ts';

/** Worlds of a run of a million trials and more. */
const WORLDS = 1000;

/** Nodes and threats of a comparison that the screen shows, at most. */
const MOST_DIFFERENCES = 20;

/** Those of some entries with the greatest figure, whatever its sign. */
function greatest<T>(entries: Readonly<Record<string, T>>, figure: (entry: T) => number): Readonly<Record<string, T>> {
  const sorted = Object.entries(entries).toSorted(([, a], [, b]) => Math.abs(figure(b)) - Math.abs(figure(a)));
  return Object.fromEntries(sorted.slice(0, MOST_DIFFERENCES));
}

/** Without what is too long to be sent and shown. */
export const shortComparison = (comparison: Comparison): Comparison => ({
  ...comparison,
  nodes: greatest(comparison.nodes, ({ lossCaused }) => lossCaused.value),
  threats: greatest(comparison.threats, ({ lossCaused }) => lossCaused.value),
});

/** The result of a sample, and its name in the document. */
export function resultOf({ document, variant }: Sample): { readonly name: string; readonly result: ScenarioResult } {
  const { scenario: name } = variant.model;
  const result = document.scenarios[name];
  if (result === undefined) throw new Error(`a sample has no result for its scenario ${name}`);
  return { name, result };
}

/** The document with the goals as its only nodes. */
function shortDocument(document: ResultDocument, name: string, result: ScenarioResult): ResultDocument {
  const goals = new Set(result.goals);
  const nodes = Object.fromEntries(Object.entries(result.nodes).filter(([id]) => goals.has(id)));
  return { ...document, scenarios: { [name]: { ...result, nodes } } };
}

/** What differs beside levels may change losses for other reasons than what is spent. */
const areLevels = (changes: readonly Change[]): boolean =>
  changes.every(({ kind }) => kind === 'level' || kind === 'without');

function againstToday(today: Sample, whatIf: Sample, changes: readonly Change[], seed: string): Against {
  const named = (name: string, sample: Sample) => ({ name, file: '', portfolio: '', sample });
  const { comparisons } = compareSamples([named('today', today), named('what-if', whatIf)]);
  const [comparison] = comparisons;
  if (comparison === undefined) throw new Error('a what-if was not compared with today');
  const isPriced = comparison.spendPerYear !== null && comparison.spendPerYear !== 0;
  return {
    comparison: shortComparison(comparison),
    today: resultOf(today).result.appetite.map(({ id, estimate, status }) => ({ id, estimate, status })),
    pays: isPriced && areLevels(changes) ? pays(today, whatIf, seed) : null,
  };
}

export interface Answered {
  readonly changes: readonly Change[];
  readonly sample: Sample;
  /** On the same futures; null where the sample is of today. */
  readonly today: Sample | null;
  readonly rate: number;
  readonly seed: string;
}

export function answerOf({ changes, sample, today, rate, seed }: Answered): Answer {
  const { name, result } = resultOf(sample);
  const { model, compiled } = sample.variant;
  const limits = compiled.conditional ? [] : model.limits;
  const size = { trials: sample.document.trials, worlds: compiled.uncertain ? WORLDS : 1 };
  return {
    changes,
    document: shortDocument(sample.document, name, result),
    scenario: name,
    nodes: nodeColumns(result.nodes),
    spendPerYear: expectedSpend(model),
    businessPerYear: expectedBusinessCost(model),
    against: today === null ? null : againstToday(today, sample, changes, seed),
    open: result.appetite.filter(isOpenLimit).map(({ id }) => id),
    trialsToSettle: trialsForLimits(limits, result.appetite, compiled, size),
    rate,
  };
}
