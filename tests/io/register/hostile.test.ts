import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { importRegister } from '../../../src/io/register/import-register.ts';
import { importWorkbook, modelSheetOf } from '../../../src/io/register/import-workbook.ts';
import { MODEL_COLUMNS, MODEL_SHEET, modelRows } from '../../../src/io/register/model-sheet.ts';
import { registerSheets } from '../../../src/io/register/register-sheets.ts';
import { readSheets } from '../../../src/io/sheets/read-sheets.ts';
import { workbookBytes } from '../../../src/io/sheets/write-workbook.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import type { Checked } from '../../../src/model/problem.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function valueOf<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('; '));
  return checked.value;
}

const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1',
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(2)</script>',
  'مخاطر \u202eexe.pdf',
  `long ${'x'.repeat(10_000)}`,
  '# not a comment: { a: b }',
  'it\'s "quoted"',
];

test('hostile names of a register are labels of the model, and words in every cell of the workbook', async () => {
  const rows = [
    ['Risk', 'How often', 'Cost', 'Notes'],
    ...HOSTILE.map((name) => [name, 'once a year', '£5k..£40k', name]),
  ];
  const { text } = valueOf(importRegister([{ name: 'a', rows }], {}, '=evil.csv'));
  const file = readModelFileText(text);
  const model = valueOf(file.under());
  // The reader of sheets trims a cell; what steers a reader is left to who shows it.
  expect(model.threats.map(({ label }) => label).toSorted()).toEqual(HOSTILE.map((name) => name.trim()).toSorted());
  const runner = makeInlineRunner();
  const document = await openSession(file, runner).run({ trials: 20, worlds: 2 });
  await runner.close();
  const value = { ringfence: 1, title: '=1+1' };
  const bytes = await workbookBytes(
    registerSheets({ model, value, document, doughnut: null, command: '=x', workbook: '=y' }),
  );
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const { ValueType } = exceljs;
  const kinds = new Set<number>();
  for (const sheet of book.worksheets) {
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).toBeDefined();
    sheet.eachRow((row) => row.eachCell((cell) => void kinds.add(cell.type)));
  }
  for (const never of [ValueType.Formula, ValueType.Hyperlink, ValueType.SharedString, ValueType.RichText])
    expect([...kinds]).not.toContain(never);
  const register = book.getWorksheet('Register');
  expect(register?.getCell('L2').numFmt).toContain('#,##0');
  expect(register?.getColumn(2).values).toContain("=cmd|' /C calc'!A0");
});

test('export then import gives the same model, through a workbook, for random registers', async () => {
  const name = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }));
  const threat = fc.record({
    label: name.filter((text) => /\S/.test(text) && !/[\p{Cc}\ufffe\uffff]/u.test(text)),
    occurs: fc.constantFrom('every 3..9 years', '1..5% per year', 'within 6..24 months never 30%', '0.5..2 per year'),
    cost: fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1000, max: 99_999 })),
    discipline: fc.constantFrom('cyber', 'people', 'supply'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(threat, { minLength: 1, maxLength: 6 }), async (threats) => {
      const value = {
        ringfence: 1,
        title: threats[0]!.label,
        currency: 'GBP',
        starts: '2027-01-01',
        horizon: '1 year',
        bearers: { own: 'count' },
        threats: Object.fromEntries(
          threats.map(({ cost: [low, high], ...each }, at) => [
            `risk-${at}`,
            { ...each, cost: { own: `£${low}..£${high}` } },
          ]),
        ),
        appetite: { limits: { big: { 'loss over': '£10k', chance: '5% per year' } } },
      };
      const columns = MODEL_COLUMNS.map((header) => ({ header, format: 'words' as const }));
      const file = path.join(folder, 'law.xlsx');
      writeFileSync(file, await workbookBytes([{ name: MODEL_SHEET, columns, rows: modelRows(value) }]));
      const sheets = valueOf(await readSheets(file));
      const { text } = valueOf(importWorkbook(sheets, modelSheetOf(sheets)!, 'law.xlsx'));
      const before = valueOf(readModelFileText(JSON.stringify(value), 'a.yaml').under()).hash;
      expect(valueOf(readModelFileText(text).under()).hash).toBe(before);
    }),
    { numRuns: 25, seed: 3 },
  );
});
