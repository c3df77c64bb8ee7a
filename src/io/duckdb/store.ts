/**
 * The store of a folder of results, `results.duckdb`: what was run, what went in and which figures came out, to be asked in SQL. It is
 * made from what each result says about itself (`about.json`), so that what was written while it could not be is made good later.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { estimate } from '../../results/estimate.ts';
import { aboutSchema, type About, type Figure } from '../../results/history/about.ts';
import type { KnownRun } from '../../results/history/moved.ts';
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

/** What a result says about itself; null where it says nothing that this version can read. */
async function aboutOf(folder: string): Promise<About | null> {
  try {
    const parsed = aboutSchema.safeParse(JSON.parse(await readFile(path.join(folder, 'about.json'), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
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

/**
 * Brings the store of a folder up to its results, and hands it to `use`.
 *
 * @param patience Milliseconds for which another process is waited for.
 * @throws StoreBusy when another process has it open.
 */
async function withStore<T>(
  duckdb: Duckdb,
  folder: string,
  use: (database: Database) => Promise<T>,
  patience: number,
): Promise<T> {
  const file = path.join(folder, STORE);
  const known = new Set<string>();
  if (existsSync(file)) {
    const database = await opened(duckdb, file, patience, true);
    try {
      for (const row of await database.rows('SELECT folder FROM runs')) known.add(String(row['folder']));
      const isCurrent = (await resultsIn(folder)).every((name) => known.has(name));
      if (isCurrent) return await use(database);
    } finally {
      database.close();
    }
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
    return await use(database);
  } finally {
    database.close();
  }
}

/** Takes all results of a folder into its store. @throws StoreBusy when another process has it open. */
export const updateStore = (duckdb: Duckdb, folder: string, patience: number = PATIENCE): Promise<void> =>
  withStore(duckdb, folder, () => Promise.resolve(), patience);

type Row = Readonly<Record<string, unknown>>;

const figureOf = (row: Row): Figure => {
  const { value, standard_error: error, low, high, unreliable, status, unit } = row;
  const interval = typeof low === 'number' && typeof high === 'number' ? { low, high } : null;
  return {
    of: String(row['of']),
    name: String(row['figure']),
    unit: unit as Figure['unit'],
    estimate: estimate(Number(value), Number(error), unreliable === true, interval),
    ...(typeof status === 'string' ? { status } : {}),
  };
};

/** Rows by the number of their run. */
function byRun(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const number = Number(row['number']);
    const own = found.get(number);
    if (own === undefined) found.set(number, [row]);
    else own.push(row);
  }
  return found;
}

/** The runs of a folder, oldest first. @throws StoreBusy when another process has the store open. */
export function storedRuns(duckdb: Duckdb, folder: string, patience: number = PATIENCE): Promise<readonly KnownRun[]> {
  const read = async (database: Database): Promise<readonly KnownRun[]> => {
    const runs = await database.rows('SELECT * FROM runs ORDER BY number');
    const inputs = byRun(await database.rows('SELECT * FROM inputs'));
    const figures = byRun(await database.rows('SELECT * FROM figures ORDER BY number, place'));
    return runs.map((row): KnownRun => {
      const number = Number(row['number']);
      const said = (inputs.get(number) ?? []).map((own) => [String(own['path']), String(own['value'])] as const);
      return {
        number,
        folder: String(row['folder']),
        command: String(row['command']),
        line: String(row['line']),
        at: String(row['at']),
        ringfence: String(row['ringfence']),
        title: String(row['title']),
        modelHash: String(row['model_hash']),
        seed: String(row['seed']),
        worlds: Number(row['worlds']),
        trials: Number(row['trials']),
        currency: String(row['currency']),
        partial: row['partial'] === true,
        missing: typeof row['missing'] === 'string' ? row['missing'] : null,
        inputs: Object.fromEntries(said),
        figures: (figures.get(number) ?? []).map(figureOf),
      };
    });
  };
  return withStore(duckdb, folder, read, patience);
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
