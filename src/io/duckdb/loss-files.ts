/** Writes what futures lost as Parquet files: year, period and event loss tables, and exceedance by return period. */
import path from 'node:path';
import {
  EVENT_LOSSES,
  EXCEEDANCE,
  PERIOD_LOSSES,
  RETURN_PERIODS,
  YEAR_LOSSES,
  type LossTable,
} from '../../results/loss-tables/columns.ts';
import { makeColumnAppender } from './column-appender.ts';
import { openDatabase, sqlText, type Database, type Duckdb } from './duckdb.ts';

/** Memory of the database; what is more lies on the disk meanwhile. */
const MEMORY = '1GB';
/** Fewest periods of a run that lost more, where a return period is read. */
const FEWEST = 10;

/** Rows of the year loss table: periods of a summary, in order. */
export interface YearRows {
  readonly summary: Int32Array;
  readonly period: Int32Array;
  readonly world: Int32Array;
  readonly trial: Int32Array;
  readonly periodOfTrial: Int32Array;
  readonly loss: Float64Array;
  readonly largest: Float64Array;
}

/** Rows of the period loss table: events, by period. */
export interface EventRows {
  readonly summary: Int32Array;
  readonly period: Int32Array;
  readonly event: Int32Array;
  readonly world: Int32Array;
  readonly trial: Int32Array;
  /** Hours after the start. */
  readonly hour: Float64Array;
  readonly loss: Float64Array;
}

/** A source of loss of a summary. */
export interface EventName {
  readonly summary: number;
  readonly event: number;
  readonly name: string;
  /** Events a period; null where the run counts only those with a loss. */
  readonly rate: number | null;
}

/** What one summary is. */
export interface SummaryOf {
  readonly summary: number;
  readonly periods: number;
  /** `2027-01-01T00:00`. */
  readonly starts: string;
  /** Whether events were given: then periods are cases, and have no return period. */
  readonly isGiven: boolean;
}

export interface LossFiles {
  addYears(rows: YearRows): void;
  addEvents(rows: EventRows): void;
  /** Writes the files; nothing can be added after. */
  write(summaries: readonly SummaryOf[], names: readonly EventName[]): Promise<readonly string[]>;
  close(): void;
}

const list = (of: LossTable): string =>
  of.columns.map(({ name, type }) => `CAST("${name}" AS ${type}) AS "${name}"`).join(', ');

async function copy({ connection }: Database, folder: string, table: LossTable, select: string): Promise<string> {
  const file = `${table.name}.parquet`;
  const units = table.columns.map(({ name, unit }) => `${sqlText(name)}: ${sqlText(unit)}`).join(', ');
  await connection.run(
    `COPY (SELECT ${list(table)} FROM (${select})) TO ${sqlText(path.join(folder, file))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {${units}})`,
  );
  return file;
}

const PERIODS = `SELECT y.*, 1.0 / s.periods AS "PeriodWeight" FROM years y JOIN summaries s USING ("SummaryId")`;

/** The minute in which an event struck: it never falls into the period after. */
const EVENTS = `SELECT *, year(struck) AS "Year", month(struck) AS "Month", day(struck) AS "Day", hour(struck) AS "Hour",
    minute(struck) AS "Minute"
  FROM (SELECT e.*, 1.0 / s.periods AS "PeriodWeight", 1 AS "SampleId",
    s.starts + to_seconds(floor(e.after * 60 + 1e-6) * 60) AS struck
    FROM events e JOIN summaries s USING ("SummaryId"))`;

/** Means over all events: those without a loss are known by their number alone. */
const BY_EVENT = `SELECT n."SummaryId", n."EventId", n."EventName", 2 AS "SampleType",
    greatest(coalesce(n.rate, 0), coalesce(l.n, 0) / s.periods) AS "EventRate", s.periods * "EventRate" AS every,
    CASE WHEN every > 0 THEN least(1, coalesce(l.n, 0) / every) ELSE 0 END AS "ChanceOfLoss",
    CASE WHEN every > 0 THEN coalesce(l.total, 0) / every ELSE 0 END AS "MeanLoss",
    CASE WHEN every > 1 THEN sqrt(greatest(0, (coalesce(l.squares, 0) - every * "MeanLoss" * "MeanLoss") / (every - 1))) ELSE 0 END AS "SDLoss",
    coalesce(l.most, 0) AS "MaxLoss"
  FROM names n JOIN summaries s USING ("SummaryId")
  LEFT JOIN (SELECT "SummaryId", "EventId", count(*)::DOUBLE AS n, sum("Loss") AS total, sum("Loss" * "Loss") AS squares, max("Loss") AS most
    FROM events GROUP BY ALL) l USING ("SummaryId", "EventId")
  ORDER BY n."SummaryId", n."EventId"`;

/**
 * Quantiles of type 1 and means beyond them, as the document has them: the k-th smallest loss, k = ceil(n (1 - 1/T)), and the
 * mean of the worst n / T periods, of which the one at the boundary counts in part.
 */
const BY_RETURN_PERIOD = `WITH losses AS (
    SELECT "SummaryId", 0 AS basis, "MaxEventLoss" AS loss FROM years UNION ALL SELECT "SummaryId", 2, "Loss" FROM years),
  ranked AS (SELECT *, row_number() OVER (PARTITION BY "SummaryId", basis ORDER BY loss) AS place FROM losses),
  points AS (SELECT s."SummaryId", r.years, s.periods,
      greatest(1, ceil(s.periods * (1 - 1 / r.years) * (1 - 1e-12)))::BIGINT AS place
    FROM summaries s, returns r WHERE NOT s.given AND s.periods / r.years >= ${FEWEST}),
  quantiles AS (SELECT p."SummaryId", p.years, p.periods, k.basis, k.loss
    FROM points p JOIN ranked k ON k."SummaryId" = p."SummaryId" AND k.place = p.place),
  tails AS (SELECT q."SummaryId", q.years, q.basis,
      any_value(q.loss) + coalesce(sum(l.loss - q.loss), 0) * any_value(q.years) / any_value(q.periods) AS loss
    FROM quantiles q LEFT JOIN losses l ON l."SummaryId" = q."SummaryId" AND l.basis = q.basis AND l.loss > q.loss GROUP BY ALL)
  SELECT "SummaryId", 2 AS "EPCalc", kind AS "EPType", years AS "ReturnPeriod", loss AS "Loss" FROM (
    SELECT "SummaryId", basis + 1 AS kind, years, loss FROM quantiles
    UNION ALL SELECT "SummaryId", basis + 2, years, loss FROM tails)
  ORDER BY "SummaryId", "EPType", "ReturnPeriod"`;

/**
 * @param folder Where the files go.
 * @param scratch A folder for what is being worked on.
 */
export async function makeLossFiles(duckdb: Duckdb, folder: string, scratch: string): Promise<LossFiles> {
  const database = await openDatabase(duckdb, path.join(scratch, 'losses.duckdb'), {
    memory_limit: MEMORY,
    temp_directory: scratch,
  });
  const { connection } = database;
  await connection.run(
    'CREATE TABLE years ("SummaryId" INTEGER, "Period" INTEGER, "World" INTEGER, "Trial" INTEGER, "PeriodOfTrial" INTEGER, "Loss" DOUBLE, "MaxEventLoss" DOUBLE)',
  );
  await connection.run(
    'CREATE TABLE events ("SummaryId" INTEGER, "Period" INTEGER, "EventId" INTEGER, "World" INTEGER, "Trial" INTEGER, after DOUBLE, "Loss" DOUBLE)',
  );
  const [I, D] = ['INTEGER', 'DOUBLE'] as const;
  const years = await makeColumnAppender(duckdb, connection, 'years', [I, I, I, I, I, D, D]);
  const events = await makeColumnAppender(duckdb, connection, 'events', [I, I, I, I, I, D, D]);
  return {
    addYears: (r) => years.append([r.summary, r.period, r.world, r.trial, r.periodOfTrial, r.loss, r.largest]),
    addEvents: (r) => events.append([r.summary, r.period, r.event, r.world, r.trial, r.hour, r.loss]),
    write: async (summaries, names) => {
      years.close();
      events.close();
      await connection.run(
        'CREATE TABLE summaries ("SummaryId" INTEGER, periods DOUBLE, starts TIMESTAMP, given BOOLEAN)',
      );
      await connection.run(
        'CREATE TABLE names ("SummaryId" INTEGER, "EventId" INTEGER, "EventName" VARCHAR, rate DOUBLE)',
      );
      await connection.run('CREATE TABLE returns (years DOUBLE)');
      for (const { summary, periods, starts, isGiven } of summaries) {
        await connection.run('INSERT INTO summaries VALUES ($1, $2, $3::TIMESTAMP, $4)', [
          summary,
          periods,
          starts,
          isGiven,
        ]);
      }
      for (const { summary, event, name, rate } of names) {
        await connection.run('INSERT INTO names VALUES ($1, $2, $3, $4)', [summary, event, name, rate]);
      }
      for (const period of RETURN_PERIODS) await connection.run('INSERT INTO returns VALUES ($1)', [period]);
      return [
        await copy(database, folder, YEAR_LOSSES, PERIODS),
        await copy(database, folder, PERIOD_LOSSES, EVENTS),
        await copy(database, folder, EVENT_LOSSES, BY_EVENT),
        await copy(database, folder, EXCEEDANCE, BY_RETURN_PERIOD),
      ];
    },
    close: () => database.close(),
  };
}
