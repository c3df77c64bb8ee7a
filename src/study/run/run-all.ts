/** Several selections of one session, one after another, as one document. */
import type { Selection } from '../../model/selection.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { Progress } from '../../sim/session/collect.ts';
import type { Runner } from '../../sim/session/runner.ts';
import type { RunOptions, Session } from '../../sim/session.ts';
import { explain, explainedColumns } from '../explain/explain.ts';

/** A selection, and the name of its result in the document. */
export interface NamedSelection {
  /** Unique. */
  readonly name: string;
  readonly selection: Selection;
}

export interface RunAllOptions extends RunOptions {
  /** Also explain each whole run. */
  readonly explained?: boolean | undefined;
  /** Called before the worst periods of a run are simulated again to explain it. */
  readonly onExplain?: (() => void) | undefined;
}

/**
 * Merges documents, by the names of their results: head and hash of the first.
 *
 * @returns Null when there is none.
 */
export function joinedDocument(documents: ReadonlyMap<string, ResultDocument>): ResultDocument | null {
  const [first] = documents.values();
  if (first === undefined) return null;
  const scenarios: Record<string, ScenarioResult> = {};
  for (const [name, document] of documents) {
    for (const result of Object.values(document.scenarios)) scenarios[name] = result;
  }
  return { ...first, partial: [...documents.values()].some((document) => document.partial), scenarios };
}

/** One run, explained if it is complete. */
async function runExplained(
  session: Session,
  runner: Runner,
  selection: Selection,
  { onExplain, ...options }: Omit<RunAllOptions, 'explained'>,
): Promise<ResultDocument> {
  const [variant] = session.variants([selection]);
  const { model, compiled } = variant!;
  const sample = await session.sample({
    ...selection,
    ...options,
    columns: explainedColumns(compiled),
    ofDrivers: true,
  });
  const { document } = sample;
  const result = document.scenarios[model.scenario];
  if (result === undefined || document.partial) return document;
  onExplain?.();
  const explanation = await explain(sample, runner, options.signal);
  if (explanation === null) return { ...document, partial: true };
  return { ...document, scenarios: { [model.scenario]: { ...result, explanation } } };
}

/**
 * Runs selections until all are done or the signal aborts, each as large as it would be alone.
 *
 * @returns One document, partial if something is missing; null when nothing was known before it was cut short.
 * @throws What a run throws.
 */
export async function runAll(
  session: Session,
  runner: Runner,
  runs: readonly NamedSelection[],
  options: RunAllOptions = {},
): Promise<ResultDocument | null> {
  const { explained = false, onExplain, ...common } = options;
  const isCut = (): boolean => common.signal?.aborted === true;
  const documents = new Map<string, ResultDocument>();
  for (const [index, { name, selection }] of runs.entries()) {
    if (isCut()) break;
    const run = { name, number: index + 1, of: runs.length };
    const onProgress = (progress: Progress): void => common.onProgress?.({ ...progress, run });
    const asked = { ...common, onProgress };
    try {
      const document = explained
        ? await runExplained(session, runner, selection, { ...asked, onExplain })
        : await session.run({ ...selection, ...asked });
      documents.set(name, document);
    } catch (error) {
      if (!isCut()) throw error;
    }
  }
  const document = joinedDocument(documents);
  return document === null || documents.size === runs.length ? document : { ...document, partial: true };
}
