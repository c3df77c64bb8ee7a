import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { loadDuckdb, openDatabase, sqlText } from '../../../src/io/duckdb/duckdb.ts';
import { resultsIn } from '../../../src/io/result-folder.ts';
import { aboutSchema } from '../../../src/results/history/about.ts';

/**
 * Expects each result of a folder to be whole: all files that it names, tables that can be read to their last row, and `latest` to
 * lead to one of them.
 *
 * @param counts How many results there may be.
 */
export async function expectWhole(out: string, counts: readonly number[]): Promise<void> {
  const results = await resultsIn(out);
  expect(counts).toContain(results.length);
  const database = await openDatabase(await loadDuckdb(), ':memory:');
  try {
    for (const name of results) {
      const at = path.join(out, name);
      const about = aboutSchema.parse(JSON.parse(readFileSync(path.join(at, 'about.json'), 'utf8')));
      expect(readdirSync(at).toSorted()).toEqual([...about.files, 'about.json'].toSorted());
      JSON.parse(readFileSync(path.join(at, 'document.json'), 'utf8'));
      const years = sqlText(path.join(at, 'year-losses.parquet'));
      const [row] = await database.rows(`SELECT count(*) AS n, sum("PeriodWeight") AS weight FROM ${years}`);
      expect(row?.['n']).toBe(about.trials);
      expect(row?.['weight']).toBeCloseTo(1, 9);
    }
    const latest = realpathSync(path.join(out, 'latest'));
    expect(results.map((name) => realpathSync(path.join(out, name)))).toContain(latest);
  } finally {
    database.close();
  }
}
