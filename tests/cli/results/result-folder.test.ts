import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadDuckdb, openDatabase, sqlText, type Database } from '../../../src/io/duckdb/duckdb.ts';
import { pairedMean, StoreBusy, updateStore } from '../../../src/io/duckdb/store.ts';
import { knownRuns } from '../../../src/io/known-runs.ts';
import { aboutSchema } from '../../../src/results/history/about.ts';
import { compareDocumentSchema } from '../../../src/results/compare-document.ts';
import { resultDocumentSchema, type ResultDocument } from '../../../src/results/result-document.ts';
import { resultsIn } from '../../../src/io/result-folder.ts';
import { KEPT, plant } from '../plant.ts';
import { ringfence, start, type Outcome } from '../ringfence.ts';
import { expectWhole } from './expect-whole.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-results-'));
const model = path.join(folder, 'plant.yaml');
const flat = (text: string): string => text.replace(/\s+/g, ' ');
writeFileSync(model, plant(KEPT));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The numbers of the runs that the store of a folder has. */
async function storedNumbers(of: string): Promise<readonly unknown[]> {
  const database = await openDatabase(await loadDuckdb(), path.join(of, 'results.duckdb'), {
    access_mode: 'READ_ONLY',
  });
  try {
    return (await database.rows('SELECT number FROM runs ORDER BY number')).map((row) => row['number']);
  } finally {
    database.close();
  }
}

const documentIn = (place: string): ResultDocument =>
  resultDocumentSchema.parse(JSON.parse(readFileSync(path.join(place, 'document.json'), 'utf8')));

describe('a folder of results', () => {
  const out = path.join(folder, 'results');
  let first: Outcome;
  let database: Database;
  beforeAll(async () => {
    first = await ringfence(
      'run',
      model,
      '--trials',
      '4000',
      '--scenario',
      'base',
      '--scenario',
      'winter',
      '--out',
      out,
    );
    database = await openDatabase(await loadDuckdb(), ':memory:');
  });
  afterAll(() => database.close());

  test('holds document, tables, futures and the store; the report is shown all the same', () => {
    expect(first.status).toBe(0);
    expect(first.stdout).toContain('A plant and its pump');
    expect(flat(first.stderr)).toContain(`The result is in ${out}/0001; ${out}/results.duckdb keeps all runs.`);
    expect(readdirSync(out).toSorted()).toEqual(['0001', 'latest', 'results.duckdb']);
    expect(realpathSync(path.join(out, 'latest'))).toBe(realpathSync(path.join(out, '0001')));
    const about = aboutSchema.parse(JSON.parse(readFileSync(path.join(out, '0001/about.json'), 'utf8')));
    expect(readdirSync(path.join(out, '0001')).toSorted()).toEqual([...about.files, 'about.json'].toSorted());
    expect(about.inputs).toMatchObject({ 'threats.breakdown.occurs': '1..3 per year', '--scenario 2': 'winter' });
  });

  test('a query over its futures gives the mean, the quantiles and the tail means of its document', async () => {
    const of = sqlText(path.join(out, '0001/year-losses.parquet'));
    const { scenarios } = documentIn(path.join(out, '0001'));
    for (const [index, { loss }] of Object.values(scenarios).entries()) {
      const close = (found: unknown, asked: number | undefined): void =>
        expect(Math.abs(Number(found) - asked!)).toBeLessThanOrEqual(1e-9 * asked!);
      const losses = `SELECT "Loss" AS loss FROM ${of} WHERE "SummaryId" = ${index + 1}`;
      const [mean] = await database.rows(`SELECT avg(loss) AS mean, count(*) AS n FROM (${losses})`);
      close(mean?.['mean'], loss.mean.value);
      expect(mean?.['n']).toBe(4000);
      for (const level of ['0.9', '0.95', '0.99']) {
        const [row] = await database.rows(`WITH l AS (${losses}),
          v AS (SELECT quantile_disc(loss, ${level}) AS value FROM l)
          SELECT any_value(v.value) AS var,
            any_value(v.value) + sum(greatest(0, loss - v.value)) / (count(*) * (1 - ${level})) AS tvar FROM l, v`);
        close(row?.['var'], loss.valueAtRisk[level]?.value);
        if (level !== '0.9') close(row?.['tvar'], loss.tailValueAtRisk[level]?.value);
      }
      const table = await database.rows(
        `SELECT "EPType" AS kind, "Loss" AS loss FROM ${sqlText(path.join(out, '0001/exceedance.parquet'))}
         WHERE "SummaryId" = ${index + 1} AND "ReturnPeriod" = 100 ORDER BY kind`,
      );
      close(table[2]?.['loss'], loss.valueAtRisk['0.99']?.value);
      close(table[3]?.['loss'], loss.tailValueAtRisk['0.99']?.value);
      const occurrence = loss.occurrence.find(({ probability }) => probability <= 0.01);
      close(table[0]?.['loss'], occurrence?.loss);
    }
  });

  test('its events add up to the losses of their periods', async () => {
    const at = (name: string): string => sqlText(path.join(out, `0001/${name}.parquet`));
    const [row] = await database.rows(`WITH e AS (SELECT "SummaryId", "Period", sum("Loss") AS loss, max("Loss") AS most
        FROM ${at('period-losses')} GROUP BY ALL)
      SELECT count(*) AS n, max(abs(y."Loss" - coalesce(e.loss, 0)) / greatest(1, y."Loss")) AS apart,
        max(abs(y."MaxEventLoss" - coalesce(e.most, 0)) / greatest(1, y."Loss")) AS "mostApart"
      FROM ${at('year-losses')} y LEFT JOIN e USING ("SummaryId", "Period")`);
    expect(row?.['n']).toBe(8000);
    expect(row?.['apart']).toBeLessThan(1e-9);
    expect(row?.['mostApart']).toBeLessThan(1e-9);
  });

  test.each([
    ['compare', ['--portfolio', 'cared-for'], ['variants.csv', 'differences.csv']],
    ['snowball', [], ['points.csv', 'chains.csv']],
    ['doughnut', [], ['frontier.csv', 'controls.csv', 'segments.csv']],
  ])('%s puts its tables beside the same files', async (command, more, tables) => {
    const own = path.join(folder, command);
    const { status, stderr } = await ringfence(command, model, '--trials', '500', ...more, '--quiet', '--out', own);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const names = readdirSync(path.join(own, '0001'));
    expect(names).toEqual(expect.arrayContaining([...tables, 'document.json', 'year-losses.parquet', 'summaries.csv']));
    const [run] = (await knownRuns(own)).runs;
    expect(run).toMatchObject({ number: 1, command, seed: 'ringfence', partial: false, missing: null });
  });

  test('its tables join: figures have one name and a unit, losses are of a period in its currency', () => {
    const cells = (name: string): readonly (readonly string[])[] =>
      readFileSync(path.join(folder, 'compare', '0001', name), 'utf8')
        .trimEnd()
        .split('\r\n')
        .map((line) => line.split(','));
    const [header = [], ...rows] = cells('differences.csv');
    const [figure, unit] = [header.indexOf('figure'), header.indexOf('unit')];
    const known = new Map(cells('variants.csv').map((row) => [row[1], row[2]]));
    const common = rows.filter((row) => !row[figure]?.startsWith('mean loss of'));
    expect(common.length).toBeGreaterThan(5);
    for (const row of common) expect([row[figure], known.get(row[figure])]).toEqual([row[figure], row[unit]]);
    expect(cells('threats.csv')[0]).toContain('loss caused [GBP a period]');
    expect(cells('curves.csv')[0]).toContain('loss [GBP]');
    expect(cells('summaries.csv')[1]?.slice(-1)).toEqual(['GBP']);
  });

  test('with the futures of one summary as those of another where the same is run', async () => {
    const of = (command: string): string => sqlText(path.join(folder, command, '0001/year-losses.parquet'));
    const [row] = await database.rows(
      `SELECT count(*) AS n FROM ${of('compare')} a JOIN ${of('snowball')} b USING ("SummaryId", "Period", "World", "Trial", "Loss")`,
    );
    expect(row?.['n']).toBe(500);
  });
});

test('the paired error of a change of the mean is that of `compare` on the same futures', async () => {
  const own = path.join(folder, 'compare', '0001');
  const { comparisons } = compareDocumentSchema.parse(
    JSON.parse(readFileSync(path.join(own, 'document.json'), 'utf8')),
  );
  const found = await pairedMean(await loadDuckdb(), { folder: own, summary: 1 }, { folder: own, summary: 2 });
  const { value, standardError, unpairedError } = comparisons[0]!.loss.mean;
  expect(found?.change).toBeCloseTo(value, 6);
  expect(found?.standardError).toBeCloseTo(standardError, 6);
  expect(standardError).toBeLessThan(unpairedError);
});

test('history lists the runs, and says what moved between two of them', async () => {
  const own = path.join(folder, 'history');
  for (const more of [[], ['--set', 'nodes.plant.loss.own=£2k per hour']]) {
    await ringfence('run', model, '--trials', '1000', '--quiet', '--out', own, ...more);
  }
  const list = await ringfence('history', own);
  expect(list.status).toBe(0);
  expect(flat(list.stdout)).toContain(`2 runs in ${own}`);
  const { stdout } = await ringfence('history', own, '1');
  expect(flat(stdout)).toContain('One thing differs: - --set nodes.plant.loss.own: (nothing), then £2k per hour.');
  expect(flat(stdout)).toContain('The error of the mean is that of the same futures, paired.');
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const moved = JSON.parse((await ringfence('history', own, '1', '2', '--json')).stdout);
  const [mean] = moved.figures;
  // Twice the loss in the same futures: the change is the first mean, and known as well as that.
  expect(mean.change.value).toBeCloseTo(mean.from.value, 6);
  expect(mean.change.standardError).toBeCloseTo(mean.from.standardError, 6);
  const none = await ringfence('history', own, '1', '7');
  expect([none.status, flat(none.stderr)]).toEqual([1, expect.stringContaining('there are 1, 2')]);
});

describe('what goes wrong', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(path.join(folder, 'wrong-'));
  });
  afterEach(() => rmSync(out, { recursive: true, force: true }));

  test.each(['Simulating', 'Writing what every future lost'])(
    'killed while it shows "%s" it leaves the old results whole, and the next run clears up',
    async (moment) => {
      await ringfence('run', model, '--trials', '500', '--quiet', '--out', out);
      const before = readdirSync(path.join(out, '0001')).map((name) => readFileSync(path.join(out, '0001', name)));
      const running = start(['run', model, '--trials', '200k', '--workers', '1', '--out', out]);
      await running.shows(new RegExp(moment));
      running.child.kill('SIGKILL');
      await running.outcome;
      expect(readdirSync(path.join(out, '0001')).map((name) => readFileSync(path.join(out, '0001', name)))).toEqual(
        before,
      );
      await expectWhole(out, moment === 'Simulating' ? [1] : [1, 2]);
      await ringfence('run', model, '--trials', '500', '--quiet', '--out', out);
      const there = await resultsIn(out);
      expect(readdirSync(out).toSorted()).toEqual([...there, 'latest', 'results.duckdb']);
      expect(await storedNumbers(out)).toHaveLength(there.length);
    },
  );

  test('while another process has the store open the result is written, and taken in later', async () => {
    await ringfence('run', model, '--trials', '500', '--quiet', '--out', out);
    cpSync(path.join(out, '0001'), path.join(out, '0002'), { recursive: true });
    const duckdb = await loadDuckdb();
    const held = start(
      ['run', model, '--trials', '1'],
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(`
        const { DuckDBInstance } = await import('${import.meta.resolve('@duckdb/node-api')}');
        globalThis.held = await DuckDBInstance.create('${out}/results.duckdb');
        process.stderr.write('held ');
        setInterval(() => {}, 1000);`)}`,
      ],
    );
    try {
      await held.shows(/held/);
      await expect(updateStore(duckdb, out, 0)).rejects.toThrow(StoreBusy);
    } finally {
      held.child.kill('SIGKILL');
      await held.outcome;
    }
    expect(await storedNumbers(out)).toEqual([1]);
    await updateStore(duckdb, out, 0);
    expect(await storedNumbers(out)).toEqual([1, 2]);
  });

  test('a store of another layout, or that is none, is kept aside and made anew; what was run is not lost', async () => {
    await ringfence('run', model, '--trials', '500', '--quiet', '--out', out);
    const duckdb = await loadDuckdb();
    const store = path.join(out, 'results.duckdb');
    rmSync(store);
    const old = await openDatabase(duckdb, store);
    await old.connection.run('CREATE TABLE runs (number INTEGER, folder VARCHAR)');
    await old.connection.run("INSERT INTO runs VALUES (7, '0007')");
    old.close();
    expect(await updateStore(duckdb, out)).toContain(
      'results.duckdb was not made by this version: it is kept as results-kept-1.duckdb',
    );
    expect(await storedNumbers(out)).toEqual([1]);
    writeFileSync(store, 'hello');
    const { status, stderr } = await ringfence('run', model, '--trials', '500', '--quiet', '--out', out);
    expect([status, flat(stderr)]).toEqual([0, expect.stringContaining('kept as results-kept-2.duckdb')]);
    expect(readFileSync(path.join(out, 'results-kept-2.duckdb'), 'utf8')).toBe('hello');
    expect(await storedNumbers(out)).toEqual([1, 2]);
    const list = await ringfence('history', out);
    expect([list.status, flat(list.stdout)]).toEqual([0, expect.stringContaining('2 runs in')]);
  });

  test('a result that cannot be read is named, and the others are listed', async () => {
    await ringfence('run', model, '--trials', '500', '--quiet', '--out', out);
    cpSync(path.join(out, '0001'), path.join(out, '0002'), { recursive: true });
    writeFileSync(path.join(out, '0002', 'about.json'), '{');
    const list = await ringfence('history', out);
    expect(flat(list.stdout)).toContain('1 run in');
    expect(flat(list.stderr)).toContain('(about.json): 0002.');
  });

  test('without DuckDB all else is written, and it says what is missing and how to get it', async () => {
    // The program as it is built, where that package cannot be found, whatever lies in folders above.
    const hook = `export const resolve = (name, context, next) => name === '@duckdb/node-api'
      ? Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })) : next(name, context);`;
    const dataUrl = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hook))});`;
    const results = path.join(out, 'results');
    const words = ['run', model, '--trials', '500', '--out', results];
    const { status, stderr } = await start(words, ['--import', dataUrl(register)]).outcome;
    expect(status).toBe(0);
    expect(flat(stderr)).toContain(
      'the package @duckdb/node-api is not installed. npm install @duckdb/node-api@1.5.5-r.5 adds it.',
    );
    const names = readdirSync(path.join(results, '0001'));
    expect(names).toEqual(expect.arrayContaining(['about.json', 'document.json', 'figures.csv', 'summaries.csv']));
    expect(names.filter((name) => name.endsWith('.parquet'))).toEqual([]);
    expect(existsSync(path.join(results, 'results.duckdb'))).toBe(false);
    const list = await start(['history', results], ['--import', dataUrl(register)]).outcome;
    expect([list.status, flat(list.stdout)]).toEqual([0, expect.stringContaining('1 run in')]);
  });

  test('what cannot be a folder is refused before the work begins', async () => {
    const trial = await ringfence('run', model, '--trial', '0/0', '--out', out);
    expect(flat(trial.stderr)).toContain('one future is one document');
    const none = await ringfence('run', model, '--trials', '100', '--out', '/proc/none/');
    expect(flat(none.stderr)).toContain('cannot write into /proc/none/: there is no such folder');
    expect([none.status, none.stdout]).toEqual([1, '']);
  });
});
