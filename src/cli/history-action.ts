/** What `ringfence history` does. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadDuckdb, NoDuckdb, type Duckdb } from '../io/duckdb/duckdb.ts';
import { pairedMean, StoreBusy, storedRuns } from '../io/duckdb/store.ts';
import { historyReport, movedReport } from '../report/history/history-report.ts';
import { aboutSchema, type SummaryRow } from '../results/history/about.ts';
import { movedBetween, type KnownRun, type Moved } from '../results/history/moved.ts';
import { pageOf, write } from './console.ts';
import { DONE, type ExitStatus } from './exit-status.ts';
import type { HistoryOptions } from './history.ts';
import { jsonText } from '../results/json-text.ts';
import { argumentProblem, Refusal } from './refusal.ts';

const refused = (message: string, remedy: string): Refusal => new Refusal([argumentProblem(message, remedy)]);

async function runsOf(duckdb: Duckdb, folder: string): Promise<readonly KnownRun[]> {
  if ((await stat(folder).catch(() => null))?.isDirectory() !== true) {
    throw refused(`there is no folder ${folder}`, 'give one that --out has written into');
  }
  try {
    return await storedRuns(duckdb, folder);
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
    throw refused(error.message, 'wait until it is done, or close the program that reads it');
  }
}

function numbered(runs: readonly KnownRun[], number: number): KnownRun {
  const found = runs.find((run) => run.number === number);
  if (found !== undefined) return found;
  const known = runs.map((run) => run.number).join(', ');
  throw refused(`there is no run ${number}`, known === '' ? 'there is none yet' : `there are ${known}`);
}

async function summariesOf(folder: string): Promise<readonly SummaryRow[]> {
  try {
    return aboutSchema.parse(JSON.parse(await readFile(path.join(folder, 'about.json'), 'utf8'))).summaries;
  } catch {
    return [];
  }
}

/** What moved, with paired errors of mean losses where both have kept the same futures. */
async function moved(duckdb: Duckdb, folder: string, from: KnownRun, to: KnownRun): Promise<Moved> {
  const paired = new Map<string, number>();
  if (from.seed === to.seed) {
    const places = [from, to].map((run) => path.join(folder, run.folder));
    const [before = [], after = []] = await Promise.all(places.map(summariesOf));
    for (const { name, summary, ...size } of before) {
      const same = after.find((other) => other.name === name);
      const isSameSize = same?.worlds === size.worlds && same.trialsPerWorld === size.trialsPerWorld;
      if (same === undefined || !isSameSize) continue;
      const [a = '', b = ''] = places;
      const found = await pairedMean(duckdb, { folder: a, summary }, { folder: b, summary: same.summary });
      if (found !== null) paired.set(name, found.standardError);
    }
  }
  return movedBetween(from, to, paired);
}

/** Lists the runs of a folder, or compares two of them. @throws Refusal for what cannot be read. */
export async function history(
  folder: string,
  [first, second]: readonly number[],
  { json }: HistoryOptions,
): Promise<ExitStatus> {
  const duckdb = await loadDuckdb().catch((error: unknown) => {
    if (!(error instanceof NoDuckdb)) throw error;
    throw refused(`the store of runs cannot be read: ${error.message}`, error.remedy);
  });
  const runs = await runsOf(duckdb, folder);
  const page = pageOf(process.stdout);
  if (first === undefined) {
    await write(
      process.stdout,
      json === true ? jsonText({ history: 1, runs }) : `${historyReport(folder, runs, page).join('\n')}\n`,
    );
    return DONE;
  }
  const to = second ?? runs.findLast(({ number }) => number !== first)?.number ?? first;
  const found = await moved(duckdb, folder, numbered(runs, first), numbered(runs, to));
  await write(
    process.stdout,
    json === true ? jsonText({ moved: 1, ...found }) : `${movedReport(found, page).join('\n')}\n`,
  );
  return DONE;
}
