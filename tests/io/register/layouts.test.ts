import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import exceljs from 'exceljs';
import { afterAll, describe, expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { importRegister, type ImportedRegister } from '../../../src/io/register/import-register.ts';
import { parseMapping, type Mapping } from '../../../src/io/register/mapping.ts';
import { readSheets } from '../../../src/io/sheets/read-sheets.ts';
import type { SheetCell } from '../../../src/io/sheets/sheet.ts';
import type { Checked } from '../../../src/model/problem.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-layouts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function valueOf<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('; '));
  return checked.value;
}
const words = (checked: Checked<unknown>): string =>
  checked.ok ? '' : checked.problems.map(({ message, remedy }) => `${message}: ${remedy}`).join('\n');
const mapped = (text: string): Mapping => valueOf(parseMapping('m.yaml', text));
const of = (rows: readonly (readonly SheetCell[])[], mapping: Mapping = {}): Checked<ImportedRegister> =>
  importRegister([{ name: 'Risks', rows }], mapping, 'r.xlsx');
const threatsOf = ({ text }: ImportedRegister) => valueOf(readModelFileText(text).under()).threats;

describe('a matrix of five by five, behind a sheet of words, under joined titles', () => {
  const write = async (): Promise<string> => {
    const book = new exceljs.Workbook();
    book.addWorksheet('Read me').addRow(['This register is kept by the office manager.']);
    const sheet = book.addWorksheet('Risk Register');
    sheet.mergeCells('A1:H1');
    sheet.getCell('A1').value = 'Northgate Logistics: Risk Register';
    sheet.mergeCells('E3:G3');
    sheet.getCell('E3').value = 'Inherent risk';
    sheet.getRow(4).values = ['Risk ID', 'Risk Description', 'Category', 'Raised', 'Likelihood (1-5)', 'Impact (1-5)', 'Risk Score', 'Controls']; // prettier-ignore
    const raised = new Date(Date.UTC(2024, 2, 1));
    const score = { formula: 'E5*F5', result: 10 };
    sheet.getRow(5).values = ['R1', 'Warehouse fire', 'Physical', raised, 2, 5, score, 'Sprinklers'];
    sheet.getRow(6).values = ['R2', 'Ransomware', 'Cyber', raised, 3, 4, score, null];
    sheet.getRow(7).values = ['R3', 'Theft of vehicles', null, raised, 4, 2, score, null];
    sheet.mergeCells('C6:C7');
    sheet.getRow(9).values = ['Scores: 1-5 low, 6-12 medium, 15-25 high'];
    const file = path.join(folder, 'matrix.xlsx');
    await book.xlsx.writeFile(file);
    return file;
  };

  test('is found, asked what its scores mean with their rows, and read', async () => {
    const sheets = valueOf(await readSheets(await write()));
    const asked = words(importRegister(sheets, {}, 'matrix.xlsx'));
    expect(asked).toContain('does not say in which currency');
    expect(asked).toContain('sheet Risk Register, column E `Likelihood (1-5)`: what a likelihood means');
    expect(asked).toContain('`2` (row 5), `3` (row 6), `4` (row 7)');
    const mapping = mapped(`
currency: GBP
likelihood: { 2: every 10..50 years, 3: every 2..10 years, 4: 0.5..2 per year }
impact: { 2: £5k..£50k, 4: £200k..£1m, 5: £1m..£5m }`);
    const { text, lost, notes } = valueOf(importRegister(sheets, mapping, 'matrix.xlsx'));
    expect(notes).toContain('The register is read from the sheet `Risk Register`; left out: `Read me`.');
    expect(notes).toContain('Left out: Raised, Risk Score.');
    expect(notes).toContain('Row 9 has one cell and is no risk: Scores: 1-5 low, 6-12 medium, 15-25 high.');
    // A year: fire £20k..£500k, ransomware £20k..£500k, theft £2.5k..£100k
    expect(lost).toEqual({ pairs: 3, sameCell: 0, overlapping: 3 });
    const threats = valueOf(readModelFileText(text).under()).threats;
    expect(threats.map(({ id, discipline }) => [id, discipline])).toEqual([
      ['ransomware', 'cyber'],
      ['theft-of-vehicles', 'cyber'],
      ['warehouse-fire', 'physical'],
    ]);
  });
});

describe('a register in another language', () => {
  const header = ['Nr.', 'Risiko', 'Häufigkeit', 'Schaden minimal', 'Schaden wahrscheinlich', 'Schaden maximal'];
  const rows: SheetCell[][] = [
    ['Risikoregister Bäckerei Müller GmbH'],
    header,
    [1, 'Ofenausfall', 'alle 2 bis 5 Jahre', '1.500,00 €', '4.000,00 €', '25.000,50 €'],
    [2, 'Stromausfall', '0,5 pro Jahr', '500 €', '1.200 €', '8.000 €'],
    [3, 'Mehl fehlt', 2, '2,5 Tsd. €', '5 Tsd. €', '20 Tsd. €'],
  ];
  const columns = 'columns: { risk: Risiko, occurs: Häufigkeit, low: Schaden minimal, mode: E, high: Schaden maximal }';

  test('shows where its names were looked for', () => {
    expect(words(of(rows))).toContain('looked for in sheet Risks, row 2');
    expect(words(of(rows))).toContain('`Häufigkeit`');
  });

  test('is read by a mapping, by names and letters, with decimal commas and its own words', () => {
    expect(words(of(rows, mapped(`${columns}\npert: vose`)))).toContain(
      '`0,5 pro Jahr` (row 4), `alle 2 bis 5 Jahre` (row 3)',
    );
    const mapping = mapped(
      `${columns}\npert: vose\nlikelihood: { alle 2 bis 5 Jahre: every 2..5 years, "0,5 pro Jahr": 0.5 per year }`,
    );
    const found = valueOf(of(rows, mapping));
    expect(found.text).toContain('"pert €1500.00 €4000.00 €25000.50"');
    expect(found.text).toContain('"pert €500 €1200 €8000"');
    expect(found.text).toContain('"pert €2.5k €5k €20k"');
    expect(found.text).toContain('occurs: every 2..5 years');
    expect(found.text).toContain('occurs: 2 per year');
    expect(found.notes).toContain('Numbers have decimal commas.');
    expect(threatsOf(found).map(({ id }) => id)).toEqual(['mehl-fehlt', 'ofenausfall', 'stromausfall']);
  });

  test('is asked where a point may part thousands, or be a decimal one', () => {
    const open = [
      ['Risk', 'How often', 'Cost'],
      ['Fire', '1 per year', '€1.500'],
    ];
    expect(words(of(open))).toContain('decimal points or decimal commas is for you to say: `€1.500`');
    expect(valueOf(of(open, mapped('decimals: comma'))).text).toContain('€1500');
    expect(valueOf(of(open, mapped('decimals: point'))).text).toContain('€1.5');
  });
});

describe('a table of another program', () => {
  const csv = [
    'Reference;Risk Title;Risk Description;Residual Likelihood;Financial Impact (GBP);Frequency;Status',
    'RSK-1;"Loss of ‘main’ power";"The grid fails.\r\nGenerator; 10 s.";Possible;"£10,000 – £100,000";every 4..20 years;Open',
    'RSK-2;"Phishing; ""credentials""";;Likely;£2k to £40k;2 - 6 per year;Open',
    'RSK-3;Café flood;;Rare;£1k..£2k;every 5 years;Closed',
  ].join('\r\n');
  const IN_1252: Readonly<Record<string, number>> = { '‘': 0x91, '’': 0x92, '–': 0x96 };
  const encoded: Readonly<Record<string, Uint8Array>> = {
    'UTF-8 with a mark': Buffer.from(`\ufeff${csv}`),
    'UTF-16': Buffer.from(`\ufeff${csv}`, 'utf16le'),
    'Windows-1252': Uint8Array.from(csv, (letter) => IN_1252[letter] ?? letter.codePointAt(0) ?? 0),
    'UTF-8 with a line for Excel': Buffer.from(`sep=;\r\n${csv}`),
  };

  test.each(Object.keys(encoded))('in %s gives the same model', async (name) => {
    const file = path.join(folder, 'export.csv');
    writeFileSync(file, encoded[name] ?? '');
    const sheets = valueOf(await readSheets(file));
    const found = valueOf(importRegister(sheets, {}, 'export.csv'));
    expect(threatsOf(found).map(({ label }) => label)).toEqual([
      'Café flood',
      'Loss of ‘main’ power',
      'Phishing; "credentials"',
    ]);
    expect(found.text).toContain('# Description: The grid fails. Generator; 10 s.');
    expect(found.text).toContain('{ own: "£10000..£100000" }');
    expect(found.notes.some((note) => note.includes('Windows-1252'))).toBe(name === 'Windows-1252');
    expect(found.notes.join()).toContain('Read whatever its Status (Open 2, Closed 1)');
    const open = valueOf(importRegister(sheets, mapped('leave out: { Status: Closed }'), 'export.csv'));
    expect(threatsOf(open)).toHaveLength(2);
    expect(open.notes).toContain('1 row left out by the mapping: 4.');
  });

  test.each([
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]), 'is a workbook of before 2007'],
    [Buffer.from('PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'is an OpenDocument sheet'],
    [Buffer.from([0x52, 0x81, 0x8d]), 'is neither a workbook nor text'],
    [Buffer.from('PK\u0003\u0004'), 'is no workbook'],
  ])('that is none says what it is', async (bytes, says) => {
    const file = path.join(folder, 'other.csv');
    writeFileSync(file, bytes);
    expect(words(await readSheets(file))).toContain(says);
  });
});

describe('what could be read in two ways is asked', () => {
  test.each<[string, readonly (readonly SheetCell[])[], string]>([
    ['two columns of one name', [['Risk', 'Likelihood', 'Impact', 'Likelihood', 'Impact'], ['Fire', 1, 2, 3, 4]], 'which column is likelihood is for you to say: column B `Likelihood`, column D `Likelihood`'], // prettier-ignore
    ['inherent and residual', [['Risk', 'Inherent impact', 'Residual impact', 'How often'], ['Fire', '£5', '£3', 1]], 'columns: { impact: "Inherent impact" or "Residual impact" }'], // prettier-ignore
    ['scores or events', [['Risk', 'Frequency', 'Cost'], ['Fire', 3, '£5k'], ['Flood', 2, '£5k']], 'whether its numbers (3, 2) are events a year, or scores'], // prettier-ignore
    ['scores or money', [['Risk', 'How often', 'Severity'], ['Fire', 1, 3], ['Flood', 2, 5]], 'whether its numbers (3, 5) are money, or scores'], // prettier-ignore
    [
      'a sum of a year',
      [
        ['Risk', 'How often', 'Cost (per year)'],
        ['Fire', 1, '£5k'],
      ],
      'seems to say what a year costs',
    ],
    ['one scale for two ends', [['Risk', 'How often', 'Cost'], ['Fire', 1, '£1-5k']], 'row 2, column C `Cost`: `£1-5k` may be £1k..£5k or £1..£5k'], // prettier-ignore
    ['a range of which a spreadsheet has made a date', [['Risk', 'How often', 'Cost'], ['Fire', '2026-03-02', '£1']], 'row 2, column B `How often`: `2026-03-02` is a date'], // prettier-ignore
    ['no currency, but a word in capitals', [['Risk', 'How often', 'Cost'], ['Fire', 1, 'ALL'], ['Flood', 1, 'TRY']], 'does not say in which currency it is'], // prettier-ignore
    ['one currency by its code', [['Risk', 'How often', 'Cost (CHF)'], ['Fire', 1, 'unknown']], 'an impact means in figures is for you to say: `unknown` (row 2): put into the mapping file (--mapping): impact: { unknown: "..." }, each with your own figures, such as `CHF 10k'], // prettier-ignore
    ['several currencies', [['Risk', 'How often', 'Cost'], ['Fire', 1, '£1'], ['Flood', 1, '€2']], 'speaks of several currencies: GBP, EUR'], // prettier-ignore
  ])('%s', (_, rows, says) => expect(words(of(rows))).toContain(says));

  test('and answered by a mapping', () => {
    const rows = [
      ['Risk', 'Frequency', 'Severity'],
      ['Fire', 3, 5],
    ];
    const events = valueOf(of(rows, mapped('currency: GBP\ncolumns: { occurs: Frequency, cost: Severity }')));
    expect(events.text).toContain('occurs: 3 per year');
    expect(events.text).toContain('"£5"');
    const scores = mapped('currency: GBP\ncolumns: { likelihood: Frequency, impact: Severity }\nlikelihood: { 3: 1 per year }\nimpact: { 5: £1m }'); // prettier-ignore
    expect(valueOf(of(rows, scores)).text).toContain('"£1m"');
  });

  test('but a unit in the name of a column counts, and a scale makes it a matrix', () => {
    const rows = [
      ['Risk', 'Frequency (per month)', 'Cost (£k)'],
      ['Fire', 2, 50],
      ['Flood', '1 per year', '£2m'],
    ];
    const { text } = valueOf(of(rows));
    expect(text).toContain('occurs: 2 per month');
    expect(text).toContain('"£50k"');
    expect(text).toContain('"£2m"');
    const scale = [
      ['Risk', 'Frequency (1-5)', 'Severity (1 to 5)'],
      ['Fire', 2, 5],
    ];
    expect(words(of(scale, mapped('currency: GBP')))).toContain('what a likelihood means');
  });
});

describe('one sheet is enough: what is too much stands in a line of it', () => {
  const rows = (line: string): SheetCell[][] => [
    ['Risk', 'How often', 'Cost'],
    ['Fire', 'every 5 years', '£5k'],
    [],
    [line],
  ];

  test.each([
    ['Too much: loss over £20k, 10% per year', '£20k', '10% per year'],
    ['limit: more than £1,500 a year, at most 5 %', '£1500', '5% per year'],
    ['Appetite: a loss of more than 1.2m; no more than 0.5% of years', '£1.2m', '0.5% per year'],
  ])('%s', (line, over, chance) => {
    const { text, risks } = valueOf(of(rows(line)));
    expect(risks).toBe(1);
    const [limit] = valueOf(readModelFileText(text).under()).limits;
    expect(limit?.id).toBe('too-much');
    expect(text).toContain(`loss over: ${over}`);
    expect(text).toContain(`chance: ${chance}`);
  });

  test('a line that does not say how much is refused, and without one it is said what is missing', () => {
    expect(words(of(rows('Too much: anything')))).toContain(
      'row 4: `Too much: anything` does not say how much is too much: write `Too much: loss over £100k, 5% per year`',
    );
    expect(valueOf(of(rows(''))).notes.at(-1)).toContain('Nothing says what is too much');
  });
});
