import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readModelFileText, readSource } from '../../../src/io/read-model.ts';
import { importRegister, type ImportedRegister } from '../../../src/io/register/import-register.ts';
import { importWorkbook, modelSheetOf } from '../../../src/io/register/import-workbook.ts';
import { informationLost } from '../../../src/io/register/information-lost.ts';
import { parseMapping, type Mapping } from '../../../src/io/register/mapping.ts';
import { MODEL_COLUMNS, MODEL_SHEET, modelRows, valueOfRows } from '../../../src/io/register/model-sheet.ts';
import { readSheets } from '../../../src/io/sheets/read-sheets.ts';
import type { SheetCell } from '../../../src/io/sheets/sheet.ts';
import { workbookBytes, type StyledSheet } from '../../../src/io/sheets/write-workbook.ts';
import type { Checked } from '../../../src/model/problem.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-register-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const registers = path.resolve(import.meta.dirname, '../../fixtures/registers');
const root = path.resolve(import.meta.dirname, '../../..');

function valueOf<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('; '));
  return checked.value;
}
const words = (checked: Checked<unknown>): string =>
  checked.ok ? '' : checked.problems.map(({ message, remedy }) => `${message}: ${remedy}`).join('\n');

async function taken(name: string, mapping: Mapping = {}): Promise<Checked<ImportedRegister>> {
  return importRegister(valueOf(await readSheets(path.join(registers, name))), mapping, name);
}
const mappingIn = (name: string): Mapping =>
  valueOf(parseMapping(name, readFileSync(path.join(registers, name), 'utf8')));

/** Sheets through the bytes of a workbook, and read again. */
async function throughWorkbook(sheets: readonly StyledSheet[]) {
  const file = path.join(folder, `${createHash('md5').update(JSON.stringify(sheets)).digest('hex')}.xlsx`);
  writeFileSync(file, await workbookBytes(sheets));
  return valueOf(await readSheets(file));
}
const modelSheet = (value: unknown): StyledSheet => ({
  name: MODEL_SHEET,
  columns: MODEL_COLUMNS.map((header) => ({ header, format: 'words' })),
  rows: modelRows(value),
});

describe('a register', () => {
  test('of figures becomes a model without a mapping', async () => {
    const { text, risks, lost, notes } = valueOf(await taken('quantities.csv'));
    expect([risks, lost]).toEqual([4, null]);
    expect(notes[0]).toContain('How often as occurs, Cost as cost');
    const model = valueOf(readModelFileText(text).under());
    expect(model.threats.map(({ id, label }) => [id, label])).toEqual([
      ['burglary', 'Burglary'],
      ['card-provider-out', 'Card provider out'],
      ['cmd-c-calc-a0', "=cmd|' /C calc'!A0"],
      ['shoplifting', 'Shoplifting'],
    ]);
    expect(text).toContain('cost: { own: "£1000..£12000" }');
    expect(text).toContain('# Controls, not yet in figures: Alarm');
  });

  test('of words is asked what they mean, all at once, and for its currency', async () => {
    const asked = words(await taken('matrix.csv'));
    expect(asked).toContain('does not say in which currency it is');
    expect(asked).toContain('`Likely` (rows 5, 9), `Possible` (rows 4, 7, 8), `Unlikely` (row 6)');
    expect(asked).toContain('impact: { Major: "...", Minor: "..."');
  });

  test('of words becomes a model by a mapping, with how many pairs the matrix could not order', async () => {
    const { text, lost } = valueOf(await taken('matrix.csv', mappingIn('matrix-mapping.yaml')));
    const model = valueOf(readModelFileText(text).under());
    expect(model.threats).toHaveLength(6);
    expect(model.limits.map(({ id }) => id)).toEqual(['big-loss']);
    // Losses a year: R1 and R5 2.5k..125k, R2 150k..15m, R3 3k..250k, R4 500..20k, R6 500..30k. Of the 15 pairs R1-R5 is one cell;
    // R2 overlaps R3 alone; R1 and R5 overlap R3, R4, R6 each; R3, R4, R6 overlap each other.
    expect(lost).toEqual({ pairs: 15, sameCell: 1, overlapping: 1 + 6 + 3 });
  });

  test('of three points is asked which PERT, and has the one that is said', async () => {
    const mapping = mappingIn('three-points-mapping.yaml');
    expect(words(await taken('three-points.csv', { ...mapping, pert: undefined }))).toContain(
      'two laws of the name PERT',
    );
    const { text } = valueOf(await taken('three-points.csv', mapping));
    expect(text).toContain('cost: { factory: "pert €100 €250 €900" }');
    expect(text).toContain('occurs: 6 per year');
    expect(valueOf(readModelFileText(text).under()).threats).toHaveLength(2);
    expect(valueOf(await taken('three-points.csv', { ...mapping, pert: 'moments' })).text).toContain(
      'pert-moments €100',
    );
  });

  test('with faults names each row, and what helps', async () => {
    const rows: SheetCell[][] = [
      ['Risk', 'How often', 'Cost'],
      ['Fire', null, '£1k'],
      [null, '1 per year', '£2k'],
      ['Flood', '1 per year', null],
    ];
    const asked = words(importRegister([{ name: 'a', rows }], {}, 'a.csv'));
    expect(asked).toContain('sheet a, row 2, column B `How often`: it does not say how often');
    expect(asked).toContain('row 3, column A `Risk`: the risk has no name');
    expect(asked).toContain('row 4, column C `Cost`: it does not say what the risk costs');
    expect(words(importRegister([{ name: 'a', rows: [['x', 'y']] }], {}, 'a.csv'))).toContain(
      'no column that says what the risks are, nor one that says how often they come, nor',
    );
    expect(words(importRegister([{ name: 'a', rows }], { columns: { cost: 'Csot' } }, 'a.csv'))).toContain(
      'did you mean `Cost`?',
    );
    expect(words(parseMapping('m.yaml', 'colums: {}'))).toContain('colums');
  });

  test('of a workbook is read as one of CSV is', async () => {
    const csv = valueOf(await readSheets(path.join(registers, 'matrix.csv')));
    const [sheet] = csv;
    const rows = sheet!.rows.slice(2);
    const book = await throughWorkbook([
      {
        name: 'Risks',
        columns: rows[0]!.map((header) => ({ header: String(header), format: 'words' })),
        rows: rows.slice(1),
      },
    ]);
    const mapping = mappingIn('matrix-mapping.yaml');
    const withoutRows = (text: string): string => text.replaceAll(/# Row \d+/g, '');
    expect(withoutRows(valueOf(importRegister(book, mapping, 'matrix.csv')).text)).toBe(
      withoutRows(valueOf(importRegister(csv, mapping, 'matrix.csv')).text),
    );
  });
});

test('a matrix orders pairs whose losses do not overlap, and says nothing of a pair in one cell', () => {
  const risk = (cell: string, low: number, high: number) => ({ cell, low, high });
  expect(informationLost([risk('a', 0, 1), risk('a', 0, 1), risk('b', 1, 2), risk('c', 1.5, 3)])).toEqual({
    pairs: 6,
    sameCell: 1,
    overlapping: 1,
  });
  expect(informationLost([])).toEqual({ pairs: 0, sameCell: 0, overlapping: 0 });
});

describe('export then import gives the same model', () => {
  test.each([
    'scenarios/corner-shop/shop.yaml',
    'scenarios/hub-airport/as-was.yaml',
    'scenarios/regional-airport/airport.yaml',
    'tests/fixtures/every-key.yaml',
  ])('of %s, to its hash', async (file) => {
    const { value } = valueOf(await readSource(path.join(root, file)));
    const sheets = await throughWorkbook([modelSheet(value)]);
    const { text, notes } = valueOf(importWorkbook(sheets, modelSheetOf(sheets)!, file));
    expect(notes).toEqual([]);
    const hash = valueOf(readModelFileText(text).under()).hash;
    expect(hash).toBe(valueOf(readModelFileText(JSON.stringify(value), file).under()).hash);
  });

  test('for any values at any keys', () => {
    const key = fc
      .oneof(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fc.string({ minLength: 1, maxLength: 6 }))
      .filter((name) => name !== '__proto__');
    const leaf = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4 }), (value) => {
        const back = valueOf(valueOfRows(modelRows(value)));
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test('but for what was changed in the register, which is said', async () => {
    const { value } = valueOf(await readSource(path.join(root, 'scenarios/corner-shop/shop.yaml')));
    const register: StyledSheet = {
      name: 'Register',
      columns: ['id', 'risk', 'how often'].map((header) => ({ header, format: 'words' })),
      rows: [
        ['burglary', 'burglary', 'within 12..60 months'],
        ['flu', 'flu', 'every 1..3 years'],
      ],
    };
    const sheets = await throughWorkbook([register, modelSheet(value)]);
    const { text, notes } = valueOf(importWorkbook(sheets, modelSheetOf(sheets)!, 'shop.xlsx'));
    expect(notes).toEqual([
      'threats.burglary.occurs: within 6..48 months (family), in the register within 12..60 months.',
    ]);
    expect(text).toContain('occurs: within 12..60 months');
  });
});

test('what is hostile is text in a workbook: formulas, tags, long and right-to-left words', async () => {
  const hostile = [
    '=1+1',
    '+cmd',
    '@SUM(A1)',
    '<img src=x onerror=alert(1)>',
    'شبكة',
    `x${'y'.repeat(9_999)}`,
    'a\u0000b',
  ];
  const [sheet] = await throughWorkbook([
    { name: 'A', columns: [{ header: '=header', format: 'words' }], rows: hostile.map((text) => [text]) },
  ]);
  expect(sheet?.rows.flat()).toEqual(['=header', ...hostile.slice(0, 6), 'ab']);
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  await book.xlsx.load((await workbookBytes([{ name: 'A', columns: [], rows: [['=1+1']] }])) as unknown as ArrayBuffer);
  expect(book.worksheets[0]?.getCell('A2').type).toBe(exceljs.ValueType.String);
});
