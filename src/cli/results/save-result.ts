/** Writes what a command found into a folder of results: document, tables, what every future lost, and the store of runs. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { csvText } from '../../io/csv-text.ts';
import { STORE, StoreBusy, updateStore } from '../../io/duckdb/store.ts';
import { readSource } from '../../io/read-model.ts';
import type { DocumentHead } from '../../results/document-head.ts';
import type { About, Figure, SummaryRow } from '../../results/history/about.ts';
import { flatInputs } from '../../results/history/inputs.ts';
import type { Table } from '../../results/table.ts';
import type { Runner } from '../../sim/session/runner.ts';
import { wrap } from '../../report/text/wrap.ts';
import { systemReason } from '../../io/system-reason.ts';
import { pageOf, say } from '../console.ts';
import { jsonText } from '../../results/json-text.ts';
import type { ProgressBar } from '../progress-bar.ts';
import type { Refusal } from '../refusal.ts';
import { isOfSystem, unwritable, type BegunResult } from './begin-result.ts';
import type { Run } from './save-losses.ts';

/** What was asked on the command line beside the file, as people write it. */
export interface AskedOptions {
  readonly scenario?: string | readonly string[] | undefined;
  readonly portfolio?: string | readonly string[] | undefined;
  readonly given?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
}

/** Of all options those that change what is run. */
export const askedOf = ({ scenario, portfolio, given, set }: AskedOptions): AskedOptions => ({
  scenario,
  portfolio,
  given,
  set,
});

export interface Finding {
  readonly command: 'run' | 'compare' | 'snowball' | 'doughnut';
  /** The words of the command line that gives the same again. */
  readonly line: readonly string[];
  /** The model files. */
  readonly files: readonly string[];
  readonly options: AskedOptions;
  readonly document: DocumentHead;
  readonly tables: Readonly<Record<string, Table>>;
  readonly figures: readonly Figure[];
  /** What was run, whose futures are written. */
  readonly runs: readonly Run[];
}

interface Tools {
  readonly runner: Runner;
  readonly progress: ProgressBar;
  readonly signal?: AbortSignal | undefined;
  /** Says nothing but what is missing. */
  readonly isQuiet: boolean;
}

/** What the files say and what was asked beside them, by path. */
async function inputsOf({ files, options }: Finding): Promise<Readonly<Record<string, string>>> {
  const inputs: Record<string, string> = {};
  for (const file of new Set(files)) {
    const source = await readSource(file);
    if (!source.ok) continue;
    const before = files.length > 1 ? `${path.basename(file)}: ` : '';
    for (const [at, value] of Object.entries(flatInputs(source.value.value))) inputs[`${before}${at}`] = value;
  }
  for (const [name, values] of Object.entries(options) as [
    keyof AskedOptions,
    string | readonly string[] | undefined,
  ][]) {
    if (values === undefined) continue;
    for (const [at, value] of [values].flat().entries()) {
      // Each change of a figure stands for itself; of the others the order says which is which.
      const [place = '', ...rest] = value.split('=');
      if (name === 'set') inputs[`--set ${place.trim()}`] = rest.join('=').trim();
      else inputs[`--${name} ${at + 1}`] = value;
    }
  }
  return inputs;
}

/** A note that a result was written, or in part, and where. */
function note(folder: string, name: string, missing: string | null): string {
  const where = `The result is in ${path.join(folder, name)}`;
  const words = missing === null ? `${where}; ${path.join(folder, STORE)} keeps all runs.` : `${where}. ${missing}`;
  return `${wrap(words, pageOf(process.stderr).width).join('\n')}\n`;
}

/** @returns What is to be said of it. */
async function written(
  { work, folder, duckdb, ...begun }: BegunResult,
  finding: Finding,
  tools: Tools,
): Promise<string> {
  const { document, tables, runs } = finding;
  const files: string[] = [];
  const put = async (name: string, text: string | Iterable<string>): Promise<void> => {
    await writeFile(path.join(work.files, name), typeof text === 'string' ? [text] : text, 'utf8');
    files.push(name);
  };
  await put('document.json', jsonText(document));
  for (const [name, table] of Object.entries(tables)) await put(name, csvText(table));

  let { missing } = begun;
  if (document.partial) {
    missing = 'What every future lost is not in it: the run was cut short.';
  } else if (begun.losses !== null) {
    try {
      files.push(...(await begun.losses.save(runs, document.seed, tools)));
    } catch (error) {
      if (tools.signal?.aborted !== true) throw error;
      missing = 'What every future lost is not in it: you stopped it before that was written.';
    }
  }
  const summaries = runs.map((run, index): SummaryRow => {
    const { name, worlds, trialsPerWorld, variant } = run;
    return { summary: index + 1, name, worlds, trialsPerWorld, periods: variant.compiled.periods };
  });
  await put(
    'summaries.csv',
    csvText({
      columns: ['SummaryId', 'name', 'worlds', 'trials per world', 'periods of a trial', 'starts', 'currency'],
      rows: summaries.map((row, index) => [
        row.summary,
        row.name,
        row.worlds,
        row.trialsPerWorld,
        row.periods,
        runs[index]?.variant.model.starts.slice(0, 10) ?? '',
        document.currency,
      ]),
    }),
  );
  const about: About = {
    about: 1,
    ringfence: document.ringfence,
    command: finding.command,
    line: finding.line.join(' '),
    at: new Date().toISOString(),
    title: document.title,
    modelHash: document.modelHash,
    seed: document.seed,
    worlds: document.worlds,
    trials: document.trials,
    currency: document.currency,
    partial: document.partial,
    inputs: await inputsOf(finding),
    summaries,
    figures: finding.figures,
    files: files.toSorted(),
    missing,
  };
  await put('about.json', jsonText(about));
  const name = await work.commit();
  if (duckdb !== null) {
    // The result stands whole: whatever is the matter with the store is said, and is no failure of the run
    const words = await updateStore(duckdb, folder).catch((error: unknown) =>
      error instanceof StoreBusy
        ? `${error.message}: the run is not in it yet. The next run, or \`ringfence history ${folder}\`, takes it in.`
        : `The run is not in ${path.join(folder, STORE)} yet: ${systemReason(error)}. The next run that can write it takes it in.`,
    );
    missing ??= words;
  }
  return tools.isQuiet && missing === null ? '' : note(folder, name, missing);
}

/**
 * Writes a result into its folder, whole or not at all. A failure is handed back, so that what took long to find can still be shown
 * before it is told.
 */
export async function savedResult(begun: BegunResult | null, finding: Finding, tools: Tools): Promise<Refusal | null> {
  if (begun === null) return null;
  try {
    tools.progress.stage('Writing the result');
    const said = await written(begun, finding, tools);
    tools.progress.clear();
    if (said !== '') await say(said);
    return null;
  } catch (error) {
    if (!isOfSystem(error)) throw error;
    return unwritable(begun.folder, error);
  } finally {
    tools.progress.clear();
  }
}
