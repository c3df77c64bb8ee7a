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
const MEMORY = '512MB';
/** Fewest periods of a run that lost more, where a return period is read. */
const FEWEST = 10;

/** What consecutive periods lost, and the events that lost something in them. */
export interface LossRows {
  /** Number of the first period, from 1. */
  readonly firstPeriod: number;
  /** Shape [periods]. */
  readonly loss: Float64Array;
  /** Largest loss of one event. Shape [periods]. */
  readonly largest: Float64Array;
  /** Number of the period, from 1. Shape [events], as what follows. */
  readonly period: Int32Array;
  /** Number of the source of loss, from 1. */
  readonly event: Int32Array;
  /** Hours after the start at which it first struck. */
  readonly hour: Float64Array;
  readonly lost: Float64Array;
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
  /** The part of the files under which its rows were added. */
  readonly part: number;
  readonly periods: number;
  readonly trialsPerWorld: number;
  readonly periodsOfTrial: number;
  /** `2027-01-01T00:00`. */
  readonly starts: string;
  /** Whether events were given: then periods are cases, and have no return period. */
  readonly isGiven: boolean;
}

export interface LossFiles {
  /** Adds rows to a part: a number of the caller's choice. */
  add(part: number, rows: LossRows): void;
  /**
   * Writes the parts that are summaries; nothing can be added after.
   *
   * @param currency Of the losses: it stands in the files as their unit.
   */
  write(summaries: readonly SummaryOf[], names: readonly EventName[], currency: string): Promise<readonly string[]>;
  close(): void;
}

const list = (of: LossTable): string =>
  of.columns.map(({ name, type }) => `CAST("${name}" AS ${type}) AS "${name}"`).join(', ');

async function copy(
  { connection }: Database,
  folder: string,
  currency: string,
  table: LossTable,
  select: string,
): Promise<string> {
  const file = `${table.name}.parquet`;
  const units = table.columns
    .map(({ name, unit }) => `${sqlText(name)}: ${sqlText(unit === 'money' ? currency : unit)}`)
    .join(', ');
  await connection.run(
    `COPY (SELECT ${list(table)} FROM (${select})) TO ${sqlText(path.join(folder, file))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {${units}})`,
  );
  return file;
}

const PERIODS = `SELECT s."SummaryId", y."Period", 1.0 / s.periods AS "PeriodWeight", (y."Period" - 1) // s.per_trial AS number,
    number // s.per_world AS "World", number % s.per_world AS "Trial", (y."Period" - 1) % s.per_trial AS "PeriodOfTrial", "Loss",
    "MaxEventLoss"
  FROM years y JOIN summaries s USING (part)`;

/** The minute in which an event struck: it never falls into the period after. */
const EVENTS = `SELECT *, year(struck) AS "Year", month(struck) AS "Month", day(struck) AS "Day", hour(struck) AS "Hour",
    minute(struck) AS "Minute"
  FROM (SELECT e.*, s."SummaryId", 1.0 / s.periods AS "PeriodWeight", 1 AS "SampleId", (e."Period" - 1) // s.per_trial AS number,
    number // s.per_world AS "World", number % s.per_world AS "Trial",
    s.starts + to_seconds(floor(e.after * 60 + 1e-6) * 60) AS struck
    FROM events e JOIN summaries s USING (part))`;

/** Means over all events: those without a loss are known by their number alone. */
const BY_EVENT = `SELECT n."SummaryId", n."EventId", n."EventName", 2 AS "SampleType",
    greatest(coalesce(n.rate, 0), coalesce(l.n, 0) / s.periods) AS "EventRate", s.periods * "EventRate" AS every,
    CASE WHEN every > 0 THEN least(1, coalesce(l.n, 0) / every) ELSE 0 END AS "ChanceOfLoss",
    CASE WHEN every > 0 THEN coalesce(l.total, 0) / every ELSE 0 END AS "MeanLoss",
    CASE WHEN every > 1 THEN sqrt(greatest(0, (coalesce(l.squares, 0) - every * "MeanLoss" * "MeanLoss") / (every - 1))) ELSE 0 END AS "SDLoss",
    coalesce(l.most, 0) AS "MaxLoss"
  FROM names n JOIN summaries s USING ("SummaryId")
  LEFT JOIN (SELECT part, "EventId", count(*)::DOUBLE AS n, sum("Loss") AS total, sum("Loss" * "Loss") AS squares, max("Loss") AS most
    FROM events GROUP BY ALL) l ON l.part = s.part AND l."EventId" = n."EventId"
  ORDER BY n."SummaryId", n."EventId"`;

/**
 * Quantiles of type 1 and means beyond them, as the document has them: the k-th smallest loss, k = ceil(n (1 - 1/T)), and the
 * mean of the worst n / T periods, of which the one at the boundary counts in part.
 */
const BY_RETURN_PERIOD = `WITH losses AS (
    SELECT s."SummaryId", basis, CASE WHEN basis = 0 THEN "MaxEventLoss" ELSE "Loss" END AS loss
    FROM years JOIN summaries s USING (part), (VALUES (0), (2)) kinds(basis)),
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
  await connection.run('CREATE TABLE years (part INTEGER, "Period" INTEGER, "Loss" DOUBLE, "MaxEventLoss" DOUBLE)');
  await connection.run(
    'CREATE TABLE events (part INTEGER, "Period" INTEGER, "EventId" INTEGER, after DOUBLE, "Loss" DOUBLE)',
  );
  const [I, D] = ['INTEGER', 'DOUBLE'] as const;
  const years = await makeColumnAppender(duckdb, connection, 'years', [I, I, D, D]);
  const events = await makeColumnAppender(duckdb, connection, 'events', [I, I, I, D, D]);
  return {
    add: (part, { firstPeriod, loss, largest, period, event, hour, lost }) => {
      const periods = new Int32Array(loss.length);
      for (let row = 0; row < periods.length; row++) periods[row] = firstPeriod + row;
      years.append([new Int32Array(loss.length).fill(part), periods, loss, largest]);
      events.append([new Int32Array(period.length).fill(part), period, event, hour, lost]);
    },
    write: async (summaries, names, currency) => {
      years.close();
      events.close();
      await connection.run(
        'CREATE TABLE summaries ("SummaryId" INTEGER, part INTEGER, periods DOUBLE, per_world INTEGER, per_trial INTEGER, starts TIMESTAMP, given BOOLEAN)',
      );
      await connection.run(
        'CREATE TABLE names ("SummaryId" INTEGER, "EventId" INTEGER, "EventName" VARCHAR, rate DOUBLE)',
      );
      await connection.run('CREATE TABLE returns (years DOUBLE)');
      for (const { summary, part, periods, trialsPerWorld, periodsOfTrial, starts, isGiven } of summaries) {
        await connection.run('INSERT INTO summaries VALUES ($1, $2, $3, $4, $5, $6::TIMESTAMP, $7)', [
          summary,
          part,
          periods,
          trialsPerWorld,
          periodsOfTrial,
          starts,
          isGiven,
        ]);
      }
      for (const { summary, event, name, rate } of names) {
        await connection.run('INSERT INTO names VALUES ($1, $2, $3, $4)', [summary, event, name, rate]);
      }
      for (const period of RETURN_PERIODS) await connection.run('INSERT INTO returns VALUES ($1)', [period]);
      return [
        await copy(database, folder, currency, YEAR_LOSSES, PERIODS),
        await copy(database, folder, currency, PERIOD_LOSSES, EVENTS),
        await copy(database, folder, currency, EVENT_LOSSES, BY_EVENT),
        await copy(database, folder, currency, EXCEEDANCE, BY_RETURN_PERIOD),
      ];
    },
    close: () => database.close(),
  };
}
