import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SILENT } from '../../../src/cli/progress-bar.ts';
import { makeLossKeeper, type Run } from '../../../src/cli/results/save-losses.ts';
import { loadDuckdb, openDatabase, sqlText } from '../../../src/io/duckdb/duckdb.ts';
import { readModelFile } from '../../../src/io/read-model.ts';
import { beginResult } from '../../../src/io/result-folder.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession, type Sample } from '../../../src/sim/session.ts';
import type { Until } from '../../../src/sim/session/until.ts';
import type { Runner } from '../../../src/sim/session/runner.ts';
import { LOSS_TABLES } from '../../../src/results/loss-tables/columns.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-losses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const scenarios = path.resolve(import.meta.dirname, '../../../scenarios');

const runOf = (name: string, { variant, worlds, trialsPerWorld, document }: Sample): Run => ({
  name,
  variant,
  worlds,
  trialsPerWorld,
  result: Object.values(document.scenarios)[0],
});

const EARLY: Until = { relative: 0.5, of: 'mean' };

/** A runner that is not to be asked. */
const idle: Runner = {
  workers: 1,
  run: () => Promise.reject(new Error('the futures were simulated once more')),
  close: () => Promise.resolve(),
};

test.each([
  ['of an insured shop', 'corner-shop/shop.yaml', { trials: 300, worlds: 15 }],
  [
    'of an airport that ends when it knows enough',
    'hub-airport/as-was.yaml',
    { trials: 40_000, worlds: 400, until: EARLY },
  ],
  ['of drivers over years', 'regional-airport/world.yaml', { trials: 60, worlds: 6 }],
])(
  'what futures %s lose is taken as they are simulated, the same as from simulating them again',
  async (_, file, size) => {
    const duckdb = await loadDuckdb();
    const runner = makeInlineRunner();
    const modelFile = await readModelFile(path.join(scenarios, file));
    const work = await beginResult(path.join(folder, 'out'));
    const [variant] = openSession(modelFile, runner).variants([{}]);
    const keeper = await makeLossKeeper(duckdb, work, [variant!]);
    const session = openSession(modelFile, runner, { seed: 'losses', losses: keeper.take });
    const run = runOf('base', await session.sample(size));
    const tools = { progress: SILENT, runner: idle };
    await keeper.save([run], 'losses', tools);
    keeper.close();
    const other = await beginResult(path.join(folder, 'out'));
    const again = await makeLossKeeper(duckdb, other, []);
    await expect(again.save([run], 'losses', tools)).rejects.toThrow('once more');
    again.close();
    const third = await beginResult(path.join(folder, 'out'));
    const simulated = await makeLossKeeper(duckdb, third, []);
    await simulated.save([run], 'losses', { progress: SILENT, runner });
    simulated.close();
    const database = await openDatabase(duckdb, ':memory:');
    try {
      for (const { name } of LOSS_TABLES) {
        const [a, b] = [work, third].map(({ files }) => sqlText(path.join(files, `${name}.parquet`)));
        const [row] = await database.rows(`SELECT (SELECT count(*) FROM ${a}) AS n,
        (SELECT count(*) FROM (SELECT * FROM ${a} EXCEPT ALL SELECT * FROM ${b})) AS apart,
        (SELECT count(*) FROM (SELECT * FROM ${b} EXCEPT ALL SELECT * FROM ${a})) AS other`);
        expect(row).toMatchObject({ apart: 0, other: 0 });
        expect(row?.['n']).toBeGreaterThan(0);
      }
    } finally {
      database.close();
      await runner.close();
      for (const each of [work, other, third]) each.discard();
    }
  },
);
