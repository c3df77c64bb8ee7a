/** What `ringfence history` does. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { loadDuckdb, NoDuckdb, type Duckdb } from '../io/duckdb/duckdb.ts';
import { pairedMean, updateStore } from '../io/duckdb/store.ts';
import { aboutOf, knownRuns } from '../io/known-runs.ts';
import { historyReport, movedReport } from '../report/history/history-report.ts';
import type { SummaryRow } from '../results/history/about.ts';
import { movedBetween, type KnownRun, type Moved } from '../results/history/moved.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, type ExitStatus } from './exit-status.ts';
import type { HistoryOptions } from './history.ts';
import { jsonText } from '../results/json-text.ts';
import { argumentProblem, Refusal } from './refusal.ts';

const refused = (message: string, remedy: string): Refusal => new Refusal([argumentProblem(message, remedy)]);

async function runsOf(folder: string): Promise<readonly KnownRun[]> {
  if ((await stat(folder).catch(() => null))?.isDirectory() !== true) {
    throw refused(`there is no folder ${folder}`, 'give one that --out has written into');
  }
  const { runs, unread } = await knownRuns(folder);
  if (unread.length > 0) {
    await say(
      `Left out, as this version cannot read what they say of themselves (about.json): ${unread.join(', ')}.\n`,
    );
  }
  return runs;
}

/** DuckDB, where it is to be had: the list of runs does without. */
const duckdbOrNull = (): Promise<Duckdb | null> =>
  loadDuckdb().catch((error: unknown) => {
    if (error instanceof NoDuckdb) return null;
    throw error;
  });

function numbered(runs: readonly KnownRun[], number: number): KnownRun {
  const found = runs.find((run) => run.number === number);
  if (found !== undefined) return found;
  const known = runs.map((run) => run.number).join(', ');
  throw refused(`there is no run ${number}`, known === '' ? 'there is none yet' : `there are ${known}`);
}

const summariesOf = async (folder: string): Promise<readonly SummaryRow[]> => (await aboutOf(folder))?.summaries ?? [];

/** What moved, with paired errors of mean losses where both have kept the same futures. */
async function moved(duckdb: Duckdb | null, folder: string, from: KnownRun, to: KnownRun): Promise<Moved> {
  const paired = new Map<string, number>();
  if (duckdb !== null && from.seed === to.seed) {
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
  const runs = await runsOf(folder);
  const duckdb = await duckdbOrNull();
  // What could not be taken into the store when it was written is taken in now, if that can be
  if (duckdb !== null && runs.length > 0) await updateStore(duckdb, folder, 0).catch(() => null);
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
