/** One question asked of one selection of a model: what commands do around it that print one page or document. */
import { csvText } from '../io/csv-text.ts';
import { readModelFile } from '../io/read-model.ts';
import type { Model } from '../model/model.ts';
import { jsonText } from '../results/json-text.ts';
import type { Table } from '../results/table.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { DEFAULT_SEED, openSession, type Session } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import type { NamedSelection } from '../study/run/run-all.ts';
import type { OneSelectionOptions } from './common-options.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { checkWritable, saved } from './output-file.ts';
import type { ProgressBar } from './progress-bar.ts';
import { accepted, blamed } from './refusal.ts';
import { modelsOf, selectionsOf } from './selections.ts';

/** With what a question is asked. */
export interface Asking {
  readonly session: Session;
  readonly model: Model;
  readonly selection: NamedSelection['selection'];
  readonly signal: AbortSignal;
}

/** A question: its document, and what is made of that. */
export interface Question<Document> {
  /** Before anything is simulated. @throws Refusal for what the model cannot be asked. */
  readonly check: (model: Model) => void;
  readonly ask: (asking: Asking) => Promise<Document>;
  readonly table: (document: Document) => Table;
  /** @param seed The one that was taken. */
  readonly page: (document: Document, page: ReturnType<typeof pageOf>, seed: string) => readonly string[];
}

/** Asks and reports. @throws Refusal with the faults of the model or the options. */
export async function asked<Document extends object>(
  file: string,
  options: OneSelectionOptions,
  progress: ProgressBar,
  { check, ask, table, page }: Question<Document>,
): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (read) => inputs.add(read));
  const { scenario = 'base', portfolio, given, set, seed = DEFAULT_SEED, memory } = options;
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
  check(model);
  for (const target of [options.out, options.csv]) if (target !== undefined) await checkWritable(target, [...inputs]);

  const interrupt = watchInterrupt(() => {
    progress.clear();
    void say('Stopping: what is known follows. Ctrl-C again leaves at once.\n');
  });
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(modelFile, runner, { seed, memory });
    const { signal } = interrupt;
    const document = await ask({ session, model, selection: selected.selection, signal }).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
    progress.clear();
    if (document === null) {
      await say('Interrupted before anything was known.\n');
      return INTERRUPTED;
    }
    const text = jsonText(document);
    const failure = (await saved(options.out, text)) ?? (await saved(options.csv, csvText(table(document))));
    const lines = (): readonly string[] => page(document, pageOf(process.stdout), seed);
    await write(process.stdout, options.json === true ? text : `${lines().join('\n')}\n`);
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
