import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDuckdb, NoDuckdb, openDatabase, sqlText, type Database } from '../../../src/io/duckdb/duckdb.ts';
import { makeLossFiles } from '../../../src/io/duckdb/loss-files.ts';
import { LOSS_TABLES } from '../../../src/results/loss-tables/columns.ts';

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-losses-'));
  const duckdb = await loadDuckdb();
  const files = await makeLossFiles(duckdb, folder, folder);
  // Twenty periods: the losses 10 to 50 once each, in period 5 by two events of 30 and 20; the others are free of loss.
  const losses = Float64Array.from({ length: 20 }, (_, at) => (at < 5 ? 10 * (at + 1) : 0));
  const largest = losses.map((loss) => (loss === 50 ? 30 : loss));
  files.add(7, {
    firstPeriod: 1,
    loss: losses,
    largest,
    period: Int32Array.of(1, 2, 3, 4, 5, 5),
    event: Int32Array.of(1, 1, 1, 1, 1, 2),
    hour: Float64Array.of(0, 1.5, 24 * 59, 8759.99, 12, 36),
    lost: Float64Array.of(10, 20, 30, 40, 30, 20),
  });
  // What was begun and not finished is no summary.
  const none = {
    period: Int32Array.of(1),
    event: Int32Array.of(1),
    hour: Float64Array.of(1),
    lost: Float64Array.of(1e9),
  };
  files.add(6, { firstPeriod: 1, loss: Float64Array.of(1e9), largest: Float64Array.of(1e9), ...none });
  await files.write(
    [
      {
        summary: 1,
        part: 7,
        periods: 20,
        trialsPerWorld: 5,
        periodsOfTrial: 2,
        starts: '2027-01-01T00:00',
        isGiven: false,
      },
    ],
    [
      { summary: 1, event: 1, name: 'fire', rate: 0.5 },
      { summary: 1, event: 2, name: "'shock'", rate: null },
      { summary: 1, event: 3, name: 'never', rate: 0 },
    ],
    'GBP',
  );
  files.close();
  database = await openDatabase(duckdb, ':memory:');
});
afterAll(async () => {
  database.close();
  await rm(folder, { recursive: true, force: true });
});

const of = (name: string): string => sqlText(path.join(folder, `${name}.parquet`));

test('exceedance by return period is that worked out by hand, of all losses and of the largest event', async () => {
  // Of 20 periods one in two loses more than the 10th smallest, 0; the mean of the worst ten is 150 / 10, that of the largest events 130 / 10.
  const rows = await database.rows(`SELECT * FROM ${of('exceedance')}`);
  expect(rows.map(({ EPType, ReturnPeriod, Loss }) => [EPType, ReturnPeriod, Loss])).toEqual([
    [1, 2, 0],
    [2, 2, 13],
    [3, 2, 0],
    [4, 2, 15],
  ]);
});

test('the event loss table has means over all events, and the rate times the mean is the mean loss', async () => {
  const rows = await database.rows(`SELECT * FROM ${of('event-losses')}`);
  // Fire: 10 events in 20 periods, of which 5 lose 10, 20, 30, 40, 30; squares about the mean of 13: 3,900 - 10 x 169 = 2,210.
  expect(rows).toMatchObject([
    { EventName: 'fire', EventRate: 0.5, ChanceOfLoss: 0.5, MeanLoss: 13, MaxLoss: 40 },
    { EventName: "'shock'", EventRate: 0.05, ChanceOfLoss: 1, MeanLoss: 20, SDLoss: 0, MaxLoss: 20 },
    { EventName: 'never', EventRate: 0, ChanceOfLoss: 0, MeanLoss: 0, SDLoss: 0, MaxLoss: 0 },
  ]);
  expect(rows[0]?.['SDLoss']).toBeCloseTo(Math.sqrt(2210 / 9), 12);
  const [mean] = await database.rows(`SELECT sum("PeriodWeight" * "Loss") AS mean FROM ${of('year-losses')}`);
  const [byEvent] = await database.rows(`SELECT sum("EventRate" * "MeanLoss") AS mean FROM ${of('event-losses')}`);
  expect([mean, byEvent]).toEqual([{ mean: 7.5 }, { mean: 7.5 }]);
});

test('periods are those of trials, and trials those of worlds, in their order', async () => {
  const rows = await database.rows(`SELECT "Period", "World", "Trial", "PeriodOfTrial" FROM ${of('year-losses')}`);
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual(
    Array.from({ length: 20 }, (_, at) => `${at + 1} ${Math.floor(at / 10)} ${Math.floor(at / 2) % 5} ${at % 2}`),
  );
  const [event] = await database.rows(
    `SELECT "World", "Trial" FROM ${of('period-losses')} WHERE "Period" = 5 AND "EventId" = 2`,
  );
  expect(event).toEqual({ World: 0, Trial: 2 });
});

test('events have the date at which they struck', async () => {
  const rows = await database.rows(`SELECT "Year", "Month", "Day", "Hour", "Minute" FROM ${of('period-losses')}`);
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    '2027 1 1 0 0',
    '2027 1 1 1 30',
    '2027 3 1 0 0',
    '2027 12 31 23 59',
    '2027 1 1 12 0',
    '2027 1 2 12 0',
  ]);
});

test('the files have the columns that the reference lists, in their order and type', async () => {
  for (const { name, columns } of LOSS_TABLES) {
    const described = await database.rows(`DESCRIBE SELECT * FROM ${of(name)}`);
    expect(described.map((row) => row['column_name'])).toEqual(columns.map((column) => column.name));
    expect(described.map((row) => row['column_type'])).toEqual(columns.map((column) => column.type));
    const units = await database.rows(
      `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(${of(name)})`,
    );
    expect(Object.fromEntries(units.map(({ key, value }) => [key, value]))).toMatchObject(
      Object.fromEntries(columns.map(({ name: column, unit }) => [column, unit === 'money' ? 'GBP' : unit])),
    );
  }
});

test('without the package it is said what is missing and how to get it', async () => {
  const missing = (): Promise<never> =>
    Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }));
  const error = await loadDuckdb(missing).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NoDuckdb);
  expect(error).toMatchObject({
    message: 'the package @duckdb/node-api is not installed',
    remedy: 'npm install @duckdb/node-api@1.5.5-r.5',
  });
});
