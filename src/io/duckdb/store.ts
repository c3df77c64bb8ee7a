/**
 * The store of a folder of results, `results.duckdb`: what was run, what went in and which figures came out, to be asked in SQL. It is
 * made from what each result says about itself (`about.json`), so that what was written while it could not be is made good later.
 */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { About } from '../../results/history/about.ts';
import { aboutOf } from '../known-runs.ts';
import { resultsIn } from '../result-folder.ts';
import { openDatabase, sqlText, type Database, type Duckdb } from './duckdb.ts';

export const STORE = 'results.duckdb';
/** Milliseconds for which another process is waited for, and between two attempts. */
const PATIENCE = 10_000;
const PAUSE = 100;

/** Another process has the store open. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY, folder VARCHAR, command VARCHAR, line VARCHAR, "at" VARCHAR,
    ringfence VARCHAR, title VARCHAR, model_hash VARCHAR, seed VARCHAR, worlds BIGINT, trials BIGINT, currency VARCHAR,
    partial BOOLEAN, missing VARCHAR);
  CREATE TABLE IF NOT EXISTS inputs (number INTEGER, path VARCHAR, value VARCHAR);
  CREATE TABLE IF NOT EXISTS figures (number INTEGER, place INTEGER, "of" VARCHAR, figure VARCHAR, unit VARCHAR, value DOUBLE,
    standard_error DOUBLE, low DOUBLE, high DOUBLE, unreliable BOOLEAN, status VARCHAR);`;

const isLocked = (error: unknown): boolean => error instanceof Error && /lock/i.test(error.message);

async function opened(duckdb: Duckdb, file: string, patience: number, isReadOnly: boolean): Promise<Database> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return await openDatabase(duckdb, file, isReadOnly ? { access_mode: 'READ_ONLY' } : {});
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (waited >= patience) throw new StoreBusy(`another process has ${file} open`);
      await sleep(PAUSE);
    }
  }
}

async function add({ connection }: Database, number: number, folder: string, about: About): Promise<void> {
  await connection.run('BEGIN');
  try {
    await connection.run('INSERT INTO runs VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)', [
      number,
      folder,
      about.command,
      about.line,
      about.at,
      about.ringfence,
      about.title,
      about.modelHash,
      about.seed,
      about.worlds,
      about.trials,
      about.currency,
      about.partial,
      about.missing,
    ]);
    for (const [at, value] of Object.entries(about.inputs)) {
      await connection.run('INSERT INTO inputs VALUES ($1, $2, $3)', [number, at, value]);
    }
    for (const [place, { of, name, unit, estimate: known, status }] of about.figures.entries()) {
      await connection.run('INSERT INTO figures VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
        number,
        place,
        of,
        name,
        unit,
        known.value,
        known.standardError,
        known.low ?? null,
        known.high ?? null,
        known.unreliable === true,
        status ?? null,
      ]);
    }
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK');
    throw error;
  }
}

/** The columns of a table, none where there is no such table. */
async function columnsIn(database: Database, table: string): Promise<readonly string[]> {
  const rows = await database.rows('SELECT column_name FROM information_schema.columns WHERE table_name = $1', [table]);
  return rows.map((row) => String(row['column_name']));
}

/** Whether the tables that a store has are those of this version. */
async function isOfThisLayout(duckdb: Duckdb, database: Database): Promise<boolean> {
  const fresh = await openDatabase(duckdb, ':memory:');
  try {
    await fresh.connection.run(TABLES);
    for (const table of ['runs', 'inputs', 'figures']) {
      const [has, wanted] = [await columnsIn(database, table), await columnsIn(fresh, table)];
      if (has.length > 0 && has.join() !== wanted.join()) return false;
    }
    return true;
  } finally {
    fresh.close();
  }
}

/** What DuckDB says of a file that it cannot read: of something else, or of a later version of itself. */
const isForeign = (error: unknown): boolean =>
  error instanceof Error && /not a valid DuckDB database|version number|serialized/i.test(error.message);

/** Puts a store that cannot be worked with aside: all that is ours in it can be made anew. @returns Its name now. */
async function setAside(folder: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = `results-kept-${n}.duckdb`;
    if (existsSync(path.join(folder, name))) continue;
    await rename(path.join(folder, STORE), path.join(folder, name));
    return name;
  }
}

/** The names of the results that a store has; null where it is none of this version. */
async function namesIn(duckdb: Duckdb, file: string, patience: number): Promise<ReadonlySet<string> | null> {
  let database: Database;
  try {
    database = await opened(duckdb, file, patience, true);
  } catch (error) {
    if (isForeign(error)) return null;
    throw error;
  }
  try {
    if (!(await isOfThisLayout(duckdb, database))) return null;
    if ((await columnsIn(database, 'runs')).length === 0) return new Set();
    return new Set((await database.rows('SELECT folder FROM runs')).map((row) => String(row['folder'])));
  } finally {
    database.close();
  }
}

/**
 * Takes all results of a folder into its store.
 *
 * @param patience Milliseconds for which another process is waited for.
 * @returns What is to be said of it; null where there is nothing.
 * @throws StoreBusy when another process has it open.
 */
export async function updateStore(duckdb: Duckdb, folder: string, patience: number = PATIENCE): Promise<string | null> {
  const file = path.join(folder, STORE);
  let note: string | null = null;
  if (existsSync(file)) {
    const known = await namesIn(duckdb, file, patience);
    if (known === null) {
      note = `${file} was not made by this version: it is kept as ${await setAside(folder)}, and made anew from the results.`;
    } else if ((await resultsIn(folder)).every((name) => known.has(name))) return null;
  }
  const database = await opened(duckdb, file, patience, false);
  try {
    await database.connection.run(TABLES);
    const here = new Set((await database.rows('SELECT folder FROM runs')).map((row) => String(row['folder'])));
    for (const name of await resultsIn(folder)) {
      if (here.has(name)) continue;
      const about = await aboutOf(path.join(folder, name));
      if (about !== null) await add(database, Number(name), name, about);
    }
    return note;
  } finally {
    database.close();
  }
}

/** The difference of two mean losses on the same futures. */
export interface PairedMean {
  readonly change: number;
  readonly standardError: number;
}

/**
 * The difference of the mean losses of two results that have the same futures, by period: its error by worlds, or by trials where
 * there is one world. Null where one of them has no table, or other periods.
 */
export async function pairedMean(
  duckdb: Duckdb,
  from: { readonly folder: string; readonly summary: number },
  to: { readonly folder: string; readonly summary: number },
): Promise<PairedMean | null> {
  const files = [from, to].map(({ folder }) => path.join(folder, 'year-losses.parquet'));
  if (!files.every((file) => existsSync(file))) return null;
  const [a = '', b = ''] = files.map(sqlText);
  const database = await openDatabase(duckdb, ':memory:');
  try {
    const pairs = `SELECT a."World" AS world, a."Trial" AS trial, b."Loss" - a."Loss" AS change
      FROM (SELECT * FROM ${a} WHERE "SummaryId" = ${from.summary}) a
      FULL JOIN (SELECT * FROM ${b} WHERE "SummaryId" = ${to.summary}) b USING ("World", "Trial", "PeriodOfTrial")`;
    const [row] = await database.rows(`WITH pairs AS (${pairs}),
      worlds AS (SELECT world, avg(change) AS mean FROM pairs GROUP BY world),
      trials AS (SELECT world, trial, avg(change) AS mean FROM pairs GROUP BY world, trial)
      SELECT (SELECT count(*) FROM pairs WHERE change IS NULL) AS unpaired, (SELECT avg(change) FROM pairs) AS mean,
        (SELECT count(*) FROM worlds) AS worlds, (SELECT stddev_samp(mean) / sqrt(count(*)) FROM worlds) AS "byWorld",
        (SELECT stddev_samp(mean) / sqrt(count(*)) FROM trials) AS "byTrial"`);
    if (row === undefined || Number(row['unpaired']) > 0) return null;
    const error = Number(row['worlds']) > 1 ? row['byWorld'] : row['byTrial'];
    return { change: Number(row['mean']), standardError: typeof error === 'number' ? error : Infinity };
  } finally {
    database.close();
  }
}
