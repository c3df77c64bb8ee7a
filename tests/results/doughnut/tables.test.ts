/** Tables of a published case whose answer is known exactly. The files beside guard change, not truth. */
import { describe, expect, test } from 'vitest';
import { csvText } from '../../../src/io/csv-text.ts';
import type { DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import { controlTable, frontierTable, segmentTable } from '../../../src/results/doughnut/tables.ts';
import type { Table } from '../../../src/results/table.ts';
import { documentOf } from '../../report/doughnut/fixture.ts';

const TABLES = { frontier: frontierTable, controls: controlTable, segments: segmentTable } as const;
const document = documentOf('p05-misallocation');

const column = ({ columns, rows }: Table, name: string): unknown[] => rows.map((row) => row[columns.indexOf(name)]);

describe('tables of what security should cost', () => {
  test.each(Object.entries(TABLES))('%s: the file', async (name, table) => {
    await expect(csvText(table(document))).toMatchFileSnapshot(`${name}.csv`);
  });

  test('every row has a cell for each column, without rings too', () => {
    for (const of of [document, documentOf('p04-no-safe-space'), documentOf('p08-insurance', { error: 0.2 })]) {
      for (const table of Object.values(TABLES)) {
        const { columns, rows } = table(of);
        expect(new Set(columns).size).toBe(columns.length);
        for (const row of rows) expect(row).toHaveLength(columns.length);
      }
    }
    expect(segmentTable(documentOf('p04-no-safe-space')).rows).toEqual([]);
  });

  test('say what the document says', () => {
    const frontier = frontierTable(document);
    expect(column(frontier, 'spend').map((cell) => (cell as { value: number }).value)).toEqual(
      document.frontier.map(({ spend }) => spend.value),
    );
    expect(column(frontier, 'level of sprinkler').at(-1)).toBe('zoned');
    // p05 by hand: physical at best £420k, people over by £670k
    const segments = segmentTable(document);
    expect(column(segments, 'segment')).toEqual(['cyber', 'people', 'physical']);
    expect(column(segments, 'best')).toEqual([90_000, 30_000, 420_000]);
    expect(column(segments, 'over')).toEqual([0, 670_000, 0]);
    const controls = controlTable(document);
    expect(column(controls, 'control')).toEqual(['guards', 'locks', 'mail-filter', 'sprinkler', 'training']);
    expect(column(controls, 'at best, last level: adds to the spend')).toEqual([null, 30_000, 90_000, 170_000, null]);
  });

  test('a spreadsheet calculates no name, whatever it is', () => {
    const hostile = ['=cmd|calc!A1', '+1', '-2+3', '@SUM(A1)', '\tx', 'a "b", c'];
    const segment = document.segments['cyber']!;
    const named: DoughnutDocument = { ...document, segments: Object.fromEntries(hostile.map((id) => [id, segment])) };
    const lines = csvText(segmentTable(named)).split('\r\n').slice(1, -1);
    expect(lines.map((line) => line.slice(0, line.indexOf(',40000')))).toEqual([
      "'=cmd|calc!A1",
      "'+1",
      "'-2+3",
      "'@SUM(A1)",
      "'\tx",
      '"a ""b"", c"',
    ]);
  });
});
